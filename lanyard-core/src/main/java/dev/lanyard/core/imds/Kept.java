// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.op.Changes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Keeps what was found until something is written, and no longer than a moment, because states change with time, and
/// other nodes write, too. What is not there is not kept: there is no end of what strangers can ask for.
final class Kept<K, V> {
    private static final Duration MOMENT = Duration.ofMillis(100);

    private record Entry<V>(V value, int weight, long count, Instant read) {
        boolean holds(long now, Instant at) {
            return count == now && !at.isBefore(read) && at.isBefore(read.plus(MOMENT));
        }
    }

    /// What to keep and how much of it.
    ///
    /// @param reader finds the value of a key as of a moment
    /// @param weight about how many bytes of memory a key and its value take
    /// @param limit how many bytes all of them may take
    record Content<K, V>(BiFunction<K, Instant, Optional<V>> reader, ToIntFunction<V> weight, long limit) {}

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final Changes changes;
    private final InstantSource clock;
    private final Content<K, V> content;

    Kept(Changes changes, InstantSource clock, Content<K, V> content) {
        this.changes = changes;
        this.clock = clock;
        this.content = content;
    }

    Optional<V> get(K key) {
        long count = changes.count();
        Instant now = clock.instant();
        Entry<V> entry = entries.get(key);
        if (entry != null && entry.holds(count, now)) {
            return Optional.of(entry.value);
        }
        Optional<V> found = content.reader.apply(key, now);
        if (found.isPresent()) {
            keep(key, new Entry<>(found.get(), content.weight.applyAsInt(found.get()), count, now));
        } else if (entry != null) {
            drop(key, entry);
        }
        return found;
    }

    private void keep(K key, Entry<V> entry) {
        if (bytes.get() + entry.weight > content.limit) {
            drop(old -> !old.holds(entry.count, entry.read));
        }
        if (bytes.get() + entry.weight > content.limit) {
            drop(_ -> true);
        }
        if (entry.weight <= content.limit) {
            bytes.addAndGet(entry.weight);
            Entry<V> earlier = entries.put(key, entry);
            bytes.addAndGet(earlier == null ? 0 : -earlier.weight);
        }
    }

    private void drop(Predicate<Entry<V>> which) {
        entries.forEach((key, entry) -> {
            if (which.test(entry)) {
                drop(key, entry);
            }
        });
    }

    private void drop(K key, Entry<V> entry) {
        if (entries.remove(key, entry)) {
            bytes.addAndGet(-entry.weight);
        }
    }

    /// About how many bytes of memory it takes.
    long bytes() {
        return bytes.get();
    }
}
