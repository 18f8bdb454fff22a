// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import java.nio.charset.StandardCharsets;

/// RFC 3986 percent-encoding, in which IAM returns policy documents.
final class PercentEncoding {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.ISO_8859_1);
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                .chars()
                .forEach(c -> UNRESERVED[c] = true);
    }

    private PercentEncoding() {}

    static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new byte[bytes.length * 3];
        int length = 0;
        for (byte b : bytes) {
            if (b >= 0 && UNRESERVED[b]) {
                encoded[length++] = b;
            } else {
                encoded[length++] = '%';
                encoded[length++] = HEX[b >> 4 & 15];
                encoded[length++] = HEX[b & 15];
            }
        }
        return new String(encoded, 0, length, StandardCharsets.ISO_8859_1);
    }
}
