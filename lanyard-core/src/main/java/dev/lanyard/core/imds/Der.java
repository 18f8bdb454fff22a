// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Writes what certificates and signed messages are made of (X.690, distinguished encoding).
final class Der {
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] NULL = {5, 0};

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return tagged(0x31, parts);
    }

    /// An explicit tag `[0]`.
    static byte[] zero(byte[] part) {
        return tagged(0xa0, part);
    }

    static byte[] octets(byte[] bytes) {
        return tagged(4, bytes);
    }

    static byte[] bits(byte[] bytes) {
        return tagged(3, new byte[] {0}, bytes);
    }

    static byte[] number(long value) {
        return tagged(2, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] text(String value) {
        return tagged(12, value.getBytes(UTF_8));
    }

    static byte[] time(Instant value) {
        return tagged(24, GENERALIZED.format(value).getBytes(UTF_8));
    }

    /// An algorithm without parameters.
    static byte[] algorithm(String oid) {
        return sequence(oid(oid));
    }

    /// An algorithm of those that want their absent parameters written down.
    static byte[] algorithmWithNull(String oid) {
        return sequence(oid(oid), NULL);
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift > 0) {
                    out.write((arc >>> shift & 0x7f) | 0x80);
                }
            }
            out.write(arc & 0x7f);
        }
        return tagged(6, out.toByteArray());
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int from = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | (digits.length - from));
            out.write(digits, from, digits.length - from);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
