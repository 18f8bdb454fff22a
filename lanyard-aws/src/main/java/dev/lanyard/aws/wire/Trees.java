// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import java.util.Map;

/// Casts from the untyped nodes of a tree.
final class Trees {
    private Trees() {}

    @SuppressWarnings("unchecked") // The keys of structures and maps are strings by the contract of Shape.
    static Map<String, Object> structure(Object node) {
        return (Map<String, Object>) node;
    }
}
