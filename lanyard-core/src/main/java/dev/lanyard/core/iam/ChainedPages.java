// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.core.shared.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several lists that are paged as if they were one. A position is the number of the list and the position in it.
final class ChainedPages<T> {
    @FunctionalInterface
    interface Part<T> {
        /// @param after empty for the start
        Page<T> page(String after, int limit);
    }

    private final List<Part<T>> parts;

    /// @param parts at most ten
    ChainedPages(List<Part<T>> parts) {
        this.parts = parts;
    }

    Page<T> page(Optional<String> after, int limit) {
        List<T> items = new ArrayList<>();
        int first = after.map(this::part).orElse(0);
        String position = after.map(text -> text.substring(1)).orElse("");
        for (int part = first; part < parts.size(); part++) {
            if (items.size() == limit) {
                if (!parts.get(part).page("", 1).items().isEmpty()) {
                    return new Page<>(items, Optional.of(Integer.toString(part)));
                }
                continue;
            }
            Page<T> page = parts.get(part).page(position, limit - items.size());
            items.addAll(page.items());
            if (page.next().isPresent()) {
                return new Page<>(items, Optional.of(part + page.next().get()));
            }
            position = "";
        }
        return new Page<>(items, Optional.empty());
    }

    /// Whoever forges a marker may have written anything.
    private int part(String position) {
        int part = position.isEmpty() ? -1 : position.charAt(0) - '0';
        if (part < 0 || part >= parts.size()) {
            throw IamPaging.invalidMarker();
        }
        return part;
    }
}
