// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.imds;

import dev.lanyard.core.imds.SecretStore;
import dev.lanyard.store.sql.Database;
import java.util.Optional;
import java.util.function.Supplier;

/// Secrets in the table `imds_secret`.
public final class SqlSecrets implements SecretStore {
    private final Database db;

    public SqlSecrets(Database db) {
        this.db = db;
    }

    @Override
    public byte[] secret(String name, Supplier<byte[]> maker) {
        return find(name).orElseGet(() -> {
            // Made outside the transaction: a key takes long to find.
            byte[] made = maker.get();
            return db.write(() -> {
                db.insertIfAbsent(
                        "insert into imds_secret (name, content) values (?, ?) on conflict (name) do nothing",
                        name,
                        made);
                return find(name).orElseThrow();
            });
        });
    }

    private Optional<byte[]> find(String name) {
        return db.one("select content from imds_secret where name = ?", row -> row.bytes(1), name);
    }
}
