// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.util.Optional;

/// A request as far as it can be read without a model: what it asks for, and its input still encoded.
///
/// @param action the operation it names
/// @param version the API version it names; the JSON protocol has the target's prefix in its place
/// @param parameters the parameters of the URL and, in the query protocols, of the form body
/// @param body the body of a JSON request; empty in the query protocols
public record Call(Optional<String> action, Optional<String> version, QueryParameters parameters, byte[] body) {}
