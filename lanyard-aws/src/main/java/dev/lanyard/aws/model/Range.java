// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

/// Inclusive bounds of a number, or of the length of a string, list, map or blob. Either end may be open.
public record Range(long min, long max) {
    public static final Range ANY = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean hasMin() {
        return min != Long.MIN_VALUE;
    }

    public boolean hasMax() {
        return max != Long.MAX_VALUE;
    }
}
