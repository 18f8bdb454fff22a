// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import dev.lanyard.aws.wire.WireRequest;
import java.util.Optional;

/// A credential as a request presents it, `keyid/date/region/service/term`. Any part may be empty or wrong.
///
/// @param date `yyyyMMdd`, in a well-formed credential
public record CredentialScope(String accessKeyId, String date, String region, String service, String terminator) {
    static final String TERMINATOR = "aws4_request";

    /// The scope that a request claims, in header or presigned form, with nothing verified: good for routing only.
    /// Empty when the request has no readable credential.
    public static Optional<CredentialScope> peek(WireRequest request) {
        Optional<String> credential = request.headers()
                .first("authorization")
                .map(Authorization::credential)
                .orElseGet(() -> presigned(request.query()));
        return credential.flatMap(CredentialScope::parse);
    }

    private static Optional<String> presigned(String query) {
        if (query.isEmpty()) {
            return Optional.empty();
        }
        try {
            return SignedQuery.parse(query).first("X-Amz-Credential");
        } catch (AuthFailure malformed) {
            return Optional.empty();
        }
    }

    static Optional<CredentialScope> parse(String credential) {
        String[] parts = credential.split("/", -1);
        return parts.length == 5
                ? Optional.of(new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4]))
                : Optional.empty();
    }

    /// What the signature covers: the scope without the key.
    String signed() {
        return date + '/' + region + '/' + service + '/' + terminator;
    }
}
