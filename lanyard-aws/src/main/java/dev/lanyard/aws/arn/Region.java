// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.arn;

/// A region name such as `us-east-1`. Any non-empty name is a region: clients may invent their own.
public record Region(String value) {
    public Region {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A region has a name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
