// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

import java.util.LinkedHashMap;
import java.util.Map;

/// The most recently used values under their keys, never more than a fixed number. Safe for use by many threads.
public final class Recent<K, V> {
    private final Map<K, V> kept;

    public Recent(int capacity) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    /// The value under the key; null when it is not, or no longer, known.
    public synchronized V get(K key) {
        return kept.get(key);
    }

    public synchronized void put(K key, V value) {
        kept.put(key, value);
    }

    public synchronized void clear() {
        kept.clear();
    }
}
