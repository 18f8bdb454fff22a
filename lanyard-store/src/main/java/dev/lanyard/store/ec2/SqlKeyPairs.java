// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.keys.KeyPair;
import dev.lanyard.core.ec2.keys.KeyPairStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// Key pairs in the table `ec2_key_pair`.
public final class SqlKeyPairs implements KeyPairStore {
    private static final Table<Scope, KeyPair> KEY_PAIRS = Table.of("ec2_key_pair", SCOPE, SqlKeyPairs::pair);

    private final Database db;

    public SqlKeyPairs(Database db) {
        this.db = db;
    }

    private static KeyPair pair(Columns<KeyPair> c) {
        return new KeyPair(
                c.text("id", KeyPair::id),
                c.key().text("name", KeyPair::name),
                c.text("kind", KeyPair::kind),
                c.text("fingerprint", KeyPair::fingerprint),
                c.text("public_key", KeyPair::publicKey),
                c.instant("created", KeyPair::created));
    }

    @Override
    public List<KeyPair> all(Scope scope) {
        return KEY_PAIRS.all(db, scope);
    }

    @Override
    public Optional<KeyPair> find(Scope scope, String name) {
        return KEY_PAIRS.find(db, scope, name);
    }

    @Override
    public boolean insert(Scope scope, KeyPair pair) {
        return KEY_PAIRS.insertIfAbsent(db, scope, pair);
    }

    @Override
    public void delete(Scope scope, String name) {
        KEY_PAIRS.delete(db, scope, name);
    }
}
