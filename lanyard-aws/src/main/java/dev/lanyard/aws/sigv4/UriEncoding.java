// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import java.util.HexFormat;

/// Percent-encoding as AWS signs it: everything but `A-Za-z0-9-_.~`, in upper-case hex.
/// Input has one character per byte.
final class UriEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriEncoding() {}

    /// Encodes text in which nothing is encoded yet, or which is to be encoded once more.
    static void encode(StringBuilder to, String text, int from, int end) {
        for (int i = from; i < end; i++) {
            appendByte(to, text.charAt(i));
        }
    }

    /// Decodes form encoding (`+` is a space) and encodes again.
    ///
    /// @throws AuthFailure when a percent escape is broken
    static String normalise(String text, int from, int end) {
        if (isPlain(text, from, end)) {
            return text.substring(from, end);
        }
        StringBuilder out = new StringBuilder(end - from + 16);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                appendByte(out, escapedByte(text, i, end));
                i += 2;
            } else if (c == '+') {
                out.append("%20");
            } else {
                appendByte(out, c);
            }
        }
        return out.toString();
    }

    private static int escapedByte(String text, int at, int end) {
        if (at + 2 >= end) {
            throw new AuthFailure(Reason.MALFORMED_QUERY, "Incomplete trailing escape % sequence");
        }
        char high = text.charAt(at + 1);
        char low = text.charAt(at + 2);
        if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
            throw new AuthFailure(Reason.MALFORMED_QUERY, "Illegal hex character in escape % pattern: %" + high + low);
        }
        return (HexFormat.fromHexDigit(high) << 4) | HexFormat.fromHexDigit(low);
    }

    private static void appendByte(StringBuilder to, int octet) {
        if (isUnreserved(octet)) {
            to.append((char) octet);
        } else {
            to.append('%').append(HEX.toHighHexDigit(octet)).append(HEX.toLowHexDigit(octet));
        }
    }

    private static boolean isPlain(String text, int from, int end) {
        for (int i = from; i < end; i++) {
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
