// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTest {
    private static final AccountId ONE = new AccountId("111122223333");
    private static final AccountId OTHER = new AccountId("444455556666");

    @ParameterizedTest
    @ValueSource(strings = {"0s", "500ms", "2s", "5s-15s", "1500ms-90s,seed=42", "10s,seed=7"})
    void whatIsReadIsWrittenTheSame(String text) {
        assertThat(Delay.parse(text)).hasToString(text);
    }

    @Test
    void unitsAreMillisecondsSecondsAndMinutes() {
        assertThat(Delay.parse("250ms-2m")).isEqualTo(new Delay(Duration.ofMillis(250), Duration.ofMinutes(2), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "s", "-1s", "5s-", "5s-15", "5h", "5s,seed=", "5s,seed=x", "1s-2s-3s", "9999999999s"})
    void anythingElseIsNoDelay(String text) {
        assertThatThrownBy(() -> Delay.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5s-15s,seed=42");
    }

    @Test
    void aRangeIsInOrderAndNotBeyondADay() {
        assertThatThrownBy(() -> Delay.parse("15s-5s")).hasMessage("a range begins with its shorter time.");
        assertThatThrownBy(() -> Delay.parse("1441m")).hasMessage("a propagation delay is at most 24 hours.");
    }

    @Test
    void aFixedDelayIsAlwaysTheSame() {
        assertThat(draw(Delay.parse("5s,seed=3"), ONE)).containsOnly(Duration.ofSeconds(5));
    }

    @Test
    void aRangeIsDrawnFromAlikeForTheSameSeedAccountAndChange() {
        Delay delay = Delay.parse("5s-15s,seed=3");
        assertThat(draw(delay, ONE))
                .allSatisfy(each -> assertThat(each).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)))
                .isEqualTo(draw(Delay.parse("5s-15s,seed=3"), ONE))
                .isNotEqualTo(draw(Delay.parse("5s-15s,seed=4"), ONE))
                .isNotEqualTo(draw(delay, OTHER));
        assertThat(draw(delay, ONE).stream().distinct()).hasSizeGreaterThan(90);
    }

    private static List<Duration> draw(Delay delay, AccountId account) {
        return LongStream.rangeClosed(1, 100)
                .mapToObj(change -> delay.of(account, change))
                .toList();
    }
}
