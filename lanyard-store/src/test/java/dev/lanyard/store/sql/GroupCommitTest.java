// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.op.Unavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupCommitTest {
    private static final List<Migration> SCHEMA = List.of(Migration.named("001_test.sql", """
            create table badge (name TEXT not null primary key) STRICT;
            create table promise (
              badge TEXT not null references badge (name) deferrable initially deferred
            ) STRICT;
            """));

    private static final String INSERT = "insert into badge (name) values (?)";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Database db;
    private final List<Thread> threads = new ArrayList<>();

    @BeforeEach
    void open(@TempDir Path directory) {
        db = new Database(SqliteFile.in(directory, SCHEMA));
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aFailedCommitFailsEveryMemberAndNothingRemains() {
        List<CompletableFuture<Integer>> members = together(
                () -> insert("a"),
                () -> db.update("insert into promise (badge) values ('never made')"),
                () -> insert("b"));
        for (CompletableFuture<Integer> member : members) {
            assertThatThrownBy(member::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("could not commit");
        }
        assertThat(names()).isEmpty();
        db.write(() -> insert("after"));
        assertThat(names()).containsExactly("after");
    }

    @Test
    void aMemberThatThrowsIsUndoneAloneAndItsNeighboursAreKept() {
        List<CompletableFuture<Integer>> members = together(
                () -> insert("a"),
                () -> {
                    String insert = "insert into badge (name) values (?) returning name";
                    assertThat(db.one(insert, row -> row.text(1), "b")).contains("b");
                    throw new IllegalArgumentException("mine");
                },
                () -> insert("c"));
        assertThat(members.get(0).join()).isEqualTo(1);
        assertThatThrownBy(members.get(1)::join).cause().isInstanceOf(IllegalArgumentException.class);
        assertThat(members.get(2).join()).isEqualTo(1);
        assertThat(names()).containsExactly("a", "c");
    }

    @Test
    void aFirstMemberThatThrowsLeavesTheQueueToTheOthers() {
        List<CompletableFuture<Integer>> members = together(
                () -> {
                    insert("a");
                    throw new IllegalArgumentException("mine");
                },
                () -> insert("b"),
                () -> insert("c"));
        assertThatThrownBy(members.get(0)::join).cause().isInstanceOf(IllegalArgumentException.class);
        assertThat(members.get(1).join()).isEqualTo(1);
        assertThat(members.get(2).join()).isEqualTo(1);
        assertThat(names()).containsExactly("b", "c");
    }

    @Test
    void aFullDiskUnderOneMemberIsNobodysSuccess() {
        db.write(() -> db.query("pragma max_page_count = 20", row -> row.number(1)));
        List<CompletableFuture<Integer>> members = together(() -> insert("a"), () -> insert("x".repeat(1_000_000)));
        for (CompletableFuture<Integer> member : members) {
            assertThatThrownBy(member::join).cause().isInstanceOf(Unavailable.class);
        }
        assertThat(names()).isEmpty();
        db.write(() -> insert("after"));
        assertThat(names()).containsExactly("after");
    }

    /// Whoever is before the close in the queue is committed by it, whoever is behind it refused; none waits for ever.
    @Test
    void closingCommitsWhoseTurnWasBeforeAndRefusesTheRest(@TempDir Path directory) {
        Database closing = new Database(SqliteFile.in(directory, SCHEMA));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        List<CompletableFuture<?>> before = new ArrayList<>();
        before.add(queue(() -> closing.write(() -> {
            begun.countDown();
            await(queued);
            return closing.update(INSERT, "first");
        })));
        await(begun);
        for (int i = 0; i < 5; i++) {
            String name = "before " + i;
            before.add(behind(() -> closing.write(() -> closing.update(INSERT, name))));
        }
        CompletableFuture<?> closed = behind(() -> {
            closing.close();
            return "";
        });
        List<CompletableFuture<?>> after = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String name = "after " + i;
            after.add(behind(() -> closing.write(() -> closing.update(INSERT, name))));
        }
        queued.countDown();
        before.forEach(member -> assertThat(member).succeedsWithin(PATIENCE));
        assertThat(closed).succeedsWithin(PATIENCE);
        after.forEach(refused -> assertThat(refused)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withMessageContaining("The database is closed"));
        try (Database again = new Database(SqliteFile.in(directory, SCHEMA))) {
            assertThat(again.query("select name from badge order by name", row -> row.text(1)))
                    .containsExactly("before 0", "before 1", "before 2", "before 3", "before 4", "first");
        }
    }

    /// Whatever the moment, each of many is told the truth about its row.
    @Test
    void closingUnderLoadLosesNobody(@TempDir Path home) {
        for (int round = 0; round < 20; round++) {
            Path directory = home.resolve(Integer.toString(round));
            Database closing = new Database(SqliteFile.in(directory, SCHEMA));
            CountDownLatch some = new CountDownLatch(40);
            List<CompletableFuture<List<String>>> writers = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                String prefix = thread + "-";
                writers.add(queue(() -> writeUntilRefused(closing, prefix, some)));
            }
            await(some);
            closing.close();
            List<String> acknowledged = new ArrayList<>();
            for (CompletableFuture<List<String>> writer : writers) {
                assertThat(writer).succeedsWithin(PATIENCE);
                acknowledged.addAll(writer.join());
            }
            try (Database again = new Database(SqliteFile.in(directory, SCHEMA))) {
                assertThat(again.query("select name from badge", row -> row.text(1)))
                        .containsExactlyInAnyOrderElementsOf(acknowledged);
            }
        }
    }

    /// Real time passes here: SQLite waits five seconds for a lock.
    @Test
    void aLockThatAnotherProgramHoldsIsWaitedForOnceByAllWhoQueue(@TempDir Path directory) throws SQLException {
        try (Database locked = new Database(SqliteFile.in(directory, SCHEMA));
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("lanyard.db"));
                Statement statement = other.createStatement()) {
            statement.execute("begin immediate");
            List<CompletableFuture<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String name = "w" + i;
                writers.add(queue(() -> locked.write(() -> locked.update(INSERT, name))));
            }
            writers.forEach(writer -> assertThat(writer)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(Unavailable.class));
            statement.execute("rollback");
            assertThat(locked.write(() -> locked.update(INSERT, "after"))).isEqualTo(1);
        }
    }

    private static List<String> writeUntilRefused(Database db, String prefix, CountDownLatch count) {
        List<String> acknowledged = new ArrayList<>();
        try {
            while (true) {
                String name = prefix + acknowledged.size();
                db.write(() -> db.update(INSERT, name));
                acknowledged.add(name);
                count.countDown();
            }
        } catch (Unavailable closed) {
            return acknowledged;
        }
    }

    /// Starts work and waits until it queues.
    private <T> CompletableFuture<T> behind(Supplier<T> work) {
        CompletableFuture<T> result = queue(work);
        awaitQueued(threads.getLast());
        return result;
    }

    private static void awaitQueued(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private int insert(String name) {
        return db.update(INSERT, name);
    }

    private List<String> names() {
        return db.query("select name from badge order by name", row -> row.text(1));
    }

    private interface Work {
        int run();
    }

    /// Runs the works in this order in one batch: the first does not end before all the others queue behind it.
    private List<CompletableFuture<Integer>> together(Work... works) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        List<CompletableFuture<Integer>> results = new ArrayList<>();
        results.add(start(() -> {
            begun.countDown();
            await(queued);
            return works[0].run();
        }));
        await(begun);
        for (int i = 1; i < works.length; i++) {
            results.add(start(works[i]));
            awaitQueued(threads.getLast());
        }
        queued.countDown();
        return results;
    }

    private CompletableFuture<Integer> start(Work work) {
        return queue(() -> db.write(work::run));
    }

    private <T> CompletableFuture<T> queue(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.add(Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }));
        return result;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
