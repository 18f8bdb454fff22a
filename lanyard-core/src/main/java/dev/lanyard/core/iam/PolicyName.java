// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.text.Ascii;

/// The name of a policy. A managed policy's is unique in its account whatever its case and path; an inline policy's is
/// compared with case, within its holder.
public record PolicyName(String value) {
    /// What makes two names the same.
    public String key() {
        return Ascii.lower(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
