// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
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
            assertThatThrownBy(member::join).cause().isInstanceOf(StoreException.class);
        }
        assertThat(names()).isEmpty();
        db.write(() -> insert("after"));
        assertThat(names()).containsExactly("after");
    }

    private int insert(String name) {
        return db.update("insert into badge (name) values (?)", name);
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
            Thread last = threads.getLast();
            while (last.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        queued.countDown();
        return results;
    }

    private CompletableFuture<Integer> start(Work work) {
        CompletableFuture<Integer> result = new CompletableFuture<>();
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                result.complete(db.write(work::run));
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
