// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Pager;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The paging members that IAM lists share.
record IamPaging(Optional<Integer> maxItems, Optional<String> marker) {
    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1000;
    private static final Pager PAGER = new Pager(
            1,
            MOST_ITEMS,
            _ -> IamFault.VALIDATION_ERROR.because("MaxItems is a number from 1 to " + MOST_ITEMS + '.'),
            _ -> invalidMarker());

    /// @param what tells this query from others: its operation and the members that select its items
    <T> Page<T> page(String what, Call call, Pager.Listing<T> list) {
        return PAGER.page(call.account() + what, maxItems.orElse(DEFAULT_ITEMS), marker, list);
    }

    static Fault invalidMarker() {
        return IamFault.VALIDATION_ERROR.because("Invalid Marker.");
    }

    /// The page of a list that is short enough to be had whole.
    ///
    /// @param all in the order of their positions
    <T> Page<T> part(String what, Call call, List<T> all, Function<T, String> position) {
        return page(what, call, (after, limit) -> Page.of(all.stream(), after, limit, position));
    }
}
