// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.shared.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The filters that one describe operation knows. Values of one filter are alternatives, different filters must all
/// match; values match whole and with regard to case, `*` and `?` are wildcards and `\` takes their meaning away.
public final class Ec2Filters<T> {
    private static final int MAX_FILTERS = 50;
    private static final int MAX_VALUES = 200;

    private final Map<String, Function<T, Stream<String>>> names = new HashMap<>();
    private Function<T, List<Tag>> tags;

    private Ec2Filters() {}

    public static <T> Ec2Filters<T> none() {
        return new Ec2Filters<>();
    }

    /// Declares a filter over one value, which is compared as it is shown; null matches nothing.
    public Ec2Filters<T> on(String name, Function<T, ?> value) {
        names.put(
                name,
                item -> Stream.of(value.apply(item)).filter(Objects::nonNull).map(Object::toString));
        return this;
    }

    /// Declares a filter over several values, any of which may match.
    public Ec2Filters<T> onAny(String name, Function<T, ? extends Stream<?>> values) {
        names.put(name, item -> values.apply(item).map(Object::toString));
        return this;
    }

    /// Declares `tag:KEY` and `tag-key`.
    public Ec2Filters<T> tagged(Function<T, List<Tag>> of) {
        tags = of;
        return onAny("tag-key", item -> of.apply(item).stream().map(Tag::key));
    }

    /// What an item must be like.
    ///
    /// @throws dev.lanyard.aws.wire.Fault when a filter is unknown or there are too many
    public Predicate<T> matching(List<Filter> filters) {
        if (filters.size() > MAX_FILTERS) {
            throw Ec2Fault.FILTER_LIMIT_EXCEEDED.because(
                    "The maximum number of filters specified on a single call is " + MAX_FILTERS);
        }
        Predicate<T> all = _ -> true;
        for (Map.Entry<String, List<Filter>> same : byName(filters).entrySet()) {
            List<Wildcard> values = same.getValue().stream()
                    .flatMap(filter -> filter.values().stream())
                    .map(Wildcard::new)
                    .toList();
            if (values.size() > MAX_VALUES) {
                throw Ec2Fault.FILTER_LIMIT_EXCEEDED.because(
                        "The maximum number of filter values specified on a single call is " + MAX_VALUES);
            }
            Function<T, Stream<String>> shown = valuesOf(same.getKey());
            all = all.and(item ->
                    shown.apply(item).anyMatch(text -> values.stream().anyMatch(value -> value.matches(text))));
        }
        return all;
    }

    private static Map<String, List<Filter>> byName(List<Filter> filters) {
        Map<String, List<Filter>> byName = new HashMap<>();
        for (Filter filter : filters) {
            String name = filter.name().orElseThrow(() -> unknown("null"));
            byName.merge(
                    name,
                    List.of(filter),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return byName;
    }

    private Function<T, Stream<String>> valuesOf(String name) {
        if (tags != null && name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return item -> tags.apply(item).stream()
                    .filter(tag -> tag.key().equals(key))
                    .map(Tag::value);
        }
        Function<T, Stream<String>> known = names.get(name);
        if (known == null) {
            throw unknown(name);
        }
        return known;
    }

    private static RuntimeException unknown(String name) {
        return Ec2Fault.INVALID_PARAMETER_VALUE.because("The filter '" + name + "' is invalid");
    }
}
