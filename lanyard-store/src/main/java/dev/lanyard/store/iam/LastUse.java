// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Uses of roles and keys are noted by the minute, so that busy ones are written once a minute at most.
final class LastUse {
    private LastUse() {}

    static long minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
    }
}
