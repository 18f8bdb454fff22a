// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.fault.Fault;
import java.util.function.BiConsumer;

/// Reads query strings and form bodies, `application/x-www-form-urlencoded`: `+` and `%20` are spaces. Names and values
/// come with one character (ISO 8859-1) for each byte, because bytes are what is signed; [#text] makes text of them.
public final class FormDecoder {
    private FormDecoder() {}

    /// @param query one character for each byte
    /// @throws Fault `MalformedQueryString` for a broken percent escape
    public static void decode(String query, BiConsumer<String, String> sink) {
        if (!query.isEmpty()) {
            decode(query.getBytes(ISO_8859_1), sink);
        }
    }

    static void decode(byte[] form, BiConsumer<String, String> sink) {
        byte[] decoded = new byte[form.length];
        int at = 0;
        while (at < form.length) {
            int end = indexOf(form, '&', at, form.length);
            int equals = indexOf(form, '=', at, end);
            if (end > at) {
                String name = octets(form, at, equals, decoded);
                sink.accept(name, equals < end ? octets(form, equals + 1, end, decoded) : "");
            }
            at = end + 1;
        }
    }

    /// The text that the bytes are in UTF-8.
    public static String text(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) > 0x7f) {
                return new String(octets.getBytes(ISO_8859_1), UTF_8);
            }
        }
        return octets;
    }

    private static int indexOf(byte[] form, char wanted, int from, int to) {
        int at = from;
        while (at < to && form[at] != wanted) {
            at++;
        }
        return at;
    }

    private static String octets(byte[] form, int from, int to, byte[] decoded) {
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = form[at];
            if (b == '%') {
                decoded[length++] = escaped(form, at, to);
                at += 2;
            } else {
                decoded[length++] = b == '+' ? (byte) ' ' : b;
            }
        }
        return new String(decoded, 0, length, ISO_8859_1);
    }

    private static byte escaped(byte[] form, int at, int to) {
        if (at + 2 >= to) {
            throw WireFault.MALFORMED_QUERY_STRING.because("Incomplete trailing escape % sequence");
        }
        int high = Character.digit(form[at + 1], 16);
        int low = Character.digit(form[at + 2], 16);
        if (high < 0 || low < 0) {
            String pattern = new String(form, at, 3, UTF_8);
            throw WireFault.MALFORMED_QUERY_STRING.because("Illegal hex character in escape % pattern: " + pattern);
        }
        return (byte) ((high << 4) | low);
    }
}
