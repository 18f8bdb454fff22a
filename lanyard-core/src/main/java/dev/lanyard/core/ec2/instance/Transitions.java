// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import java.time.Duration;

/// How long changes of state take. With zero a change is over at the next call; the answer to the call that makes it
/// shows it under way all the same.
public record Transitions(
        Duration pending, Duration stopping, Duration shuttingDown, Duration association, Duration metadataOptions) {
    public static final Transitions FAST = new Transitions(
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(500));

    public static final Transitions AWS = new Transitions(
            Duration.ofSeconds(12),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ofSeconds(3),
            Duration.ofSeconds(5));

    public static final Transitions ZERO =
            new Transitions(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
