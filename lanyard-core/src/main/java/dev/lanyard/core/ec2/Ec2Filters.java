// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.aws.text.Glob;
import dev.lanyard.aws.text.Work;
import dev.lanyard.core.shared.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The filters that one describe operation knows. Values of one filter are alternatives, different filters must all
/// match; values match whole and with regard to case, `*` and `?` are wildcards and `\` takes their meaning away.
public final class Ec2Filters<T> {
    private static final int MAX_FILTERS = 50;
    private static final int MAX_VALUES = 200;
    /// To find the last of ten thousand instances by the last of two hundred values takes a tenth of it.
    private static final long MOST_WORK = 50_000_000;

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
    /// @throws dev.lanyard.aws.fault.Fault when a filter is unknown or there are too many
    public Predicate<T> matching(List<Filter> filters) {
        if (filters.size() > MAX_FILTERS) {
            throw Ec2Fault.FILTER_LIMIT_EXCEEDED.because(
                    "The maximum number of filters specified on a single call is " + MAX_FILTERS);
        }
        Predicate<T> all = _ -> true;
        Work work = new Work(MOST_WORK);
        for (Map.Entry<String, List<Filter>> same : byName(filters).entrySet()) {
            List<Glob> values = same.getValue().stream()
                    .flatMap(filter -> filter.values().stream())
                    .map(Ec2Filters::glob)
                    .toList();
            if (values.size() > MAX_VALUES) {
                throw Ec2Fault.FILTER_LIMIT_EXCEEDED.because(
                        "The maximum number of filter values specified on a single call is " + MAX_VALUES);
            }
            Function<T, Stream<String>> shown = valuesOf(same.getKey());
            all = all.and(item -> shown.apply(item).anyMatch(text -> matches(values, text, work)));
        }
        return all;
    }

    private static boolean matches(List<Glob> values, String text, Work work) {
        try {
            for (Glob value : values) {
                if (value.matches(text, work)) {
                    return true;
                }
            }
            return false;
        } catch (Work.Exceeded _) {
            throw Ec2Fault.FILTER_LIMIT_EXCEEDED.because(
                    "The filters specified on a single call take too much work. Use fewer values or wildcards.");
        }
    }

    private static Glob glob(String value) {
        IntStream.Builder tokens = IntStream.builder();
        boolean escaped = false;
        for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
            int c = value.codePointAt(at);
            if (!escaped && c == '\\' && at + 1 < value.length()) {
                escaped = true;
                continue;
            }
            tokens.add(escaped ? c : c == '*' ? Glob.RUN : c == '?' ? Glob.ONE : c);
            escaped = false;
        }
        return Glob.of(tokens.build().toArray());
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
