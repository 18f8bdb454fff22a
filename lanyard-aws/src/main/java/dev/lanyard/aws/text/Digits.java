// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// Numbers in what strangers write: ASCII digits and nothing else. The library's readers also take a sign, and the
/// digits of every script.
public final class Digits {
    private Digits() {}

    /// The number that a text is; empty when it is none or greater than `max`.
    public static OptionalInt read(String text, int max) {
        OptionalLong number = read(text, (long) max);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /// The number that a text is; empty when it is none or greater than `max`.
    public static OptionalLong read(String text, long max) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > Math.min(9, max) || value > (max - digit) / 10) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
