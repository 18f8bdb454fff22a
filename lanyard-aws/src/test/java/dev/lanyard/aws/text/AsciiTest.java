// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiTest {
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "az", "lt"})
    void onlyTheLettersOfAsciiFoldWhateverTheLocale(String locale) {
        Locale.setDefault(Locale.of(locale));
        assertThat(Ascii.lower("TITLE-9_İıſ\u212aÄ")).isEqualTo("title-9_İıſ\u212aÄ");
        assertThat(Ascii.upper("title-9_İıſ\u212aä")).isEqualTo("TITLE-9_İıſ\u212aä");
        assertThat(Ascii.equalsIgnoreCase("TITLE", "title")).isTrue();
        assertThat(Ascii.startsWithIgnoreCase("AWS:x", "aws:")).isTrue();
        assertThat(Ascii.startsWithIgnoreCase("aw", "aws:")).isFalse();
    }

    @Test
    void allWaysOfFoldingSayTheSame() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            for (char letter : new char[] {'i', 'k', 's', 'I', 'K', 'S', '[', '`'}) {
                String one = String.valueOf(c);
                String other = String.valueOf(letter);
                boolean same = Ascii.lower(one).equals(Ascii.lower(other));
                assertThat(same).isEqualTo(c == letter || (c < 128 && letter < 128 && isSameLetter(c, letter)));
                assertThat(Ascii.equalsIgnoreCase(one, other)).isEqualTo(same);
                assertThat(Ascii.startsWithIgnoreCase(one + "x", other)).isEqualTo(same);
                assertThat(Ascii.IGNORE_CASE.compare(one, other) == 0).isEqualTo(same);
            }
        }
    }

    private static boolean isSameLetter(char one, char other) {
        return Character.isLetter(one) && Character.isLetter(other) && (one & 0x5f) == (other & 0x5f);
    }

    @Test
    void theOrderPutsAPrefixFirst() {
        assertThat(List.of("b", "Ab", "a", "AA").stream().sorted(Ascii.IGNORE_CASE))
                .containsExactly("a", "AA", "Ab", "b");
    }
}
