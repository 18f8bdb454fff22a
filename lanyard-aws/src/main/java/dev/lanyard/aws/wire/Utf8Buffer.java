// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.util.Arrays;

/// A growing buffer that text is written into as UTF-8.
final class Utf8Buffer {
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes = new byte[1024];
    private int length;

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    Utf8Buffer ascii(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    Utf8Buffer ascii(byte[] text) {
        ensure(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    Utf8Buffer text(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            codePoint(point);
            i += Character.charCount(point);
        }
        return this;
    }

    /// Writes one code point; half a surrogate pair becomes the replacement character.
    Utf8Buffer codePoint(int point) {
        if (point < 0x80) {
            return ascii((char) point);
        }
        int scalar = point >= 0xD800 && point <= 0xDFFF ? REPLACEMENT : point;
        ensure(4);
        if (scalar < 0x800) {
            bytes[length++] = (byte) (0xC0 | (scalar >> 6));
        } else {
            if (scalar < 0x10000) {
                bytes[length++] = (byte) (0xE0 | (scalar >> 12));
            } else {
                bytes[length++] = (byte) (0xF0 | (scalar >> 18));
                bytes[length++] = (byte) (0x80 | ((scalar >> 12) & 0x3F));
            }
            bytes[length++] = (byte) (0x80 | ((scalar >> 6) & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (scalar & 0x3F));
        return this;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
