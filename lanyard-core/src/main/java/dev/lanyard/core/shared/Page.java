// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A part of a list, and where the next part starts. The position is a value of the sort key, never an offset, so that
/// concurrent changes neither skip nor repeat an item.
public record Page<T>(List<T> items, Optional<String> next) {

    /// Makes a page out of `limit + 1` items that were asked for in order to see whether more follow.
    public static <T> Page<T> cut(List<T> items, int limit, Function<T, String> position) {
        if (items.size() <= limit) {
            return new Page<>(items, Optional.empty());
        }
        return new Page<>(List.copyOf(items.subList(0, limit)), Optional.of(position.apply(items.get(limit - 1))));
    }

    /// The page of a list that is had whole.
    ///
    /// @param all in the order of their positions
    /// @param after the position of the last item before the page; empty for the start
    public static <T> Page<T> of(Stream<T> all, Optional<String> after, int limit, Function<T, String> position) {
        List<T> rest = all.filter(
                        item -> after.isEmpty() || position.apply(item).compareTo(after.get()) > 0)
                .limit(limit + 1L)
                .toList();
        return cut(rest, limit, position);
    }

    public <U> Page<U> map(Function<T, U> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
