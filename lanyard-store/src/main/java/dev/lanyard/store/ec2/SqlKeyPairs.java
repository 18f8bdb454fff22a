// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.keys.KeyPair;
import dev.lanyard.core.ec2.keys.KeyPairStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Key pairs in the table `ec2_key_pair`.
public final class SqlKeyPairs implements KeyPairStore {
    private static final String COLUMNS = "id, name, kind, fingerprint, public_key, created";

    private final Regional db;

    public SqlKeyPairs(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<KeyPair> all(Scope scope) {
        return db.query(scope, "select " + COLUMNS + " from ec2_key_pair" + HERE + " order by name", SqlKeyPairs::pair);
    }

    @Override
    public Optional<KeyPair> find(Scope scope, String name) {
        return db.one(
                scope, "select " + COLUMNS + " from ec2_key_pair" + HERE + " and name = ?", SqlKeyPairs::pair, name);
    }

    @Override
    public boolean insert(Scope scope, KeyPair pair) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_key_pair (account, region, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                pair.id(),
                pair.name(),
                pair.kind(),
                pair.fingerprint(),
                pair.publicKey(),
                pair.created());
    }

    @Override
    public void delete(Scope scope, String name) {
        db.update(scope, "delete from ec2_key_pair" + HERE + " and name = ?", name);
    }

    private static KeyPair pair(Row row) {
        return new KeyPair(row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.instant(6));
    }
}
