// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Something that belongs to a resource, out of a table that has several for each.
record Part<T>(String owner, T part) {
    static <T> List<T> all(List<Part<T>> parts) {
        return parts.stream().map(Part::part).toList();
    }

    /// The parts of every resource that has some, in their order.
    static <T> Map<String, List<T>> byOwner(List<Part<T>> parts) {
        return parts.stream()
                .collect(Collectors.groupingBy(
                        Part::owner, Collectors.mapping(Part::part, Collectors.toUnmodifiableList())));
    }
}
