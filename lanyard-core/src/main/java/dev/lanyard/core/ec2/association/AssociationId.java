// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.association;

import dev.lanyard.core.ec2.Ec2Fault;

/// The id of an association of an instance with a profile, such as `iip-assoc-0123456789abcdef0`.
record AssociationId(String value) {
    private static final String PREFIX = "iip-assoc-";

    AssociationId {
        if (!isWellFormed(value)) {
            throw Ec2Fault.INVALID_PARAMETER_VALUE.because("Invalid value for associationId.");
        }
    }

    private static boolean isWellFormed(String text) {
        int digits = text.length() - PREFIX.length();
        return text.startsWith(PREFIX)
                && (digits == 8 || digits == 17)
                && text.chars().skip(PREFIX.length()).allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    @Override
    public String toString() {
        return value;
    }
}
