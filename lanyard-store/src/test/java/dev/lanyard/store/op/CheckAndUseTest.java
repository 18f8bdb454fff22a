// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.op;

import static dev.lanyard.core.iam.IamService.IAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Authorizer.Ruling;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.op.Witness;
import dev.lanyard.store.sql.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request was judged by is what it is served by, though somebody changes it exactly in between.
class CheckAndUseTest {
    private static final FaultCode DENIED = () -> "AccessDenied";
    private static final String SET =
            "insert into iam_delay (account, shortest, longest, seed) values ('000000000000', ?, 0, 0)"
                    + " on conflict (account) do update set shortest = excluded.shortest";

    record Named(String instanceProfileName) {}

    @TempDir
    private Path directory;

    private final List<Long> judged = new ArrayList<>();
    private final List<Long> used = new ArrayList<>();
    private final AtomicInteger prepared = new AtomicInteger();
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private Future<?> change;
    private Database database;

    @BeforeEach
    void open() {
        database = Database.directory(directory);
        set(1);
    }

    @AfterEach
    void close() {
        other.shutdownNow();
        database.close();
    }

    private void set(long value) {
        database.write(() -> database.update(SET, value));
    }

    private long get() {
        return database.one("select shortest from iam_delay", row -> row.number("shortest"))
                .orElseThrow();
    }

    private List<Permission> needed(Named in, Call call) {
        judged.add(get());
        return List.of(Permission.on(
                "iam:DeleteInstanceProfile",
                Arn.parse("arn:aws:iam::0:x/" + judged).orElseThrow()));
    }

    private Nothing use(Named in, Call call) {
        used.add(get());
        return Nothing.NOTHING;
    }

    /// Looks at what the rule asks for, and lets somebody else change it before the request goes on.
    private Authorizer interrupted(Ruling ruling) {
        return (_, asked, _) -> {
            List<Permission> _ = asked.get();
            if (change == null) {
                change = other.submit(() -> set(2));
                waitUntilWaiting();
            }
            return ruling;
        };
    }

    /// Until the change is made, or waits for the unit of work that runs.
    private void waitUntilWaiting() {
        long until = System.nanoTime() + 200_000_000L;
        while (!change.isDone() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private void call(Operation<?, ?> operation, Ruling ruling) {
        ApiSection section = () -> List.of(operation);
        Dispatcher dispatcher = new Dispatcher(
                List.of(section), interrupted(ruling), database, Witness.NOBODY, UndeclaredFaults.FORBIDDEN);
        Call call = new Call(
                new Caller.Root(new AccountId("000000000000")),
                new Region("us-east-1"),
                Instant.EPOCH,
                "id",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
        Invocation invocation = new Invocation(call);
        invocation.understand(operation, Map.of("InstanceProfileName", "p"));
        dispatcher.call(dispatcher.find("iam", "DeleteInstanceProfile").orElseThrow(), invocation);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatARequestIsJudgedByIsWhatItIsServedBy(boolean writes) throws Exception {
        call(
                (writes
                                ? IAM.write("DeleteInstanceProfile", Named.class, Nothing.class, this::use)
                                : IAM.read("DeleteInstanceProfile", Named.class, Nothing.class, this::use))
                        .guardedBy(this::needed),
                Ruling.GRANTED);
        change.get();
        assertThat(judged).containsExactly(1L);
        assertThat(used).isEqualTo(judged);
        assertThat(get()).isEqualTo(2);
    }

    @Test
    void slowWorkIsDoneOnceAndHoldsNobodyUp() {
        change = CompletableFuture.completedFuture(null);
        call(
                IAM.write("DeleteInstanceProfile", Named.class, Nothing.class)
                        .prepared(
                                (_, _) -> () -> {
                                    change = other.submit(() -> set(2));
                                    await(change);
                                    return prepared.incrementAndGet();
                                },
                                (in, ready, call) -> {
                                    assertThat(ready).isEqualTo(1);
                                    return use(in, call);
                                })
                        .guardedBy(this::needed),
                Ruling.GRANTED);
        assertThat(prepared).hasValue(1);
        assertThat(judged)
                .as("before the slow work, and again where it is used")
                .hasSize(2);
        assertThat(used).containsExactly(judged.getLast()).containsExactly(2L);
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoIsDeniedCausesNoSlowWork() {
        change = CompletableFuture.completedFuture(null);
        var operation = IAM.write("DeleteInstanceProfile", Named.class, Nothing.class)
                .<Integer>prepared((_, _) -> prepared::incrementAndGet, (in, _, call) -> use(in, call))
                .guardedBy(this::needed);
        assertThatThrownBy(() -> call(operation, Ruling.refused(DENIED.because("no"))))
                .isInstanceOf(Fault.class);
        assertThat(prepared).hasValue(0);
        assertThat(used).isEmpty();
    }
}
