// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// SHA-256 and its HMAC, which every JDK has.
final class Digests {
    private Digests() {}

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String hex(byte[] data) {
        return HexFormat.of().formatHex(data);
    }

    /// A MAC that has its key and no data yet. Cloning it costs about half of a new one.
    static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The MAC of the data under the key of `keyed`, which stays as it is and may serve many threads.
    static byte[] hmac(Mac keyed, String data) {
        try {
            return ((Mac) keyed.clone()).doFinal(data.getBytes(US_ASCII));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
