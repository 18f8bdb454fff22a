// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *          | anything | true
            *          | ''       | true
            ''         | ''       | true
            ''         | a        | false
            ?          | ''       | false
            ?          | a        | true
            ?          | ab       | false
            ?          | 😀        | true
            a?c        | a😀c      | true
            *😀*       | x😀y      | true
            abc        | abc      | true
            abc        | abcd     | false
            ab*        | ab       | true
            ab*        | a        | false
            *bc        | abcbc    | true
            *bc        | abcb     | false
            a*b*c      | axxbyyc  | true
            a*b*c      | axxbyy   | false
            a**c       | abc      | true
            a*?        | a        | false
            a/*/c      | a/b/d/c  | true
            a:*:c      | a:b:d:c  | true
            a.c        | abc      | false
            """)
    void starsMatchAnyRunAndQuestionMarksOneCharacter(String pattern, String text, boolean expected) {
        assertThat(Glob.of(pattern).matches(text, new Work(1_000))).isEqualTo(expected);
    }

    @Test
    void randomPatternsMatchLikeTheDefinition() {
        Random random = new Random(42);
        int matching = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?", 8);
            String text = text(random, "ab", 10);
            boolean expected = matches(pattern, text);
            matching += expected ? 1 : 0;
            assertThat(Glob.of(pattern).matches(text, new Work(1_000)))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(expected);
        }
        assertThat(matching).isBetween(2_000, 18_000);
    }

    @Test
    void manyStarsDoNotExplode() {
        Glob glob = Glob.of("*a".repeat(500) + "b");
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(glob.matches("a".repeat(20_000), new Work(100_000_000)))
                        .isFalse());
    }

    @Test
    void moreWorkThanIsLeftIsNotDone() {
        Glob glob = Glob.of("*" + "a".repeat(1_000) + "b");
        String text = "a".repeat(1_000_000);
        Work work = new Work(5_000_000);
        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> glob.matches(text, work)).isInstanceOf(Work.Exceeded.class));
        assertThatThrownBy(() -> Glob.of("a").matches("a", work)).isInstanceOf(Work.Exceeded.class);
    }

    private static String text(Random random, String alphabet, int longest) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(longest + 1); n > 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        String rest = pattern.substring(1);
        if (pattern.charAt(0) == '*') {
            return matches(rest, text) || (!text.isEmpty() && matches(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
                && matches(rest, text.substring(1));
    }
}
