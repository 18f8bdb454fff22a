// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.text.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The condition keys of one request and their values. Keys ignore the case of ASCII letters. A key that is put twice,
/// as two tags whose keys differ in case come to, can be read in several ways, and nobody knows which one was meant.
/// Cheap to fill, because most requests ask for few keys or none: values may be computed only when they are asked for.
/// Belongs to one request and thread.
public final class Context {
    private static final List<List<String>> ABSENT = List.of(List.of());

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

    /// All values of a key; none when it is absent.
    public List<String> values(String key) {
        List<List<String>> readings = readings(key);
        return readings.size() == 1
                ? readings.getFirst()
                : readings.stream().flatMap(List::stream).toList();
    }

    /// How many keys it takes to look for one.
    int size() {
        return size;
    }

    /// Every list of values that a key may stand for: nearly always one, which is empty for a key that is absent.
    List<List<String>> readings(String key) {
        int first = find(key, 0);
        if (first == size) {
            return ABSENT;
        }
        int next = find(key, first + 1);
        if (next == size) {
            return List.of(valuesAt(first));
        }
        List<List<String>> all = new ArrayList<>();
        for (int i = first; i < size; i = find(key, i + 1)) {
            all.add(valuesAt(i));
        }
        return all;
    }

    /// The keys that have values, each once and in the order of the alphabet.
    public List<String> keys() {
        TreeSet<String> all = new TreeSet<>(Ascii.IGNORE_CASE);
        for (int i = 0; i < size; i++) {
            if (!valuesAt(i).isEmpty()) {
                all.add(keys[i]);
            }
        }
        return List.copyOf(all);
    }

    private int find(String key, int from) {
        int i = from;
        while (i < size && !Ascii.equalsIgnoreCase(keys[i], key)) {
            i++;
        }
        return i;
    }

    @SuppressWarnings("unchecked")
    private List<String> valuesAt(int i) {
        switch (values[i]) {
            case String one -> values[i] = List.of(one);
            case Supplier<?> lazy -> values[i] = lazy.get();
            default -> {}
        }
        return (List<String>) values[i];
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
