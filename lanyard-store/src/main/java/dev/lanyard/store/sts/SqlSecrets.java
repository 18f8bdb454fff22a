// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.sts.SecretStore;
import dev.lanyard.store.sql.Database;
import java.util.Optional;
import java.util.function.Supplier;

/// Secrets in the tables `sts_secret` and `sts_root_key`.
public final class SqlSecrets implements SecretStore {
    private final Database db;

    public SqlSecrets(Database db) {
        this.db = db;
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
        return db.one("select value from sts_secret where name = ?", row -> row.bytes(1), name);
    }

    @Override
    public Optional<RootKey> rootKey(AccountId account, String id) {
        return db.one(
                "select secret, created from sts_root_key where account = ? and id = ?",
                row -> new RootKey(account, id, row.text(1), row.instant(2)),
                account.value(),
                id);
    }

    @Override
    public boolean insertFirst(RootKey key) {
        return db.write(() -> {
            boolean exists = db.one(
                            "select 1 from sts_root_key where account = ? limit 1",
                            row -> row.integer(1),
                            key.account().value())
                    .isPresent();
            return !exists
                    && db.insertIfAbsent(
                            "insert into sts_root_key (account, id, secret, created) values (?, ?, ?, ?)"
                                    + " on conflict do nothing",
                            key.account().value(),
                            key.id(),
                            key.secret(),
                            key.created());
        });
    }
}
