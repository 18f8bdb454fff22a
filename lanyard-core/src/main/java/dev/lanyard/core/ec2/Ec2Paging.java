// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Pager;
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
    private static final Pager PAGER = new Pager(
            1,
            MOST_RESULTS,
            size -> tooFew(size, 1),
            token -> Ec2Fault.INVALID_PARAMETER_VALUE.because("Value (" + token
                    + ") for parameter nextToken is invalid. The token is not valid for this request."));
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
            throw tooFew(maxResults.get(), min);
        }
        return new Ec2Paging(maxResults.map(size -> Math.min(size, max)), nextToken);
    }

    private static RuntimeException tooFew(int size, int min) {
        return Ec2Fault.INVALID_PARAMETER_VALUE.because("Value ( " + size
                + " ) for parameter maxResults is invalid. Expecting a value greater than " + min + ".");
    }

    /// The page of what a query found, in the order of the items' positions.
    ///
    /// @param query tells this query from others: the operation and everything that selects its items
    /// @param position a unique text of an item that never changes, such as its id
    public <T> Page<T> page(Object query, Call call, Stream<T> found, Function<T, String> position) {
        Stream<T> sorted = found.sorted(Comparator.comparing(position));
        return page(query, call, (after, limit) -> Page.of(sorted, after, limit, position));
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
        return page(query, call, (after, limit) -> {
            List<T> found = new ArrayList<>();
            String last = after.orElse("");
            // One item more than fits the page tells whether more follow.
            while (found.size() <= limit) {
                int size = Math.max(limit + 1 - found.size(), MIN_PART);
                List<T> part = list.next(last, size);
                part.stream().filter(matching).forEach(found::add);
                if (part.size() < size) {
                    break;
                }
                last = position.apply(part.getLast());
            }
            return Page.cut(found, limit, position);
        });
    }

    /// Whatever the operation says of its page size, it is one from 1 to 1000.
    private <T> Page<T> page(Object query, Call call, Pager.Listing<T> list) {
        int size = Math.min(maxResults.orElse(MOST_RESULTS), MOST_RESULTS);
        return PAGER.page(Scope.of(call) + query.toString(), size, nextToken, list);
    }
}
