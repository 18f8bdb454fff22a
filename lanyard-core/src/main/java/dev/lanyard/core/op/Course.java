// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// How requests of an operation are carried out.
///
/// @param preparation slow work that goes before; empty for nearly all operations
/// @param begin what a request comes to; called once in every unit of work that judges or serves it
public record Course<I, P, O>(Optional<Preparation<I, P>> preparation, BiFunction<I, Call, Asked<P, O>> begin) {

    /// What takes long and needs no lock: to make keys, to hash passwords, to ask other servers.
    @FunctionalInterface
    public interface Preparation<I, P> {
        /// Called in a read of its own, once the caller is known to be allowed: it looks up what it needs and
        /// refuses what would fail in any case. What it returns is the slow work, which then runs outside of
        /// every unit of work, and once for a request, however often the unit runs that uses its result. By
        /// then the store may have changed; the handler has to find out.
        Supplier<P> of(I input, Call call);
    }

    /// One request in its unit of work: what its caller must be allowed, and what it then does.
    public record Asked<P, O>(Supplier<List<Permission>> needed, Function<Optional<P>, O> work) {}

    Course<I, P, O> also(Access<I> access) {
        return new Course<>(preparation, (in, call) -> {
            Asked<P, O> asked = begin.apply(in, call);
            return new Asked<>(
                    () -> Stream.concat(asked.needed().get().stream(), access.of(in, call).stream())
                            .toList(),
                    asked.work());
        });
    }

    static <T> Supplier<T> once(Supplier<T> supplier) {
        return new Supplier<>() {
            private T value;

            @Override
            public T get() {
                if (value == null) {
                    value = supplier.get();
                }
                return value;
            }
        };
    }
}
