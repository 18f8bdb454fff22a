// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

/// What lists of several kinds of entities can be narrowed to.
enum EntityType {
    USER("User"),
    ROLE("Role"),
    GROUP("Group"),
    LOCAL_POLICY("LocalManagedPolicy"),
    AWS_POLICY("AWSManagedPolicy");

    private final String text;

    EntityType(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
