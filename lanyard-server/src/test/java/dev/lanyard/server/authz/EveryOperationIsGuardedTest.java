// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.authz;

import static dev.lanyard.server.sts.Actors.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.core.op.Identity;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.server.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks every operation there is: nothing is allowed without permission, everything with exactly what the explanation
/// of the denial asks for, and nothing that is denied.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryOperationIsGuardedTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Set<String> DENIALS = Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation");
    /// What AWS lets everybody do who can sign.
    private static final Set<String> OPEN = Set.of("GetCallerIdentity");
    /// What AWS lets everybody do to whom no policy denies it.
    private static final Set<String> UNLESS_DENIED = Set.of("GetSessionToken");
    /// What the trust policy of a role guards.
    private static final Set<String> BY_TRUST = Set.of("AssumeRole");

    private Wire wire;
    private String answer = "";

    @BeforeAll
    void start() {
        wire = Wire.start();
    }

    @AfterAll
    void stop() {
        wire.close();
    }

    Stream<Bound<?, ?>> operations() {
        return wire.lanyard().operations().all().stream()
                .filter(bound -> bound.operation().audience().signed())
                .filter(bound -> !BY_TRUST.contains(bound.model().name()));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void needsExactlyWhatItsDenialsAskFor(Bound<?, ?> bound) {
        String name = bound.model().name();
        Map<String, Object> input = MinimalInput.of(bound.model());
        bound.operation().service().api().validation().check(bound.model(), input);
        List<String> granted = new ArrayList<>();
        String denial = call(bound, input, granted);
        while (!denial.isEmpty()) {
            assertThat(granted)
                    .as(name + " asks for " + denial)
                    .hasSizeLessThan(12)
                    .doesNotContain(denial);
            granted.add(denial);
            denial = call(bound, input, granted);
        }
        assertThat(granted.isEmpty())
                .as(name + " answered " + answer)
                .isEqualTo(OPEN.contains(name) || UNLESS_DENIED.contains(name));
        for (String statement : granted) {
            List<String> others = new ArrayList<>(granted);
            others.remove(statement);
            assertThat(call(bound, input, others)).as(name).isEqualTo(statement);
            List<String> denied = new ArrayList<>(granted);
            denied.add(statement.replace("Allow", "Deny"));
            assertThat(call(bound, input, denied)).as(name).isEqualTo("an explicit deny");
        }
        if (!OPEN.contains(name)) {
            String everything = "{\"Effect\":\"%s\",\"Action\":\"*\",\"Resource\":\"*\"}";
            assertThat(call(bound, input, List.of(everything.replace("%s", "Deny"), everything.replace("%s", "Allow"))))
                    .as(name)
                    .isEqualTo("an explicit deny");
        }
    }

    /// The statement that would have allowed the call; empty when the call was not denied, whatever else became of it.
    private String call(Bound<?, ?> bound, Map<String, Object> input, List<String> statements) {
        Invocation invocation = new Invocation(as(statements));
        invocation.understand(bound.operation(), input);
        try {
            wire.lanyard().operations().call(bound, invocation);
            return "";
        } catch (Fault fault) {
            if (!DENIALS.contains(fault.code().code())) {
                answer = fault.code().code() + ": " + fault.getMessage();
                return "";
            }
            if (fault.getMessage().contains("with an explicit deny in an identity-based policy")) {
                return "an explicit deny";
            }
            return invocation
                    .denied()
                    .map(missing -> "{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}"
                            .formatted(missing.action(), missing.resource()))
                    .orElse(""); // the operation itself refuses, after everything was allowed
        }
    }

    private static Call as(List<String> statements) {
        List<NamedPolicy> policies = statements.isEmpty()
                ? List.of()
                : List.of(new NamedPolicy(
                        "p", CompiledPolicy.of(PolicyDocument.parse(policy(statements.toArray(String[]::new))))));
        Identity user = new Identity(
                Arn.iam(ACCOUNT, "user/tester"), "AIDAQAAAAAAAAAAAAAAAA", List.of(), policies, Optional.empty());
        return new Call(
                new Caller.User(ACCOUNT, user),
                new Region("us-east-1"),
                Instant.parse("2026-02-12T11:27:47Z"),
                "call",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
    }
}
