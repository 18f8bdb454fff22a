// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;

/// Derived signing keys, the most recently used ones kept. Safe for use by many threads.
final class SigningKeys {
    private final Map<Origin, Mac> recent;

    /// All that a signing key is derived from, the secret too: a changed secret never meets the key of the old one.
    private record Origin(String accessKeyId, String secretKey, String date, String region, String service) {}

    SigningKeys(int capacity) {
        recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Origin, Mac> eldest) {
                return size() > capacity;
            }
        };
    }

    /// The signature of a canonical request, 64 lower-case hex digits.
    String sign(String secretKey, CredentialScope scope, AmzDate date, CanonicalRequest canonical) {
        String toSign = Authorization.ALGORITHM
                + '\n'
                + date.text()
                + '\n'
                + scope.signed()
                + '\n'
                + Digests.hex(Digests.sha256(canonical.bytes()));
        return Digests.hex(Digests.hmac(key(secretKey, scope), toSign));
    }

    private Mac key(String secretKey, CredentialScope scope) {
        Origin origin = new Origin(scope.accessKeyId(), secretKey, scope.date(), scope.region(), scope.service());
        synchronized (recent) {
            Mac known = recent.get(origin);
            if (known != null) {
                return known;
            }
        }
        Mac derived = derive(origin);
        synchronized (recent) {
            recent.put(origin, derived);
        }
        return derived;
    }

    private static Mac derive(Origin origin) {
        Mac secret = Digests.hmac(("AWS4" + origin.secretKey()).getBytes(UTF_8));
        Mac day = Digests.hmac(Digests.hmac(secret, origin.date()));
        Mac region = Digests.hmac(Digests.hmac(day, origin.region()));
        Mac service = Digests.hmac(Digests.hmac(region, origin.service()));
        return Digests.hmac(Digests.hmac(service, CredentialScope.TERMINATOR));
    }
}
