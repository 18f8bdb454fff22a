// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.util.List;
import java.util.Optional;

/// Two small tables, on which the contract of databases is tested.
record Badges(Database db) {
    static final List<Migration> SCHEMA = List.of(Migration.named("001_test.sql", """
            create table badge (
              name TEXT not null primary key,
              uses INTEGER not null check (uses >= 0),
              note TEXT,
              seen INTEGER,
              photo BLOB
            ) STRICT, WITHOUT ROWID;
            create table holder (
              badge TEXT not null references badge (name),
              person TEXT not null,
              primary key (badge, person)
            ) STRICT, WITHOUT ROWID;
            """));
    static final String INSERT = "insert into badge (name, uses) values (?, ?)";
    static final String INSERT_IF_ABSENT = INSERT + " on conflict do nothing";
    static final String USES = "select uses from badge where name = ?";
    static final String HOLD = "insert into holder (badge, person) values (?, ?)";

    void insert(String name, long uses) {
        db.write(() -> db.update(INSERT, name, uses));
    }

    Optional<Long> uses(String name) {
        return db.one(USES, row -> row.number(1), name);
    }
}
