// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.iam.IamService.IAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.PolicyType;
import dev.lanyard.core.op.Authorizer.Judged;
import dev.lanyard.core.op.Authorizer.Ruling;
import dev.lanyard.core.op.Operation.Nothing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// In which units of work the parts of a request run.
class DispatcherTest {
    private static final FaultCode DENIED = () -> "AccessDenied";
    private static final Missing MISSING =
            new Missing(Permission.onAll("iam:DeleteUser"), new Decision.ImplicitDeny(PolicyType.IDENTITY));
    private static final Call CALL = new Call(
            new Caller.Root(new AccountId("000000000000")),
            new Region("us-east-1"),
            Instant.EPOCH,
            "request",
            new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));

    /// What happened, each with the unit in which it did.
    private final List<String> diary = new ArrayList<>();
    private final Units units = new Units();
    private int denials;
    private Invocation invocation;

    record Missing(Permission permission, Decision decision) implements Judged {}

    record DeleteUser(String userName) {}

    record RunInstances(int maxCount, int minCount) {}

    /// Units without a store, in which every write runs as often as it is told.
    private static final class Units implements Transactions {
        private int attempts = 1;
        private int number;
        private String current = "outside";

        @Override
        public <T> T read(Supplier<T> work) {
            return within("read " + ++number, work);
        }

        @Override
        public <T> T write(Supplier<T> work) {
            for (int lost = 1; lost < attempts; lost++) {
                try {
                    T _ = within("write " + ++number, work);
                } catch (RuntimeException _) {
                    // What a unit that loses comes to is of no interest to anybody.
                }
            }
            return within("write " + ++number, work);
        }

        private <T> T within(String unit, Supplier<T> work) {
            assertThat(current).isEqualTo("outside");
            current = unit;
            try {
                return work.get();
            } finally {
                current = "outside";
            }
        }
    }

    private void note(String what) {
        diary.add(units.current + ": " + what);
    }

    /// Denies as often as it is told, and then nobody.
    private Ruling judge(Operation<?, ?> operation, Supplier<List<Permission>> needed, Call call) {
        List<Permission> _ = needed.get();
        return denials-- > 0
                ? new Ruling(
                        Optional.of(() -> {
                            note("refuse");
                            return DENIED.because("No.");
                        }),
                        List.of(MISSING))
                : Ruling.GRANTED;
    }

    private final Witness witness = new Witness() {
        @Override
        public <O extends Record> O watch(Event<O> event) {
            note("witness");
            return event.work().get();
        }
    };

    private Map<String, Object> call(Operation<?, ?> operation, Map<String, Object> input) {
        Dispatcher dispatcher = new Dispatcher(
                List.of(() -> List.of(operation)), this::judge, units, witness, UndeclaredFaults.FORBIDDEN);
        invocation = new Invocation(CALL);
        invocation.understand(operation, input);
        return dispatcher.call(
                dispatcher.find(operation.service().name(), operation.name()).orElseThrow(), invocation);
    }

    private void callDelete(Operation<?, ?> operation) {
        assertThat(call(operation, Map.of("UserName", "ann"))).isEmpty();
    }

    private void isDenied(Operation<?, ?> operation) {
        assertThatThrownBy(() -> callDelete(operation))
                .isInstanceOf(Fault.class)
                .hasMessage("No.");
    }

    private Operation<DeleteUser, Nothing> delete() {
        return IAM.write("DeleteUser", DeleteUser.class, Nothing.class)
                .planned(
                        (in, _) -> {
                            note("look up");
                            return in.userName();
                        },
                        (_, _) -> {
                            note("access rule");
                            return List.of();
                        },
                        (_, _) -> {
                            note("work");
                            return Nothing.NOTHING;
                        });
    }

    private Operation<DeleteUser, Nothing> slowDelete() {
        return IAM.write("DeleteUser", DeleteUser.class, Nothing.class)
                .prepared(
                        (in, _) -> {
                            note("prepare");
                            return () -> {
                                note("slow");
                                return in.userName() + "'s key";
                            };
                        },
                        (_, key, _) -> {
                            note("work with " + key);
                            return Nothing.NOTHING;
                        })
                .guardedBy((_, _) -> {
                    note("access rule");
                    return List.of();
                });
    }

    @Test
    void aWriteIsJudgedAndServedInOneUnitByWhatWasLookedUpOnce() {
        callDelete(delete());
        assertThat(diary)
                .containsExactly("write 1: look up", "write 1: access rule", "write 1: witness", "write 1: work");
    }

    @Test
    void aReadIsJudgedAndServedInOneUnit() {
        callDelete(IAM.read("DeleteUser", DeleteUser.class, Nothing.class, (_, _) -> {
                    note("work");
                    return Nothing.NOTHING;
                })
                .guardedBy((_, _) -> {
                    note("access rule");
                    return List.of();
                }));
        assertThat(diary).containsExactly("read 1: access rule", "read 1: work");
    }

    @Test
    void aUnitThatLosesIsJudgedAgain() {
        units.attempts = 2;
        callDelete(delete());
        assertThat(diary)
                .containsExactly(
                        "write 1: look up",
                        "write 1: access rule",
                        "write 1: witness",
                        "write 1: work",
                        "write 2: look up",
                        "write 2: access rule",
                        "write 2: witness",
                        "write 2: work");
    }

    @Test
    void theLastRulingCounts() {
        units.attempts = 2;
        denials = 1;
        callDelete(delete());
        assertThat(diary).contains("write 2: work").doesNotContain("outside: refuse");
        assertThat(invocation.denied()).isEmpty();
    }

    @Test
    void aDenialLeavesTheUnitBeforeAnythingIsSaidOrDone() {
        denials = 1;
        isDenied(delete());
        assertThat(invocation.denied()).contains(MISSING.permission());
        assertThat(diary).containsExactly("write 1: look up", "write 1: access rule", "outside: refuse");
    }

    @Test
    void slowWorkIsDoneOnceAndOutsideForThoseWhoMayCall() {
        units.attempts = 2;
        callDelete(slowDelete());
        assertThat(diary)
                .containsExactly(
                        "read 1: access rule",
                        "read 1: prepare",
                        "outside: slow",
                        "write 2: access rule",
                        "write 2: witness",
                        "write 2: work with ann's key",
                        "write 3: access rule",
                        "write 3: witness",
                        "write 3: work with ann's key");
    }

    @Test
    void whoMayNotCallCausesNoSlowWork() {
        denials = 1;
        isDenied(slowDelete());
        assertThat(diary).containsExactly("read 1: access rule", "outside: refuse");
    }

    @Test
    void leaveThatIsTakenDuringTheSlowWorkIsGone() {
        Operation<DeleteUser, Nothing> operation = IAM.write("DeleteUser", DeleteUser.class, Nothing.class)
                .prepared((_, _) -> () -> denials = 1, (_, _, _) -> {
                    note("work");
                    return Nothing.NOTHING;
                })
                .openTo(Audience.SIGNED);
        isDenied(operation);
        assertThat(diary).containsExactly("outside: refuse");
    }

    @Test
    void aDryRunIsARead() {
        Operation<?, ?> run = EC2.write("RunInstances", RunInstances.class, Nothing.class, (_, _) -> Nothing.NOTHING)
                .guardedBy((_, _) -> {
                    note("access rule");
                    return List.of();
                });
        Map<String, Object> input = Map.of("MaxCount", 1, "MinCount", 1, "DryRun", true);
        assertThatThrownBy(() -> call(run, input)).hasMessageContaining("Request would have succeeded");
        assertThat(diary).containsExactly("read 1: access rule");
    }
}
