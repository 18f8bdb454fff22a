// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.AccessKey.Status;
import dev.lanyard.core.iam.AccessKey.Use;
import dev.lanyard.core.iam.AccessKeyStore;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Access keys in the table `iam_access_key`.
public final class SqlAccessKeys implements AccessKeyStore {
    private static final Table<AccountId, AccessKey> KEYS =
            Table.of("iam_access_key", Owner.ACCOUNT, SqlAccessKeys::key);
    private static final Rows<AccountId, AccessKey> OF_USER =
            KEYS.where("user_id = ?").by("created, id");

    private final Database db;
    private final RecentUses uses = new RecentUses();

    public SqlAccessKeys(Database db) {
        this.db = db;
    }

    private static AccessKey key(AccountId account, Columns<AccessKey> c) {
        return new AccessKey(
                account,
                c.key().text("id", AccessKey::id),
                c.text("user_id", AccessKey::userId),
                c.text("secret", AccessKey::secret),
                c.text("status", key -> key.status().name(), Status::valueOf),
                c.instant("created", AccessKey::created),
                c.optional("last_used", AccessKey::lastUse, SqlAccessKeys::use));
    }

    private static Use use(Columns<Use> c) {
        return new Use(
                c.instant("last_used", Use::at),
                c.text("last_service", Use::service),
                c.text("last_region", Use::region));
    }

    @Override
    public Optional<AccessKey> find(String id) {
        return Ids.accountOf(id).flatMap(account -> KEYS.find(db, account, id)).map(this::withLastUse);
    }

    @Override
    public List<AccessKey> of(AccountId account, String userId) {
        return OF_USER.list(db, account, userId).stream().map(this::withLastUse).toList();
    }

    @Override
    public void insert(AccessKey key) {
        KEYS.insert(db, key.account(), key);
    }

    @Override
    public void setStatus(AccessKey key, Status status) {
        db.update(
                "update iam_access_key set status = ? where account = ? and id = ?",
                status.name(),
                key.account().value(),
                key.id());
        SqlRevisions.bump(db, key.account());
    }

    @Override
    public void delete(AccessKey key) {
        KEYS.delete(db, key.account(), key.id());
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
        return uses.after(key.lastUse().map(Use::at), key.id())
                .map(use -> key.with(new Use(use.minute(), use.service(), use.region())))
                .orElse(key);
    }
}
