// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a filter says about where to look, so that a search need not look everywhere.
public final class InstanceFilter {
    private InstanceFilter() {}

    /// The only instances that can match; nothing when any might.
    public static Optional<List<InstanceId>> ids(List<Filter> filters) {
        return values(filters, "instance-id")
                .map(values -> values.stream()
                        .filter(ResourceType.INSTANCE::isWellFormed)
                        .map(InstanceId::new)
                        .toList());
    }

    /// The values that the named filter allows; nothing when it is not there or has wildcards.
    static Optional<Set<String>> values(List<Filter> filters, String name) {
        Set<String> values = new TreeSet<>();
        boolean named = false;
        for (Filter filter : filters) {
            if (filter.name().equals(Optional.of(name))) {
                named = true;
                for (String value : filter.values()) {
                    if (value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.indexOf('\\') >= 0) {
                        return Optional.empty();
                    }
                    values.add(value);
                }
            }
        }
        return named ? Optional.of(values) : Optional.empty();
    }

    /// The one value that the named filter allows; empty when there is no such.
    static String only(List<Filter> filters, String name) {
        return values(filters, name)
                .filter(values -> values.size() == 1)
                .map(values -> values.iterator().next())
                .orElse("");
    }
}
