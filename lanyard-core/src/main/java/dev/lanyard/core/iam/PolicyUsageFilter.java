// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// In which way a policy is used, where a list is asked for by it.
enum PolicyUsageFilter {
    PERMISSIONS("PermissionsPolicy"),
    BOUNDARY("PermissionsBoundary");

    private final String text;

    PolicyUsageFilter(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
