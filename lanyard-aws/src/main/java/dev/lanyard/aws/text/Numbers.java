// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import java.math.BigDecimal;

/// Numbers that may have a fraction, in what strangers write.
public final class Numbers {
    private static final int MAX_LENGTH = 100;

    private Numbers() {}

    /// The work of reading a number grows faster than its length, and no honest number is long. The library would also
    /// take the digits of other scripts.
    ///
    /// @throws NumberFormatException when it is none
    public static BigDecimal read(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c > 127)) {
            throw new NumberFormatException("Not a number: " + text.length() + " characters");
        }
        return new BigDecimal(text);
    }
}
