// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;

import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Pager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The members that all Describe operations share: filters, of which every one must match and each by any of its
/// values, and pages.
record Describing(List<Filter> filters, Optional<Integer> maxRecords, Optional<String> marker) {
    private static final int MOST = 100;
    /// Each is looked up.
    private static final int MOST_VALUES = 1_000;

    record Filter(String name, List<String> values) {}

    /// @param fewest the least page size that the operation accepts
    <T> Page<T> page(String operation, int fewest, Call call, Pager.Listing<T> list) {
        String query = call.account() + "/" + call.region() + '/' + operation + filters;
        return new Pager(
                        fewest,
                        MOST,
                        _ -> INVALID_PARAMETER_VALUE.because(
                                "MaxRecords is a number from " + fewest + " to " + MOST + '.'),
                        _ -> INVALID_PARAMETER_VALUE.because("The Marker is invalid."))
                .page(query, maxRecords.orElse(MOST), marker, list);
    }

    /// What the filters leave, in the order of its positions.
    ///
    /// @param finders for every filter name what one value of it finds
    /// @param position the sort key, which tells items apart
    <T> Collection<T> found(Map<String, Function<String, List<T>>> finders, Function<T, String> position) {
        if (filters.stream().mapToInt(filter -> filter.values().size()).sum() > MOST_VALUES) {
            throw INVALID_PARAMETER_VALUE.because("The filters have more than " + MOST_VALUES + " values.");
        }
        TreeMap<String, T> all = null;
        for (Filter filter : filters) {
            Function<String, List<T>> finder = finders.get(filter.name());
            if (finder == null || filter.values().isEmpty()) {
                throw INVALID_PARAMETER_VALUE.because("The filter " + filter.name() + " is invalid: it is one of "
                        + finders.keySet().stream().sorted().toList() + " with at least one value.");
            }
            TreeMap<String, T> matching = new TreeMap<>();
            filter.values().forEach(value -> finder.apply(value).forEach(it -> matching.put(position.apply(it), it)));
            if (all == null) {
                all = matching;
            } else {
                all.keySet().retainAll(matching.keySet());
            }
        }
        return all == null ? List.of() : all.values();
    }

    /// One page of resources. A filter that finds nothing is answered as a resource that is not there.
    <R extends Resource<R>> Page<R> page(
            String operation,
            int fewest,
            Resources<R> kind,
            Map<String, Function<String, List<R>>> finders,
            Call call) {
        Function<R, String> name = it -> it.head().name();
        return page(operation, fewest, call, (after, limit) -> {
            if (filters.isEmpty()) {
                return kind.store().list(Place.of(call), after, limit);
            }
            Collection<R> found = found(finders, name);
            if (found.isEmpty()) {
                throw DmsFault.RESOURCE_NOT_FOUND.because("No " + kind.kind().type() + " matches the filters.");
            }
            return Page.of(found.stream(), after, limit, name);
        });
    }
}
