// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Markers;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The paging members that IAM lists share.
record IamPaging(Optional<Integer> maxItems, Optional<String> marker) {
    private static final int DEFAULT_ITEMS = 100;

    /// @param what tells this query from others: its operation and the members that select its items
    /// @param list gives the page after a position
    <T> Page<T> page(String what, Call call, BiFunction<Optional<String>, Integer, Page<T>> list) {
        String query = call.account() + what;
        Optional<String> after = marker.map(text ->
                Markers.decode(query, text).orElseThrow(() -> IamFault.VALIDATION_ERROR.because("Invalid Marker.")));
        Page<T> page = list.apply(after, maxItems.orElse(DEFAULT_ITEMS));
        return new Page<>(page.items(), page.next().map(position -> Markers.encode(query, position)));
    }

    /// The page of a list that is short enough to be had whole.
    ///
    /// @param all in the order of their positions
    <T> Page<T> part(String what, Call call, List<T> all, Function<T, String> position) {
        return page(what, call, (after, limit) -> {
            List<T> rest = all.stream()
                    .filter(item -> after.isEmpty() || position.apply(item).compareTo(after.get()) > 0)
                    .limit(limit + 1L)
                    .toList();
            return Page.cut(rest, limit, position);
        });
    }
}
