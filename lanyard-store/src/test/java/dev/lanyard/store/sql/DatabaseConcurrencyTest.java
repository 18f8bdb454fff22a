// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static dev.lanyard.store.sql.Badges.INSERT;
import static dev.lanyard.store.sql.Badges.INSERT_IF_ABSENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What units of work that run at the same time may rely on, on every engine.
@ParameterizedClass
@EnumSource(Store.class)
final class DatabaseConcurrencyTest {
    @Parameter
    Store store;

    private Database db;
    private Badges badges;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(Badges.SCHEMA, directory);
        badges = new Badges(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    @Test
    void committedRowsAreSeenByEveryone() throws Exception {
        badges.insert("a", 7);
        assertThat(badges.uses("a")).contains(7L);
        assertThat(inParallel(1, i -> () -> badges.uses("a"))).containsExactly(Optional.of(7L));
    }

    @Test
    void uncommittedRowsAreInvisibleToReaders() throws Exception {
        AtomicBoolean dirty = new AtomicBoolean();
        badges.insert("a", 0);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = threads.submit(() -> {
                while (!over.get()) {
                    if (badges.uses("a").orElseThrow() % 2 != 0) {
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
        assertThat(badges.uses("a")).contains(400L);
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
                assertThat(badges.uses(t + "-" + i).isPresent()).isEqualTo((t + i) % 3 != 0);
            }
        }
    }

    @Test
    void aReadSeesOneSnapshot() throws Exception {
        badges.insert("a", 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicBoolean over = new AtomicBoolean();
            Future<?> writer = threads.submit(() -> {
                while (!over.get()) {
                    db.write(() -> db.update("update badge set uses = uses + 1 where name = 'a'"));
                }
            });
            for (int i = 0; i < 100; i++) {
                boolean same = db.read(() -> badges.uses("a").equals(badges.uses("a")));
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
        assertThat(badges.uses("key")).contains((long) won.indexOf(true));
    }

    @Test
    void noIncrementIsLost() throws Exception {
        badges.insert("a", 0);
        AtomicInteger runs = new AtomicInteger();
        inParallel(16, t -> () -> {
            for (int i = 0; i < 200; i++) {
                db.write(() -> {
                    runs.incrementAndGet();
                    long uses = badges.uses("a").orElseThrow();
                    return db.update("update badge set uses = ? where name = ?", uses + 1, "a");
                });
            }
            return null;
        });
        assertThat(badges.uses("a")).contains(3200L);
        assertThat(runs.get()).isGreaterThanOrEqualTo(3200);
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
            assertThat(badges.uses("i" + i).isPresent()).isEqualTo(acknowledged.get(i));
        }
        badges.insert("after", 1);
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
