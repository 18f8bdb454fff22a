// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptTest {
    private final List<String> read = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private long writes;

    /// Finds texts that do not begin with a minus, each as heavy as it is long.
    private final Kept<String, String> kept = new Kept<>(
            () -> writes,
            () -> now,
            new Kept.Content<>(
                    (key, _) -> {
                        read.add(key);
                        return Optional.of(key).filter(it -> !it.startsWith("-"));
                    },
                    String::length,
                    100));

    @Test
    void whatWasFoundServesForAMomentOrUntilAWrite() {
        kept.get("a");
        kept.get("a");
        assertThat(read).hasSize(1);
        writes++;
        kept.get("a");
        assertThat(read).hasSize(2);
        now = now.plus(Duration.ofMillis(100));
        assertThat(kept.get("a")).contains("a");
        assertThat(read).hasSize(3);
        now = now.minusSeconds(1); // a clock that goes back freezes nothing
        kept.get("a");
        assertThat(read).hasSize(4);
        assertThat(kept.bytes()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsNotKept() {
        assertThat(kept.get("-" + "x".repeat(1_000))).isEmpty();
        assertThat(kept.get("-a")).isEmpty();
        assertThat(kept.get("-a")).isEmpty();
        assertThat(read).hasSize(3);
        assertThat(kept.bytes()).isZero();
    }

    @Test
    void allOfItTogetherNeverWeighsMoreThanTheLimit() {
        for (int i = 0; i < 1_000; i++) {
            String text = Integer.toString(i).repeat(1 + i % 40);
            assertThat(kept.get(text)).contains(text);
            assertThat(kept.bytes()).isBetween(0L, 100L);
        }
        kept.get("x".repeat(101));
        kept.get("x".repeat(101));
        assertThat(kept.bytes()).isLessThan(101);
        assertThat(read).endsWith("x".repeat(101), "x".repeat(101));
    }

    @Test
    void whatServesNoMoreGoesBeforeWhatStillServes() {
        kept.get("a".repeat(60));
        now = now.plus(Duration.ofMillis(50));
        kept.get("b".repeat(30));
        now = now.plus(Duration.ofMillis(60));
        kept.get("c".repeat(30));
        kept.get("b".repeat(30));
        assertThat(read).hasSize(3);
        assertThat(kept.bytes()).isEqualTo(60);
    }
}
