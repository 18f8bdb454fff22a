// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.op.ConstraintViolation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every adapter may rely on, on every engine.
@ParameterizedClass
@EnumSource(Store.class)
final class DatabaseContractTest {
    private static final List<Migration> SCHEMA = List.of(Migration.named("001_test.sql", """
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
    private static final String INSERT = "insert into badge (name, uses) values (?, ?)";
    private static final String INSERT_IF_ABSENT = INSERT + " on conflict do nothing";
    private static final String USES = "select uses from badge where name = ?";
    private static final String HOLD = "insert into holder (badge, person) values (?, ?)";

    @Parameter
    Store store;

    private Database db;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(SCHEMA, directory);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    @Test
    void committedRowsAreSeenByEveryone() throws Exception {
        insert("a", 7);
        assertThat(uses("a")).contains(7L);
        assertThat(inParallel(1, i -> () -> uses("a"))).containsExactly(Optional.of(7L));
    }

    @Test
    void ownWritesAreSeenBeforeTheCommit() {
        db.write(() -> {
            db.update(INSERT, "a", 1);
            assertThat(uses("a")).contains(1L);
            return null;
        });
    }

    @Test
    void intIsThePositionThatStringFunctionsTake() {
        insert("platform", 1);
        assertThat(db.query("select name from badge where substr(name, 1, ?) = ?", row -> row.text(1), 4, "plat"))
                .containsExactly("platform");
    }

    @Test
    void uncommittedRowsAreInvisibleToReaders() throws Exception {
        AtomicBoolean dirty = new AtomicBoolean();
        insert("a", 0);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = threads.submit(() -> {
                while (!over.get()) {
                    if (uses("a").orElseThrow() % 2 != 0) {
                        dirty.set(true);
                    }
                }
            });
            for (int i = 0; i < 200; i++) {
                db.write(() -> {
                    db.update("update badge set uses = uses + 1 where name = 'a'");
                    return db.update("update badge set uses = uses + 1 where name = 'a'");
                });
            }
            over.set(true);
            reader.get();
        }
        assertThat(dirty).isFalse();
        assertThat(uses("a")).contains(400L);
    }

    @Test
    void nothingRemainsOfWorkThatThrew() {
        assertThatThrownBy(() -> db.write(() -> {
                    db.update(INSERT, "a", 1);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(uses("a")).isEmpty();
        insert("a", 2);
        assertThat(uses("a")).contains(2L);
    }

    @Test
    void workThatThrowsDoesNotHarmTheOthers() throws Exception {
        int threads = 16;
        int rounds = 30;
        inParallel(threads, t -> () -> {
            for (int i = 0; i < rounds; i++) {
                String name = t + "-" + i;
                boolean fails = (t + i) % 3 == 0;
                try {
                    db.write(() -> {
                        db.update(INSERT, name, 1);
                        if (fails) {
                            throw new IllegalArgumentException();
                        }
                        return null;
                    });
                    assertThat(fails).isFalse();
                } catch (IllegalArgumentException e) {
                    assertThat(fails).isTrue();
                }
            }
            return null;
        });
        for (int t = 0; t < threads; t++) {
            for (int i = 0; i < rounds; i++) {
                assertThat(uses(t + "-" + i).isPresent()).isEqualTo((t + i) % 3 != 0);
            }
        }
    }

    @Test
    void aReadSeesOneSnapshot() throws Exception {
        insert("a", 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean over = new AtomicBoolean();
            Future<?> writer = threads.submit(() -> {
                while (!over.get()) {
                    db.write(() -> db.update("update badge set uses = uses + 1 where name = 'a'"));
                }
            });
            for (int i = 0; i < 100; i++) {
                boolean same = db.read(() -> uses("a").equals(uses("a")));
                assertThat(same).isTrue();
            }
            over.set(true);
            writer.get();
        }
    }

    @Test
    void oneOfManyWinsAKey() throws Exception {
        List<Boolean> won = inParallel(32, i -> () -> db.write(() -> db.insertIfAbsent(INSERT_IF_ABSENT, "key", i)));
        assertThat(won).containsOnlyOnce(true);
        assertThat(uses("key")).contains((long) won.indexOf(true));
    }

    @Test
    void noIncrementIsLost() throws Exception {
        insert("a", 0);
        AtomicInteger runs = new AtomicInteger();
        inParallel(16, t -> () -> {
            for (int i = 0; i < 200; i++) {
                db.write(() -> {
                    runs.incrementAndGet();
                    long uses = uses("a").orElseThrow();
                    return db.update("update badge set uses = ? where name = ?", uses + 1, "a");
                });
            }
            return null;
        });
        assertThat(uses("a")).contains(3200L);
        assertThat(runs.get()).isGreaterThanOrEqualTo(3200);
    }

    @Test
    void duplicatesAreUniqueViolations() {
        insert("a", 1);
        assertThat(violation(() -> db.update(INSERT, "a", 2))).isEqualTo(ConstraintViolation.Kind.UNIQUE);
        assertThat(uses("a")).contains(1L);
    }

    @Test
    void referencesAreEnforcedBothWays() {
        assertThat(violation(() -> db.update(HOLD, "none", "me"))).isEqualTo(ConstraintViolation.Kind.FOREIGN_KEY);
        insert("a", 1);
        db.write(() -> db.update(HOLD, "a", "me"));
        assertThat(violation(() -> db.update("delete from badge where name = ?", "a")))
                .isEqualTo(ConstraintViolation.Kind.FOREIGN_KEY);
    }

    @Test
    void refusedValuesAreCheckViolations() {
        assertThat(violation(() -> db.update(INSERT, "a", -1))).isEqualTo(ConstraintViolation.Kind.CHECK);
        assertThat(violation(() -> db.update(INSERT, "a", null))).isEqualTo(ConstraintViolation.Kind.CHECK);
    }

    @Test
    void aFailedStatementDoomsItsUnitOfWork() {
        insert("a", 1);
        assertThatThrownBy(() -> db.write(() -> {
                    db.update(INSERT, "b", 1);
                    try {
                        db.update(INSERT, "a", 1);
                    } catch (ConstraintViolation e) {
                        return null;
                    }
                    return null;
                }))
                .isInstanceOf(ConstraintViolation.class);
        assertThatThrownBy(() -> db.write(() -> {
                    try {
                        db.update(INSERT, "a", 1);
                    } catch (ConstraintViolation e) {
                        db.update(INSERT, "b", 1);
                    }
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(uses("b")).isEmpty();
    }

    @Test
    void aDuplicateThatIsReportedDoomsNothing() {
        insert("a", 1);
        db.write(() -> {
            assertThat(db.insertIfAbsent(INSERT_IF_ABSENT, "a", 2)).isFalse();
            assertThat(db.insertIfAbsent(INSERT_IF_ABSENT, "b", 2)).isTrue();
            return null;
        });
        assertThat(uses("a")).contains(1L);
        assertThat(uses("b")).contains(2L);
    }

    @Test
    void innerUnitsOfWorkBelongToTheOuter() {
        assertThatThrownBy(() -> db.write(() -> {
                    insert("a", 1);
                    assertThat(db.read(() -> uses("a"))).contains(1L);
                    throw new IllegalArgumentException();
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(uses("a")).isEmpty();
    }

    @Test
    void anInnerWriteThatThrowsDoomsTheOuter() {
        assertThatThrownBy(() -> db.write(() -> {
                    db.update(INSERT, "a", 1);
                    try {
                        db.write(() -> {
                            throw new IllegalArgumentException();
                        });
                    } catch (IllegalArgumentException e) {
                        return null;
                    }
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(uses("a")).isEmpty();
    }

    @Test
    void writesInsideReadsAndOutsideUnitsOfWorkAreRefused() {
        assertThatThrownBy(() -> db.read(() -> db.write(() -> null))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.read(() -> db.update(INSERT, "a", 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.update(INSERT, "a", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWriteThatReturnsRowsIsAWrite() {
        String insert = "insert into badge (name, uses) values (?, 1) returning uses + 1";
        assertThat(db.write(() -> db.one(insert, row -> row.number(1), "a"))).contains(2L);
        assertThatThrownBy(() -> db.one(insert, row -> row.number(1), "b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.read(() -> db.one(insert, row -> row.number(1), "b")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(uses("b")).isEmpty();
    }

    @Test
    void aMapperThatQueriesIsRefused() {
        insert("a", 1);
        assertThatThrownBy(() -> db.read(() -> db.query(USES, row -> uses("a"), "a")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(uses("a")).contains(1L);
    }

    @Test
    void everyTypeComesBackAsItWent() {
        Instant now = Instant.ofEpochMilli(1_790_000_000_123L);
        String insert = "insert into badge (name, uses, note, seen, photo) values (?, ?, ?, ?, ?)";
        db.write(() -> {
            db.update(insert, "full", true, Optional.of("né 𝔸 😀"), now, new byte[] {0, -1, 1});
            return db.update(insert, "empty", Long.MAX_VALUE, Optional.empty(), null, null);
        });
        String select = "select uses, note, seen, photo from badge where name = ?";
        Function<Row, List<Object>> full =
                row -> List.of(row.flag(1), row.text(2), row.instant(3), row.optionalInstant(3), row.bytes(4)[1]);
        assertThat(db.one(select, full, "full").orElseThrow())
                .containsExactly(true, "né 𝔸 😀", now, Optional.of(now), (byte) -1);
        Function<Row, List<Object>> empty =
                row -> List.of(row.number(1), row.optionalText(2), row.optionalInstant(3), row.optionalBytes(4));
        assertThat(db.one(select, empty, "empty").orElseThrow())
                .containsExactly(Long.MAX_VALUE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void textSortsByItsBytes() {
        List<String> sorted = List.of("", "-", "B", "Z", "_", "a", "a-b", "aB", "ab", "z", "é", "\uFF5E", "😀");
        db.write(() -> {
            sorted.reversed().forEach(name -> db.update(INSERT, name, 0));
            return null;
        });
        assertThat(db.query("select name from badge order by name", row -> row.text(1)))
                .isEqualTo(sorted);
        assertThat(db.query("select name from badge where name > ? order by name limit 2", row -> row.text(1), "Z"))
                .containsExactly("_", "a");
    }

    @Test
    void anInterruptedThreadStillGetsTheTruth() throws Exception {
        List<Boolean> acknowledged = inParallel(8, i -> () -> {
            Thread.currentThread().interrupt();
            try {
                db.write(() -> db.update(INSERT, "i" + i, 1));
                return true;
            } catch (StoreException e) {
                return false;
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        });
        for (int i = 0; i < 8; i++) {
            assertThat(uses("i" + i).isPresent()).isEqualTo(acknowledged.get(i));
        }
        insert("after", 1);
    }

    @Test
    void resetEmptiesTablesWhateverTheirReferences() {
        insert("a", 1);
        db.write(() -> db.update(HOLD, "a", "me"));
        db.reset();
        assertThat(uses("a")).isEmpty();
        assertThat(db.query("select person from holder", row -> row.text(1))).isEmpty();
        insert("a", 1);
    }

    @Test
    void aClosedDatabaseSaysSo() {
        db.close();
        assertThatThrownBy(() -> uses("a")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> insert("a", 1)).isInstanceOf(StoreException.class);
    }

    private void insert(String name, long uses) {
        db.write(() -> db.update(INSERT, name, uses));
    }

    private Optional<Long> uses(String name) {
        return db.one(USES, row -> row.number(1), name);
    }

    private ConstraintViolation.Kind violation(Runnable work) {
        try {
            db.write(() -> {
                work.run();
                return null;
            });
            throw new AssertionError("nothing was violated");
        } catch (ConstraintViolation e) {
            return e.kind();
        }
    }

    /// Runs the tasks on as many threads at once.
    private static <T> List<T> inParallel(int threads, IntFunction<Callable<T>> task) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService executor =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<T> mine = task.apply(i);
                futures.add(executor.submit(() -> {
                    go.await();
                    return mine.call();
                }));
            }
            go.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
