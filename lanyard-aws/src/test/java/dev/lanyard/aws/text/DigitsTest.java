// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "+1", "-1", "-0", " 1", "1 ", "1_0", "0x1", "1e1", "1.0", "\u0661", "\uff11", "1\u0660", "x"
            })
    void whatIsNotAllAsciiDigitsIsNoNumber(String text) {
        assertThat(Digits.read(text, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void nothingGreaterThanTheGreatestIsRead() {
        assertThat(Digits.read("65535", 65_535)).hasValue(65_535);
        assertThat(Digits.read("65536", 65_535)).isEmpty();
        assertThat(Digits.read("0", 0)).hasValue(0);
        assertThat(Digits.read("5", 3)).isEmpty();
        assertThat(Digits.read("007", 7)).hasValue(7);
        assertThat(Digits.read("9223372036854775807", Long.MAX_VALUE)).hasValue(Long.MAX_VALUE);
        assertThat(Digits.read("9223372036854775808", Long.MAX_VALUE)).isEmpty();
        assertThat(Digits.read("99999999999999999999999999", Long.MAX_VALUE)).isEmpty();
    }
}
