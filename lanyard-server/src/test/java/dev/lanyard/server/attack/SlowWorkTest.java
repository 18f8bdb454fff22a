// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Course;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.server.Wire;
import dev.lanyard.server.sts.Actors;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys and hashes are made while others work, and what changes meanwhile is found out. In memory there is one lock for
/// everything, so that any write of others would wait for ever if one were held.
class SlowWorkTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final String FIRST = "The-first-1";
    private static final String SECOND = "The-second-2";

    private final Wire root = Wire.start();
    private int slow;

    @BeforeEach
    void makeUser() {
        ok(root.iam("CreateUser", "UserName", "ann"));
    }

    @AfterEach
    void stop() {
        root.close();
    }

    private void login(String action, String password) {
        ok(root.iam(action, "UserName", "ann", "Password", password));
    }

    /// Calls an operation, with something that others do while its slow work is done.
    private void call(String service, String name, Map<String, Object> input, String allowed, Runnable meanwhile) {
        Operation<?, ?> operation =
                root.lanyard().operations().find(service, name).orElseThrow().operation();
        Invocation invocation = new Invocation(ann(allowed));
        invocation.understand(operation, input);
        Map<String, Object> _ = root.lanyard().operations().call(during(operation, meanwhile), invocation);
    }

    private <I extends Record, O extends Record> Bound<I, O> during(Operation<I, O> operation, Runnable meanwhile) {
        return new Bound<>(
                new Operation<>(
                        operation.service(),
                        operation.name(),
                        operation.input(),
                        operation.output(),
                        operation.writes(),
                        during(operation.course(), meanwhile),
                        operation.audience(),
                        operation.probes(),
                        operation.faults()),
                ServiceModel.load(operation.service().name()));
    }

    private <I, P, O> Course<I, P, O> during(Course<I, P, O> course, Runnable meanwhile) {
        Course.Preparation<I, P> preparation = course.preparation().orElseThrow();
        return new Course<>(
                Optional.of((in, call) -> {
                    Supplier<P> work = preparation.of(in, call);
                    return () -> {
                        slow++;
                        CompletableFuture.runAsync(meanwhile).join();
                        return work.get();
                    };
                }),
                course.begin());
    }

    private Call ann(String action) {
        String id = root.iam("GetUser", "UserName", "ann").text("UserId");
        PolicyDocument policy = PolicyDocument.parse(Actors.allow(action, "*"));
        Identity user = new Identity(
                Arn.iam(ACCOUNT, "user/ann"),
                id,
                List.of(),
                List.of(new NamedPolicy("p", CompiledPolicy.of(policy))),
                Optional.empty());
        return new Call(
                new Caller.User(ACCOUNT, user),
                new Region("us-east-1"),
                Instant.parse("2026-02-12T11:27:47Z"),
                "request",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
    }

    private void others() {
        ok(root.iam("CreateGroup", "GroupName", "made-meanwhile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ed25519"})
    void keysAreMadeWhileOthersWrite(String type) {
        call("ec2", "CreateKeyPair", Map.of("KeyName", "k", "KeyType", type), "ec2:*", this::others);
        assertThat(slow).isEqualTo(1);
        assertThat(ok(root.ec2("DescribeKeyPairs", "KeyName.1", "k")).text("keyType"))
                .isEqualTo(type);
    }

    @Test
    void passwordsAreHashedWhileOthersWrite() {
        Map<String, Object> input = Map.of("UserName", "ann", "Password", FIRST);
        call("iam", "CreateLoginProfile", input, "iam:*", this::others);
        call("iam", "UpdateLoginProfile", Map.of("UserName", "ann", "Password", SECOND), "iam:*", () -> {});
        call("iam", "ChangePassword", Map.of("OldPassword", SECOND, "NewPassword", FIRST), "iam:*", () -> {});
        assertThat(slow).isEqualTo(3);
    }

    @Test
    void whoMayNotCallCausesNoSlowWork() {
        login("CreateLoginProfile", FIRST);
        Map<String, Object> passwords = Map.of("OldPassword", FIRST, "NewPassword", SECOND);
        assertThatThrownBy(() -> call("iam", "ChangePassword", passwords, "ec2:*", () -> {}))
                .hasMessageContaining("iam:ChangePassword");
        assertThatThrownBy(() -> call("ec2", "CreateKeyPair", Map.of("KeyName", "k"), "iam:*", () -> {}))
                .hasMessageContaining("ec2:CreateKeyPair");
        assertThat(slow).isZero();
    }

    @Test
    void whatIsBoundToFailCausesNoSlowWork() {
        ok(root.ec2("CreateKeyPair", "KeyName", "k", "KeyType", "ed25519"));
        login("CreateLoginProfile", FIRST);
        assertThatThrownBy(() -> call("ec2", "CreateKeyPair", Map.of("KeyName", "k"), "ec2:*", () -> {}))
                .hasMessage("The keypair already exists");
        Map<String, Object> again = Map.of("UserName", "ann", "Password", SECOND);
        assertThatThrownBy(() -> call("iam", "CreateLoginProfile", again, "iam:*", () -> {}))
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> call(
                        "iam", "UpdateLoginProfile", Map.of("UserName", "ann", "Password", "x"), "iam:*", () -> {}))
                .hasMessageContaining("Password should have");
        assertThat(slow).isZero();
    }

    @Test
    void aPasswordThatChangedMeanwhileIsTheOldOneNoMore() {
        login("CreateLoginProfile", FIRST);
        Map<String, Object> passwords = Map.of("OldPassword", FIRST, "NewPassword", "The-third-3");
        assertThatThrownBy(() ->
                        call("iam", "ChangePassword", passwords, "iam:*", () -> login("UpdateLoginProfile", SECOND)))
                .hasMessage("The old password was incorrect.");
    }

    @Test
    void aKeyThatWasMadeMeanwhileIsNotReplaced() {
        assertThatThrownBy(() -> call(
                        "ec2",
                        "CreateKeyPair",
                        Map.of("KeyName", "k"),
                        "ec2:*",
                        () -> ok(root.ec2("CreateKeyPair", "KeyName", "k", "KeyType", "ed25519"))))
                .hasMessage("The keypair already exists");
        assertThat(ok(root.ec2("DescribeKeyPairs")).text("keyType")).isEqualTo("ed25519");
    }

    @Test
    void anotherUserOfTheSameNameGetsNoPasswordOfThisOne() {
        Map<String, Object> input = Map.of("UserName", "ann", "Password", FIRST);
        assertThatThrownBy(() -> call("iam", "CreateLoginProfile", input, "iam:*", () -> {
                    ok(root.iam("DeleteUser", "UserName", "ann"));
                    ok(root.iam("CreateUser", "UserName", "ann"));
                }))
                .hasMessage("The user with name ann cannot be found.");
        assertThat(root.iam("GetLoginProfile", "UserName", "ann").status()).isEqualTo(404);
    }
}
