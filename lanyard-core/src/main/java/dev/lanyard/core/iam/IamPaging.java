// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.wire.Fault;
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
    private static final int MOST_ITEMS = 1000;

    /// @param what tells this query from others: its operation and the members that select its items
    /// @param list gives the page after a position
    <T> Page<T> page(String what, Call call, BiFunction<Optional<String>, Integer, Page<T>> list) {
        int limit = maxItems.orElse(DEFAULT_ITEMS);
        if (limit < 1 || limit > MOST_ITEMS) {
            throw IamFault.VALIDATION_ERROR.because("MaxItems is a number from 1 to " + MOST_ITEMS + '.');
        }
        String query = call.account() + what;
        Optional<String> after = marker.map(text -> Markers.decode(query, text).orElseThrow(IamPaging::invalidMarker));
        Page<T> page = list.apply(after, limit);
        return new Page<>(page.items(), page.next().map(position -> Markers.encode(query, position)));
    }

    static Fault invalidMarker() {
        return IamFault.VALIDATION_ERROR.because("Invalid Marker.");
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
