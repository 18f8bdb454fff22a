// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The condition keys of one request and their values. Keys ignore case; a key put twice has its last value.
/// Cheap to fill, because most requests ask for few keys or none: values may be computed only when they are asked for.
/// Belongs to one request and thread.
public final class Context {
    private String[] keys = new String[32];
    private Object[] values = new Object[32];
    private int size;

    public Context put(String key, String value) {
        return add(key, value);
    }

    /// A key of many values; one without values is absent.
    public Context put(String key, List<String> values) {
        return add(key, values);
    }

    /// A key whose values are computed at most once, when a statement asks for them.
    public Context putLazily(String key, Supplier<List<String>> values) {
        return add(key, values);
    }

    /// The values of a key; none when it is absent.
    @SuppressWarnings("unchecked")
    public List<String> values(String key) {
        for (int i = size - 1; i >= 0; i--) {
            if (!keys[i].equalsIgnoreCase(key)) {
                continue;
            }
            switch (values[i]) {
                case String one -> values[i] = List.of(one);
                case Supplier<?> lazy -> values[i] = lazy.get();
                default -> {}
            }
            return (List<String>) values[i];
        }
        return List.of();
    }

    /// The keys that have values, each once and in the order of the alphabet.
    public List<String> keys() {
        TreeSet<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < size; i++) {
            if (!values(keys[i]).isEmpty()) {
                all.add(keys[i]);
            }
        }
        return List.copyOf(all);
    }

    private Context add(String key, Object value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        keys[size] = key;
        values[size++] = value;
        return this;
    }
}
