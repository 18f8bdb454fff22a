// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// The path of an IAM entity, which begins and ends with a slash; or a prefix of paths, which begins with one.
public record IamPath(String value) {
    public static final IamPath ROOT = new IamPath("/");

    @Override
    public String toString() {
        return value;
    }
}
