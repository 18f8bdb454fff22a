// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import java.util.function.Supplier;

/// A value that is made when it is first asked for, because a start should not wait for it.
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> source;
    private volatile T value;

    private Lazy(Supplier<T> source) {
        this.source = source;
    }

    static <T> Supplier<T> of(Supplier<T> source) {
        return new Lazy<>(source);
    }

    /// Two threads may both make it; the values are alike.
    @Override
    public T get() {
        T known = value;
        if (known == null) {
            known = source.get();
            value = known;
        }
        return known;
    }
}
