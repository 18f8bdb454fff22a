// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import java.util.HexFormat;

/// Percent-encoding as AWS signs it: everything but `A-Za-z0-9-_.~`, in upper-case hex.
/// Input has one character per byte.
final class UriEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriEncoding() {}

    static String encode(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        encode(out, text);
        return out.toString();
    }

    /// Encodes text in which nothing is encoded yet, or which is to be encoded once more.
    static void encode(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            if (isUnreserved(octet)) {
                to.append(octet);
            } else {
                to.append('%').append(HEX.toHighHexDigit(octet)).append(HEX.toLowHexDigit(octet));
            }
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}
