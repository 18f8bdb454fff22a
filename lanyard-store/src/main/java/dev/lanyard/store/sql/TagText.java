// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.shared.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tags as they stand in one column of their resource's row: a JSON object, empty text for none. A resource has few
/// tags and they are always read with it, so a table of their own would only cost a second read.
public final class TagText {
    private TagText() {}

    public static String write(List<Tag> tags) {
        Map<String, Object> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
        return values.isEmpty() ? "" : TreeText.write(values);
    }

    public static List<Tag> read(String text) {
        return text.isEmpty()
                ? List.of()
                : TreeText.read(text).entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), (String) tag.getValue()))
                        .toList();
    }
}
