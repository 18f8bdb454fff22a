// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.arn;

/// An AWS account: twelve decimal digits.
public record AccountId(String value) {
    public AccountId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("An account id has twelve digits: " + value);
        }
    }

    public static boolean isValid(String text) {
        return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
