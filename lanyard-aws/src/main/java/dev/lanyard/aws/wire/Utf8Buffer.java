// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.util.Arrays;

/// A growing buffer that text is written into as UTF-8.
final class Utf8Buffer {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int FAST_GROWTH = 1 << 20;
    private static final boolean[] ASCII = allAscii();

    private byte[] bytes = new byte[2048];
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

    /// Writes text that is known to be ASCII, such as a name of the model, as one block.
    @SuppressWarnings("deprecation") // it keeps the low byte of each character, which is all there is in ASCII
    Utf8Buffer ascii(String text) {
        int count = text.length();
        ensure(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    Utf8Buffer text(String text) {
        for (int i = run(text, 0, ASCII); i < text.length(); i = run(text, i, ASCII)) {
            int point = text.codePointAt(i);
            codePoint(point);
            i += Character.charCount(point);
        }
        return this;
    }

    /// Writes the characters from an index up to the first that is not plain, and returns the index of that one.
    ///
    /// @param plain which ASCII characters are plain; others never are
    int run(String text, int from, boolean[] plain) {
        int end = text.length();
        ensure(end - from);
        byte[] into = bytes;
        int at = length;
        int i = from;
        while (i < end) {
            char c = text.charAt(i);
            if (c >= ASCII.length || !plain[c]) {
                break;
            }
            into[at++] = (byte) c;
            i++;
        }
        length = at;
        return i;
    }

    /// Ends a line and begins the next so far to the right.
    Utf8Buffer line(int indent) {
        ensure(indent + 1);
        bytes[length++] = '\n';
        for (int end = length + indent; length < end; length++) {
            bytes[length] = ' ';
        }
        return this;
    }

    /// A table for [#run] of all printable characters but these.
    static boolean[] plainBut(String special) {
        boolean[] plain = ASCII.clone();
        Arrays.fill(plain, 0, ' ', false);
        special.chars().forEach(c -> plain[c] = false);
        return plain;
    }

    private static boolean[] allAscii() {
        boolean[] all = new boolean[0x80];
        Arrays.fill(all, true);
        return all;
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

    /// Most answers fit at once and those that do not are lists, which are much longer.
    private void grow(int more) {
        int factor = bytes.length < FAST_GROWTH ? 4 : 2;
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * factor, length + more));
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }
}
