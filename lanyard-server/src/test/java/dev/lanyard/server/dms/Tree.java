// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON as maps, lists and scalars, which tests write and change.
final class Tree {
    private Tree() {}

    /// @param members names and values in turn
    static Map<String, Object> of(Object... members) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            tree.put((String) members[i], members[i + 1]);
        }
        return tree;
    }

    static Map<String, Object> with(Map<?, ?> tree, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>();
        tree.forEach((key, old) -> changed.put((String) key, old));
        changed.put(name, value);
        return changed;
    }

    static String json(Object value) {
        return switch (value) {
            case Map<?, ?> tree ->
                tree.entrySet().stream()
                        .map(member -> json(member.getKey()) + ':' + json(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case List<?> list -> list.stream().map(Tree::json).collect(Collectors.joining(",", "[", "]"));
            case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            default -> value.toString();
        };
    }
}
