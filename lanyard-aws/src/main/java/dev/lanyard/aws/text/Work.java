// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import java.io.Serial;

/// How much work one request may be, in steps, of which the comparison of two characters is one: some nanoseconds.
/// What strangers write is held against what strangers write, and the two multiply. Belongs to one request and thread.
public final class Work {
    private long left;

    public Work(long steps) {
        left = steps;
    }

    /// @throws Exceeded when that is more than what is left, of which nothing remains then
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            left = 0;
            throw new Exceeded();
        }
    }

    /// What looking through a text costs.
    public void spendOn(String text) {
        spend(1 + (text.length() >> 4));
    }

    /// A request is more work than it may be.
    public static final class Exceeded extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        private Exceeded() {
            super("The request takes too much work", null, false, false);
        }
    }
}
