// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Markers;
import dev.lanyard.core.shared.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The paging members that EC2's describes share. A token belongs to the query that gave it.
public record Ec2Paging(Optional<Integer> maxResults, Optional<String> nextToken) {
    private static final int MOST_RESULTS = 1000;
    private static final int MIN_PART = 100;

    /// Refuses ids together with a page size, as the operations do whose documentation says so.
    ///
    /// @param ids the ids that the request names
    /// @param parameter how the operation calls them
    public Ec2Paging notWith(List<?> ids, String parameter) {
        return notWith(ids, parameter, "MaxResults");
    }

    /// The same for older operations, which call the page size `maxResults`.
    public Ec2Paging notWith(List<?> ids, String parameter, String sizeParameter) {
        if (maxResults.isPresent() && !ids.isEmpty()) {
            throw Ec2Fault.INVALID_PARAMETER_COMBINATION.because(
                    "The parameter " + parameter + " cannot be used with the parameter " + sizeParameter);
        }
        return this;
    }

    /// Refuses a page size below the range and cuts one above it, for operations whose model states no range.
    public Ec2Paging within(int min, int max) {
        if (maxResults.isPresent() && maxResults.get() < min) {
            throw Ec2Fault.INVALID_PARAMETER_VALUE.because("Value ( " + maxResults.get()
                    + " ) for parameter maxResults is invalid. Expecting a value greater than " + min + ".");
        }
        return new Ec2Paging(maxResults.map(size -> Math.min(size, max)), nextToken);
    }

    /// The page of what a query found, in the order of the items' positions.
    ///
    /// @param query tells this query from others: the operation and everything that selects its items
    /// @param position a unique text of an item that never changes, such as its id
    public <T> Page<T> page(Object query, Call call, Stream<T> found, Function<T, String> position) {
        return page(
                query,
                call,
                position,
                (after, limit) -> found.filter(item -> position.apply(item).compareTo(after) > 0)
                        .sorted(Comparator.comparing(position))
                        .limit(limit)
                        .toList());
    }

    /// A list that can be read in parts, in the order of its items' positions.
    @FunctionalInterface
    public interface Scan<T> {
        /// @param after a position; empty for the start
        List<T> next(String after, int limit);
    }

    /// The page of those in a list that match. Nothing is read beyond the page but what follows in the same part.
    public <T> Page<T> page(
            Object query, Call call, Scan<T> list, Predicate<T> matching, Function<T, String> position) {
        return page(query, call, position, (after, limit) -> {
            List<T> found = new ArrayList<>();
            String last = after;
            while (found.size() < limit) {
                int size = Math.max(limit - found.size(), MIN_PART);
                List<T> part = list.next(last, size);
                part.stream().filter(matching).forEach(found::add);
                if (part.size() < size) {
                    break;
                }
                last = position.apply(part.getLast());
            }
            return found;
        });
    }

    /// Whatever the operation says of its page size, it is one from 1 to 1000. One item more than fits the page is
    /// asked for, which tells whether more follow.
    private <T> Page<T> page(Object query, Call call, Function<T, String> position, Scan<T> scan) {
        String bound = Scope.of(call) + query.toString();
        String after = nextToken
                .map(text -> Markers.decode(bound, text).orElseThrow(() -> invalid(text)))
                .orElse("");
        int limit = within(1, MOST_RESULTS).maxResults.orElse(MOST_RESULTS);
        Page<T> page = Page.cut(scan.next(after, limit + 1), limit, position);
        return new Page<>(page.items(), page.next().map(last -> Markers.encode(bound, last)));
    }

    private static RuntimeException invalid(String token) {
        return Ec2Fault.INVALID_PARAMETER_VALUE.because(
                "Value (" + token + ") for parameter nextToken is invalid. The token is not valid for this request.");
    }
}
