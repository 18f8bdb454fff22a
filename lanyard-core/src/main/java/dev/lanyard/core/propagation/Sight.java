// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.propagation;

import java.time.Instant;

/// Who looks at IAM, told by what it must have seen.
///
/// @param now when it looks
/// @param refreshed when it was last made to look: everything up to then it has seen
public record Sight(Instant now, Instant refreshed) {
    /// Somebody whom nothing has made to look.
    public static Sight at(Instant now) {
        return new Sight(now, Instant.EPOCH);
    }
}
