// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.op.Changes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/// Keeps what was read until something is written, and no longer than a moment, because states change with time, and
/// other nodes write, too.
final class Kept<K, V> {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final int MANY = 20_000;

    private record Entry<V>(V value, long count, Instant read) {}

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Changes changes;
    private final InstantSource clock;
    private final BiFunction<K, Instant, V> reader;

    Kept(Changes changes, InstantSource clock, BiFunction<K, Instant, V> reader) {
        this.changes = changes;
        this.clock = clock;
        this.reader = reader;
    }

    V get(K key) {
        long count = changes.count();
        Instant now = clock.instant();
        Entry<V> entry = entries.get(key);
        if (entry != null
                && entry.count == count
                && !now.isBefore(entry.read)
                && now.isBefore(entry.read.plus(MOMENT))) {
            return entry.value;
        }
        V value = reader.apply(key, now);
        if (entries.size() >= MANY) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value, count, now));
        return value;
    }
}
