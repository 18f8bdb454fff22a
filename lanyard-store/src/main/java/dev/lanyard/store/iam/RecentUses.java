// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.store.sql.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Uses of keys or roles that are not in the database yet. To note one costs no transaction; who reads a key or role of
/// this process sees it at once. Uses are noted by the minute, so that busy ones are written once a minute at most.
final class RecentUses {
    /// Beyond these, uses are not noted while the database cannot be written.
    private static final int MAX = 10_000;

    private final Map<String, Use> unwritten = new ConcurrentHashMap<>();

    record Use(AccountId account, String id, Instant minute, String service, String region) {}

    void note(AccountId account, String id, Instant at, String service, String region) {
        if (unwritten.size() < MAX || unwritten.containsKey(id)) {
            Use use = new Use(account, id, at.truncatedTo(ChronoUnit.MINUTES), service, region);
            unwritten.merge(id, use, (old, late) -> late.minute.isAfter(old.minute) ? late : old);
        }
    }

    /// A use that is later than the one that the database has.
    Optional<Use> after(Optional<Instant> known, String id) {
        return unwritten.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(unwritten.get(id))
                        .filter(use -> known.isEmpty() || use.minute.isAfter(known.get()));
    }

    /// Writes all in one transaction. When that fails they stay, for the next time.
    void write(Database db, Consumer<Use> update) {
        Map<String, Use> all = Map.copyOf(unwritten);
        if (!all.isEmpty()) {
            db.write(() -> {
                all.values().forEach(update);
                return null;
            });
            all.forEach(unwritten::remove);
        }
    }
}
