// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.util.Optional;

/// A request as far as it can be read without a model: what it asks for, and its input still encoded.
///
/// @param action the operation it names
/// @param version the API version it names; the JSON protocol has the target's prefix in its place
/// @param parameters the parameters of the URL and, in the query protocols, of the form body
/// @param body the body of a JSON request; empty in the query protocols
public record Call(Optional<String> action, Optional<String> version, QueryParameters parameters, byte[] body) {
    private static final byte[] NONE = {};

    static Call query(WireRequest request) {
        QueryParameters parameters = QueryParameters.of(request);
        return new Call(parameters.first("Action"), parameters.first("Version"), parameters, NONE);
    }

    static Call json(WireRequest request) {
        QueryParameters parameters = QueryParameters.ofUrl(request);
        Optional<String> target = request.headers().first("x-amz-target");
        int dot = target.map(text -> text.lastIndexOf('.')).orElse(-1);
        Optional<String> action = target.map(text -> text.substring(dot + 1));
        Optional<String> prefix = target.map(text -> text.substring(0, Math.max(dot, 0)));
        return new Call(action, prefix, parameters, request.body());
    }
}
