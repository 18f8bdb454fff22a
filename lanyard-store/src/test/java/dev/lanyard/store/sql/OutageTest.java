// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.op.Unavailable;
import dev.lanyard.store.sql.Outage.Extent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OutageTest {
    private final AtomicLong time = new AtomicLong(-5); // As good as any for System.nanoTime.
    private final List<String> log = new ArrayList<>();
    private final Outage outage = new Outage(time::get, (level, sentence) -> log.add(level + " " + sentence));

    @Test
    void itsBeginAndItsEndAreSaidOnce() {
        long known = outage.enter();
        for (int i = 0; i < 3; i++) {
            outage.failed(known, Extent.EVERYTHING, "no route");
        }
        pass(Duration.ofSeconds(12));
        known = outage.enter();
        outage.succeeded(known, false);
        outage.succeeded(known, true);
        assertThat(log)
                .containsExactly(
                        "WARNING The database is away: no route. Requests that need it are answered 503 until it is"
                                + " back.",
                        "INFO The database is back after 12 s.");
    }

    @Test
    void whileItLastsOneInASecondTries() {
        outage.failed(outage.enter(), Extent.EVERYTHING, "no route");
        for (int second = 0; second < 3; second++) {
            assertThatThrownBy(outage::enter).isInstanceOf(Unavailable.class).hasMessage("no route");
            pass(Duration.ofSeconds(1));
            assertThatCode(outage::enter).doesNotThrowAnyException();
        }
        pass(Duration.ofSeconds(1));
        outage.succeeded(outage.enter(), false);
        outage.enter();
        outage.enter();
    }

    @Test
    void whatBeganBeforeProvesNothing() {
        long before = outage.enter();
        outage.failed(outage.enter(), Extent.EVERYTHING, "no route");
        outage.succeeded(before, true);
        assertThat(log).hasSize(1);
        pass(Duration.ofSeconds(1));
        outage.succeeded(outage.enter(), true);
        assertThat(log).hasSize(2);
        outage.failed(before, Extent.EVERYTHING, "timeout");
        assertThat(log).hasSize(2);
        outage.failed(outage.enter(), Extent.EVERYTHING, "no route");
        assertThat(log).hasSize(3);
    }

    @Test
    void whoOnlyReadsDoesNotEndAnOutageOfWrites() {
        outage.failed(outage.enter(), Extent.WRITES, "disk full");
        outage.succeeded(outage.enter(), false);
        assertThat(log).hasSize(1).first().asString().startsWith("WARNING The database cannot be written: disk full.");
        outage.succeeded(outage.enter(), true);
        assertThat(log).hasSize(2);
    }

    @Test
    void aLimitIsNoOutageAndSaidNowAndThen() {
        for (int second = 0; second < 15; second++) {
            outage.failed(outage.enter(), Extent.LIMIT, "busy");
            pass(Duration.ofSeconds(1));
        }
        outage.enter();
        assertThat(log)
                .hasSize(2)
                .containsOnly("WARNING The database cannot keep up: busy. Requests are answered 503.");
    }

    @Test
    void oneBrokenConnectionIsNoOutageAndTheEndOfTheProcessNeither() {
        outage.failed(outage.enter(), Extent.NOTHING, "connection reset");
        outage.stop();
        outage.failed(outage.enter(), Extent.EVERYTHING, "closed");
        outage.enter();
        assertThat(log).isEmpty();
    }

    private void pass(Duration duration) {
        time.addAndGet(duration.toNanos());
    }
}
