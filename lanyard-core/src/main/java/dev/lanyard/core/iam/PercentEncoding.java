// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import java.nio.charset.StandardCharsets;

/// RFC 3986 percent-encoding, in which IAM returns policy documents.
final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
                .chars()
                .forEach(c -> UNRESERVED[c] = true);
    }

    private PercentEncoding() {}

    static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length * 2);
        for (byte b : bytes) {
            if (b >= 0 && UNRESERVED[b]) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
            }
        }
        return encoded.toString();
    }
}
