// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.sts.SecretStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.Optional;
import java.util.function.Supplier;

/// Secrets in the tables `sts_secret` and `sts_root_key`.
public final class SqlSecrets implements SecretStore {
    private static final Table<AccountId, RootKey> ROOT_KEYS = Table.of("sts_root_key", Owner.ACCOUNT, SqlSecrets::key);

    private final Database db;

    public SqlSecrets(Database db) {
        this.db = db;
    }

    private static RootKey key(AccountId account, Columns<RootKey> c) {
        return new RootKey(
                account,
                c.key().text("id", RootKey::id),
                c.text("secret", RootKey::secret),
                c.instant("created", RootKey::created));
    }

    @Override
    public byte[] secret(String name, Supplier<byte[]> first) {
        return find(name).orElseGet(() -> {
            // Made outside the transaction: some keys take long to find.
            byte[] made = first.get();
            return db.write(() -> {
                db.insertIfAbsent(
                        "insert into sts_secret (name, value) values (?, ?) on conflict do nothing", name, made);
                return find(name).orElseThrow();
            });
        });
    }

    private Optional<byte[]> find(String name) {
        return db.one("select value from sts_secret where name = ?", row -> row.bytes("value"), name);
    }

    @Override
    public Optional<RootKey> rootKey(AccountId account, String id) {
        return ROOT_KEYS.find(db, account, id);
    }

    @Override
    public boolean insertFirst(RootKey key) {
        return db.write(
                () -> ROOT_KEYS.count(db, key.account()) == 0 && ROOT_KEYS.insertIfAbsent(db, key.account(), key));
    }
}
