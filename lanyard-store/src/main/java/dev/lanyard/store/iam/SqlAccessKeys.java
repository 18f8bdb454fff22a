// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.AccessKeyStore;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Access keys in the table `iam_access_key`.
public final class SqlAccessKeys implements AccessKeyStore {
    private static final String SELECT =
            "select id, user_id, secret, status, created, last_used, last_service, last_region from iam_access_key ";

    private final Database db;
    private final RecentUses uses = new RecentUses();

    public SqlAccessKeys(Database db) {
        this.db = db;
    }

    @Override
    public Optional<AccessKey> find(String id) {
        return Ids.accountOf(id)
                .flatMap(account ->
                        db.one(SELECT + "where account = ? and id = ?", row -> key(account, row), account.value(), id))
                .map(this::withLastUse);
    }

    @Override
    public List<AccessKey> of(AccountId account, String userId) {
        return db
                .query(
                        SELECT + "where account = ? and user_id = ? order by created, id",
                        row -> key(account, row),
                        account.value(),
                        userId)
                .stream()
                .map(this::withLastUse)
                .toList();
    }

    @Override
    public void insert(AccessKey key) {
        db.update(
                "insert into iam_access_key (account, id, user_id, secret, status, created) values (?, ?, ?, ?, ?, ?)",
                key.account().value(),
                key.id(),
                key.userId(),
                key.secret(),
                key.status().name(),
                key.created());
    }

    @Override
    public void setStatus(AccessKey key, AccessKey.Status status) {
        db.update(
                "update iam_access_key set status = ? where account = ? and id = ?",
                status.name(),
                key.account().value(),
                key.id());
        SqlRevisions.bump(db, key.account());
    }

    @Override
    public void delete(AccessKey key) {
        db.update(
                "delete from iam_access_key where account = ? and id = ?",
                key.account().value(),
                key.id());
        SqlRevisions.bump(db, key.account());
    }

    @Override
    public void recordUse(AccountId account, String id, Instant at, String service, String region) {
        uses.note(account, id, at, service, region);
    }

    @Override
    public void writeUses() {
        uses.write(
                db,
                use -> db.update(
                        "update iam_access_key set last_used = ?, last_service = ?, last_region = ?"
                                + " where account = ? and id = ? and (last_used is null or last_used < ?)",
                        use.minute(),
                        use.service(),
                        use.region(),
                        use.account().value(),
                        use.id(),
                        use.minute()));
    }

    private AccessKey withLastUse(AccessKey key) {
        return uses.after(key.lastUse().map(AccessKey.Use::at), key.id())
                .map(use -> key.with(new AccessKey.Use(use.minute(), use.service(), use.region())))
                .orElse(key);
    }

    private static AccessKey key(AccountId account, Row row) {
        return new AccessKey(
                account,
                row.text(1),
                row.text(2),
                row.text(3),
                AccessKey.Status.valueOf(row.text(4)),
                row.instant(5),
                row.optionalInstant(6).map(at -> new AccessKey.Use(at, row.text(7), row.text(8))));
    }
}
