// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until the test moves it.
public final class TestClock implements InstantSource {
    /// Where every test clock starts.
    public static final Instant START = Instant.parse("2026-02-12T11:27:47Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
