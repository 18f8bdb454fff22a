// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import java.util.Optional;

/// A credential as a request presents it, `keyid/date/region/service/term`. Any part may be empty or wrong.
///
/// @param date `yyyyMMdd`, in a well-formed credential
public record CredentialScope(String accessKeyId, String date, String region, String service, String terminator) {
    static final String TERMINATOR = "aws4_request";

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
