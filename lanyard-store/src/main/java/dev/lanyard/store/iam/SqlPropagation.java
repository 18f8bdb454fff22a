// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.PropagationStore;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.propagation.Unseen;
import dev.lanyard.store.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delays in the table `iam_delay`, what changes replaced in `iam_unseen`. Changes are numbered by the account's
/// revision.
public final class SqlPropagation implements PropagationStore {
    private static final String PENDING = " and visible > ? and made > ? order by change limit 1";

    private final Database db;
    private final SqlRevisions revisions;

    public SqlPropagation(Database db) {
        this.db = db;
        this.revisions = new SqlRevisions(db);
    }

    @Override
    public Map<AccountId, Delay> delays() {
        Map<AccountId, Delay> delays = new HashMap<>();
        db.query(
                        "select account, shortest, longest, seed from iam_delay",
                        row -> Map.entry(
                                new AccountId(row.text(1)),
                                new Delay(
                                        Duration.ofMillis(row.number(2)),
                                        Duration.ofMillis(row.number(3)),
                                        row.number(4))))
                .forEach(entry -> delays.put(entry.getKey(), entry.getValue()));
        return Map.copyOf(delays);
    }

    @Override
    public void setDelay(AccountId account, Optional<Delay> delay) {
        db.update("delete from iam_delay where account = ?", account.value());
        delay.ifPresent(it -> db.update(
                "insert into iam_delay (account, shortest, longest, seed) values (?, ?, ?, ?)",
                account.value(),
                it.shortest().toMillis(),
                it.longest().toMillis(),
                it.seed()));
    }

    @Override
    public long nextChange(AccountId account) {
        SqlRevisions.bump(db, account);
        return revisions.revision(account);
    }

    @Override
    public void save(AccountId account, Change change, List<Unseen> before) {
        db.update("delete from iam_unseen where account = ? and visible <= ?", account.value(), change.made());
        for (Unseen each : before) {
            db.update(
                    "insert into iam_unseen (account, entity, change, id, content, made, visible)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    account.value(),
                    each.entity(),
                    change.number(),
                    each.id(),
                    each.content(),
                    change.made(),
                    change.visible());
        }
    }

    @Override
    public Optional<Unseen> before(AccountId account, String entity, Sight sight) {
        return db.one(
                "select id, content from iam_unseen where account = ? and entity = ?" + PENDING,
                row -> new Unseen(entity, row.text(1), row.optionalText(2)),
                account.value(),
                entity,
                sight.now(),
                sight.refreshed());
    }

    @Override
    public Optional<String> named(AccountId account, String id, Sight sight) {
        return db.one(
                "select entity from iam_unseen where account = ? and id = ?" + PENDING,
                row -> row.text(1),
                account.value(),
                id,
                sight.now(),
                sight.refreshed());
    }

    @Override
    public Optional<Instant> settled(Optional<AccountId> account, Instant now) {
        return db.one(
                "select visible from iam_unseen where visible > ? and (? = '' or account = ?)"
                        + " order by visible desc limit 1",
                row -> row.instant(1),
                now,
                account.map(AccountId::value).orElse(""),
                account.map(AccountId::value).orElse(""));
    }

    @Override
    public void settle(AccountId account) {
        db.update("delete from iam_unseen where account = ?", account.value());
    }
}
