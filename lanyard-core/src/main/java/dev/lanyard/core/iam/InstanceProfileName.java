// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.text.Ascii;

/// The name of an instance profile, unique in its account whatever its case and path.
public record InstanceProfileName(String value) {
    /// What makes two names the same.
    public String key() {
        return Ascii.lower(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
