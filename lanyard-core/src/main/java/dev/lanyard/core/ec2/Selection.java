// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a describe looks at before its filters do.
public final class Selection {
    private Selection() {}

    /// The resources that the ids name, or all when there are none.
    ///
    /// @throws dev.lanyard.aws.fault.Fault the type's not-found fault, which names all ids that do not exist
    public static <I extends ResourceId, T> Stream<T> of(
            ResourceType type, List<I> ids, Function<I, Optional<T>> find, Supplier<List<T>> all) {
        if (ids.isEmpty()) {
            return all.get().stream();
        }
        List<T> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (I id : ids.stream().distinct().toList()) {
            find.apply(id).ifPresentOrElse(found::add, () -> missing.add(id.value()));
        }
        if (!missing.isEmpty()) {
            throw type.notFound(missing);
        }
        return found.stream();
    }
}
