// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracesTest {
    @Test
    void aDeepStackAndALongMessageAreCut() {
        StackOverflowError deep =
                org.junit.jupiter.api.Assertions.assertThrows(StackOverflowError.class, () -> fall(0));
        RuntimeException failure = new IllegalStateException("x".repeat(100_000), deep);
        for (int i = 0; i < 50; i++) {
            failure = new IllegalArgumentException("again", failure);
        }
        assertThat(Traces.brief(failure))
                .hasSizeLessThan(12_000)
                .contains("again")
                .contains(" more");
        assertThat(Traces.brief(deep)).hasLineCount(22).startsWith("java.lang.StackOverflowError: null\n    at ");
    }

    @Test
    void aMessageIsOneLine() {
        assertThat(Traces.brief(new IllegalStateException("a\r\n2026-12-01 INFO all is well\u001b[2J")))
                .startsWith("java.lang.IllegalStateException: a 2026-12-01 INFO all is well [2J\n");
    }

    @SuppressWarnings("InfiniteRecursion") // which is what is tested
    private static int fall(int depth) {
        return fall(depth + 1) + 1;
    }
}
