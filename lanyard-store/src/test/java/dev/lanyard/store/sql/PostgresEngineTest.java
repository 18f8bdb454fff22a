// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.op.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresEngineTest {
    private static final List<Migration> SCHEMA = List.of(
            Migration.named("001_test.sql", "create table badge (name TEXT primary key, uses INTEGER not null);"));
    private static final String USES = "select uses from badge where name = 'a'";
    private static final String SET = "update badge set uses = ? where name = 'a'";

    private String url;

    @BeforeEach
    void freshDatabase() {
        url = PostgresServer.orSkip().freshDatabase();
    }

    @Test
    void workThatLostARaceRunsAgainFromItsStart() {
        try (Database db = open(url)) {
            db.write(() -> db.update("insert into badge values ('a', 0)"));
            AtomicInteger runs = new AtomicInteger();
            db.write(() -> {
                long seen = uses(db);
                if (runs.incrementAndGet() <= 3) {
                    elsewhere(() -> db.write(() -> db.update(SET, seen + 10)));
                }
                return db.update(SET, seen + 1);
            });
            assertThat(runs).hasValue(4);
            assertThat(uses(db)).isEqualTo(31);
        }
    }

    @Test
    void twoThatEachReadWhatTheOtherWritesAreSerialized() {
        try (Database db = open(url)) {
            db.write(() -> db.update("insert into badge values ('a', 1), ('b', 1)"));
            AtomicInteger runs = new AtomicInteger();
            db.write(() -> {
                long total = total(db);
                if (runs.incrementAndGet() == 1) {
                    elsewhere(() -> db.write(
                            () -> total(db) < 2 ? 0 : db.update("update badge set uses = 0 where name = 'b'")));
                }
                return total < 2 ? 0 : db.update("update badge set uses = 0 where name = 'a'");
            });
            assertThat(total(db)).isEqualTo(1);
        }
    }

    @Test
    void aSerializationFailureThatTheWorkSwallowedIsStillTriedAgain() {
        try (Database db = open(url)) {
            db.write(() -> db.update("insert into badge values ('a', 0)"));
            AtomicInteger runs = new AtomicInteger();
            db.write(() -> {
                long seen = uses(db);
                if (runs.incrementAndGet() == 1) {
                    elsewhere(() -> db.write(() -> db.update(SET, seen + 10)));
                }
                try {
                    return db.update(SET, seen + 1);
                } catch (StoreException e) {
                    return 0;
                }
            });
            assertThat(uses(db)).isEqualTo(11);
        }
    }

    /// CockroachDB and YugabyteDB refuse reads as well.
    @Test
    void aReadThatLostRunsAgain() {
        try (Database db = open(url)) {
            db.write(() -> db.update("insert into badge values ('a', 7)"));
            db.write(() -> db.update("create function lose() returns bigint language plpgsql as"
                    + " $$ begin raise exception 'lost' using errcode = '40001'; end $$"));
            AtomicInteger runs = new AtomicInteger();
            long seen = db.read(() -> {
                long uses = uses(db);
                if (runs.incrementAndGet() <= 3) {
                    db.one("select lose()", row -> row.number(1));
                }
                return uses;
            });
            assertThat(runs).hasValue(4);
            assertThat(seen).isEqualTo(7);
        }
    }

    @Test
    void workThatAlwaysLosesGivesUp() {
        try (Database db = open(url);
                Database other = open(url)) {
            db.write(() -> db.update("insert into badge values ('a', 0)"));
            assertThatThrownBy(() -> db.write(() -> {
                        long seen = uses(db);
                        elsewhere(() -> other.write(() -> other.update(SET, seen + 10)));
                        return db.update(SET, seen + 1);
                    }))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("lost against concurrent ones");
        }
    }

    @Test
    void anUnreachableServerIsNamedWithoutItsPassword() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        String address = "jdbc:postgresql://127.0.0.1:" + nobody + "/lanyard";
        assertThatThrownBy(() -> open(address + "?user=me&password=secret"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot reach the database at " + address + " (")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aWrongPasswordIsSaidToBeOne() {
        try (Database db = open(url)) {
            db.write(() -> db.update("create role guarded login password 'right'"));
            String address = url.replace("user=postgres", "user=guarded");
            assertThatThrownBy(() -> open(address + "&password=wrong"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageEndingWith("refuses this user or password")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void aMissingDatabaseIsNamed() {
        assertThatThrownBy(() -> open(url.replaceFirst("/t[0-9]+", "/nowhere")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("There is no such database as jdbc:postgresql://")
                .hasMessageEndingWith("/nowhere");
    }

    private static Database open(String url) {
        return new Database(new PostgresEngine(DatabaseUrl.parse(url), SCHEMA));
    }

    private static long uses(Database db) {
        return db.one(USES, row -> row.number(1)).orElseThrow();
    }

    private static long total(Database db) {
        return db.one("select sum(uses) from badge", row -> row.number(1)).orElseThrow();
    }

    private static void elsewhere(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
