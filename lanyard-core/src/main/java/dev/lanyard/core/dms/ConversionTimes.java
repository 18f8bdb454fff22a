// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.time.Duration;

/// How long schema conversion takes.
///
/// @param start from the front of the queue until work begins
/// @param work from then until the end
/// @param cancel from the wish to cancel until it is done
public record ConversionTimes(Duration start, Duration work, Duration cancel) {
    public static final ConversionTimes FAST =
            new ConversionTimes(Duration.ofMillis(300), Duration.ofMillis(900), Duration.ofMillis(400));
    public static final ConversionTimes AWS =
            new ConversionTimes(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(20));
    public static final ConversionTimes ZERO = new ConversionTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
