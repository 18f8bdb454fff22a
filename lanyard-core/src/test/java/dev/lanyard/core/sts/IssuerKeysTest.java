// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.sts.IssuerKeys.Busy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private static final Issuer ISSUER = Issuer.parse("https://issuer.example").orElseThrow();
    private static final String ONE = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"one\","
            + "\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
            + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";

    private final IssuerKeys keys = new IssuerKeys(this::answer);
    private Instant now = Instant.parse("2026-02-12T11:27:47Z");
    private Optional<String> document = Optional.of("{\"keys\":[" + ONE + "]}");
    private boolean busy;
    private int asked;

    private Optional<String> answer(Issuer issuer) throws Busy {
        if (busy) {
            throw new Busy();
        }
        asked++;
        return document;
    }

    private int found(String id) throws Busy {
        return keys.of(ISSUER, Optional.of(id), now).size();
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    @Test
    void keysAreKeptForFiveMinutes() throws Busy {
        assertThat(found("one")).isEqualTo(1);
        after(Duration.ofSeconds(299));
        assertThat(found("one")).isEqualTo(1);
        assertThat(asked).isEqualTo(1);
        document = Optional.empty();
        after(Duration.ofSeconds(1));
        assertThat(found("one")).isZero();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void failuresAreKeptForThirtySeconds() throws Busy {
        Optional<String> good = document;
        document = Optional.empty();
        assertThat(found("one")).isZero();
        document = good;
        after(Duration.ofSeconds(29));
        assertThat(found("one")).isZero();
        assertThat(asked).isEqualTo(1);
        after(Duration.ofSeconds(1));
        assertThat(found("one")).isEqualTo(1);
    }

    @Test
    void anUnknownKeyIsLookedForEveryThirtySecondsAndCostsTheOthersNothing() throws Busy {
        assertThat(found("one")).isEqualTo(1);
        assertThat(found("two")).isZero();
        assertThat(asked).isEqualTo(1);
        after(Duration.ofSeconds(30));
        Optional<String> good = document;
        document = Optional.empty();
        assertThat(found("two")).isZero();
        assertThat(found("two")).isZero();
        assertThat(found("one")).isEqualTo(1);
        assertThat(asked).isEqualTo(2);
        document = good.map(text -> text.replace("one", "two"));
        after(Duration.ofSeconds(30));
        assertThat(found("two")).isEqualTo(1);
        assertThat(found("one")).isZero();
    }

    @Test
    void aClockThatIsSetBackFreezesNothing() throws Busy {
        document = Optional.empty();
        assertThat(found("one")).isZero();
        document = Optional.of("{\"keys\":[" + ONE + "]}");
        after(Duration.ofDays(-1));
        assertThat(found("one")).isEqualTo(1);
        document = Optional.of("{\"keys\":[" + ONE.replace("one", "two") + "]}");
        after(Duration.ofDays(-1));
        assertThat(found("two")).isEqualTo(1);
        assertThat(found("one")).isZero();
    }

    @Test
    void whoWasNotTriedIsNotKeptAsAFailure() throws Busy {
        busy = true;
        assertThatThrownBy(() -> found("one")).isInstanceOf(Busy.class);
        busy = false;
        assertThat(found("one")).isEqualTo(1);
    }
}
