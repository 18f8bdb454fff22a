// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.PropagationStore;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.propagation.Unseen;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Delays in the table `iam_delay`, what changes replaced in `iam_unseen`. Changes are numbered by the account's
/// revision.
public final class SqlPropagation implements PropagationStore {
    private static final Table<AccountId, Delay> DELAYS = Table.of("iam_delay", Owner.ACCOUNT, SqlPropagation::delay);
    private static final String ALL_DELAYS = "select account, " + DELAYS.select("") + " from iam_delay";
    private static final Table<AccountId, Unseen> UNSEEN =
            Table.of("iam_unseen", Owner.ACCOUNT, SqlPropagation::unseen);
    private static final String PENDING = " and visible > ? and made > ?";
    private static final Rows<AccountId, Unseen> PENDING_OF =
            UNSEEN.where("entity = ?" + PENDING).by("change");
    private static final Rows<AccountId, Unseen> PENDING_WITH_ID =
            UNSEEN.where("id = ?" + PENDING).by("change");
    private static final Rows<AccountId, Unseen> SEEN_BY_ALL = UNSEEN.where("visible <= ?");

    private final Database db;
    private final SqlRevisions revisions;

    public SqlPropagation(Database db) {
        this.db = db;
        this.revisions = new SqlRevisions(db);
    }

    private static Delay delay(Columns<Delay> c) {
        return new Delay(
                Duration.ofMillis(c.number("shortest", delay -> delay.shortest().toMillis())),
                Duration.ofMillis(c.number("longest", delay -> delay.longest().toMillis())),
                c.number("seed", Delay::seed));
    }

    private static Unseen unseen(Columns<Unseen> c) {
        c.key().given("change");
        c.given("made");
        c.given("visible");
        return new Unseen(
                c.key().text("entity", Unseen::entity),
                c.text("id", Unseen::id),
                c.optionalText("content", Unseen::content));
    }

    private static Map.Entry<AccountId, Delay> ofAccount(Row row) {
        AccountId account = new AccountId(row.text("account"));
        return Map.entry(account, DELAYS.read(account, row));
    }

    @Override
    public Map<AccountId, Delay> delays() {
        return db.query(ALL_DELAYS, SqlPropagation::ofAccount).stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void setDelay(AccountId account, Optional<Delay> delay) {
        DELAYS.delete(db, account);
        delay.ifPresent(it -> DELAYS.insert(db, account, it));
    }

    @Override
    public long nextChange(AccountId account) {
        SqlRevisions.bump(db, account);
        return revisions.revision(account);
    }

    @Override
    public void save(AccountId account, Change change, List<Unseen> before) {
        SEEN_BY_ALL.delete(db, account, change.made());
        before.forEach(each -> UNSEEN.insert(db, account, each, change.number(), change.made(), change.visible()));
    }

    @Override
    public Optional<Unseen> before(AccountId account, String entity, Sight sight) {
        return PENDING_OF.first(db, account, entity, sight.now(), sight.refreshed());
    }

    @Override
    public Optional<String> named(AccountId account, String id, Sight sight) {
        return PENDING_WITH_ID
                .first(db, account, id, sight.now(), sight.refreshed())
                .map(Unseen::entity);
    }

    @Override
    public Optional<Instant> settled(Optional<AccountId> account, Instant now) {
        return db.one(
                "select visible from iam_unseen where visible > ? and (? = '' or account = ?)"
                        + " order by visible desc limit 1",
                row -> row.instant("visible"),
                now,
                account.map(AccountId::value).orElse(""),
                account.map(AccountId::value).orElse(""));
    }

    @Override
    public void settle(AccountId account) {
        UNSEEN.deleteAll(db, account);
    }
}
