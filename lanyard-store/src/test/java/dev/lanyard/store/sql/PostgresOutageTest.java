// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.op.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// PostgreSQL that is killed, paused or out of connections. Time passes for real here: what is tested are deadlines.
final class PostgresOutageTest {
    private static final List<Migration> SCHEMA = List.of(
            Migration.named("001_test.sql", "create table badge (name TEXT primary key, uses INTEGER not null);"));
    private static final String INSERT = "insert into badge values (?, 0)";
    private static final int THREADS = 60;

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private PostgresServer server;
    private Database db;

    @BeforeEach
    void open() throws Exception {
        server = PostgresServer.ownOrSkip();
        db = new Database(
                new PostgresEngine(DatabaseUrl.parse(server.freshDatabase()), SCHEMA),
                new Outage(System::nanoTime, (level, sentence) -> log.add(level + " " + sentence)));
    }

    @AfterEach
    void close() throws Exception {
        if (db != null) {
            db.close();
            server.end();
        }
    }

    @Test
    void whatIsKilledUnderLoadIsUnavailableAtOnceAndComesBackByItself() throws Exception {
        ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
        CountDownLatch some = new CountDownLatch(200);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String prefix = thread + "-";
                writers.add(threads.submit(() -> writeUntilItFails(prefix, acknowledged, some)));
            }
            some.await();
            server.kill();
            for (Future<?> writer : writers) {
                assertThat(writer).succeedsWithin(Duration.ofSeconds(10));
            }
            assertThat(flood(threads)).isLessThan(Duration.ofSeconds(8));
        }
        assertThat(log).hasSize(1).first().asString().startsWith("WARNING The database is away: ");
        server.restart();
        awaitAnswer();
        assertThat(db.query("select name from badge", row -> row.text(1))).containsAll(acknowledged);
        db.write(() -> db.update(INSERT, "after"));
        assertThat(log).hasSize(2).last().asString().startsWith("INFO The database is back after ");
    }

    @Test
    void whatIsPausedHoldsNobodyLongerThanItsTimeouts() throws Exception {
        db.write(() -> db.update(INSERT, "before"));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> db.read(() -> {
            db.requireReachable();
            inside.countDown();
            await(paused);
            db.requireReachable();
            return "";
        }));
        await(inside);
        server.pause();
        paused.countDown();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(flood(threads)).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(reader)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(Unavailable.class);
        server.resume();
        awaitAnswer();
        assertThat(db.query("select name from badge", row -> row.text(1))).containsExactly("before");
    }

    @Test
    void aStatementThatTakesTooLongIsBrokenOffAndIsNoOutage() {
        assertThat(db.one("select current_setting('statement_timeout')", row -> row.text(1)))
                .contains("10s");
        db.write(() -> db.one("select 1 where current_setting('statement_timeout') = '10s'", row -> row.number(1))
                .orElseThrow());
        assertThatThrownBy(() -> db.read(() -> {
                    db.one("select set_config('statement_timeout', '50ms', true)", row -> row.text(1));
                    return db.one("select 1 from pg_sleep(30)", row -> row.number(1));
                }))
                .isInstanceOf(Unavailable.class);
        assertThat(log).hasSize(1).first().asString().contains("cannot keep up");
    }

    @Test
    void aTransactionWhoseConnectionBreaksIsNeitherTriedAgainNorReportedAsDone() {
        List<Integer> attempts = new ArrayList<>();
        assertThatThrownBy(() -> db.write(() -> {
                    attempts.add(1);
                    db.update(INSERT, "lost");
                    String ended = "select pg_terminate_backend(cast(? as integer))";
                    long self = db.one("select pg_backend_pid()", row -> row.number(1))
                            .orElseThrow();
                    elsewhere(() -> db.one(ended, row -> row.text(1), self));
                    return "";
                }))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("It is not known whether a transaction took place: ");
        assertThat(attempts).hasSize(1);
        assertThat(log).isEmpty();
        assertThat(db.query("select name from badge", row -> row.text(1))).isEmpty();
    }

    private void writeUntilItFails(String prefix, ConcurrentLinkedQueue<String> acknowledged, CountDownLatch some) {
        try {
            for (int i = 0; ; i++) {
                String name = prefix + i;
                db.write(() -> db.update(INSERT, name));
                acknowledged.add(name);
                some.countDown();
            }
        } catch (Unavailable expected) {
            return;
        }
    }

    /// Many reads and writes at once, all of which must fail.
    private Duration flood(ExecutorService threads) throws Exception {
        long begin = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String name = "flood" + i;
            all.add(threads.submit(
                    () -> assertThatThrownBy(db::requireReachable).isInstanceOf(Unavailable.class)));
            all.add(threads.submit(() -> assertThatThrownBy(() -> db.write(() -> db.update(INSERT, name)))
                    .isInstanceOf(Unavailable.class)));
        }
        for (Future<?> each : all) {
            each.get();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void awaitAnswer() {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                db.requireReachable();
                return;
            } catch (Unavailable e) {
                assertThat(System.nanoTime()).as(e.getMessage()).isLessThan(until);
                Thread.onSpinWait();
            }
        }
    }

    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
