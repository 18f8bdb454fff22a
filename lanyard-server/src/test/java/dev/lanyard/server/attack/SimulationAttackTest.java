// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Simulations that are small to ask for and large to answer.
@Timeout(120)
class SimulationAttackTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(15);
    private static final int MOST_CHARACTERS = 6_000_000;
    private static final String TOO_MUCH =
            "InvalidInput: The simulation of one action with these policies, resources and"
                    + " context entries is more than can be evaluated. Simulate fewer at a time.";

    private final Wire root = Wire.start();

    @AfterEach
    void stop() {
        root.close();
    }

    /// A simulation on its way to be asked for.
    private static final class Asked {
        private final List<String> parameters = new ArrayList<>();

        Asked policies(String... documents) {
            return list("PolicyInputList", documents);
        }

        Asked actions(int count) {
            String[] actions = new String[count];
            Arrays.setAll(actions, i -> "s3:Action" + i);
            return list("ActionNames", actions);
        }

        Asked resources(String... resources) {
            return list("ResourceArns", resources);
        }

        Asked context(String key, String value) {
            parameters.addAll(List.of(
                    "ContextEntries.member.1.ContextKeyName",
                    key,
                    "ContextEntries.member.1.ContextKeyType",
                    "string",
                    "ContextEntries.member.1.ContextKeyValues.member.1",
                    value));
            return this;
        }

        Asked and(String name, String value) {
            parameters.addAll(List.of(name, value));
            return this;
        }

        private Asked list(String name, String... values) {
            for (int i = 0; i < values.length; i++) {
                parameters.addAll(List.of(name + ".member." + (i + 1), values[i]));
            }
            return this;
        }

        Answer of(Wire wire) {
            return wire.iam("SimulateCustomPolicy", parameters.toArray(String[]::new));
        }
    }

    private Answer soon(Asked asked) {
        Answer answer = Assertions.assertTimeout(A_MOMENT, () -> asked.of(root));
        assertThat(answer.status()).as(answer.fault()).isIn(200, 400);
        assertThat(answer.body()).hasSizeLessThan(MOST_CHARACTERS);
        return answer;
    }

    private static String when(String condition) {
        return policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{" + condition + "}}");
    }

    /// A document of the one statement again and again.
    private static String many(int statements, String statement) {
        return policy(String.join(",", java.util.Collections.nCopies(statements, statement)));
    }

    @Test
    void longNumbersAreNone() {
        for (String number : List.of("9".repeat(250_000), "1e" + "9".repeat(250_000), "0." + "1".repeat(250_000))) {
            Answer answer = soon(new Asked()
                    .policies(when("\"NumericEquals\":{\"my:key\":\"1\"},\"NumericLessThan\":{\"my:key\":2}"))
                    .actions(1_000)
                    .context("my:key", number));
            assertThat(answer.text("EvalDecision")).isEqualTo("implicitDeny");
        }
        assertThat(soon(new Asked()
                                .policies(when("\"NumericEquals\":{\"my:key\":\"1e2147483647\"}"))
                                .actions(10)
                                .context("my:key", "1e-2147483647"))
                        .text("EvalDecision"))
                .isEqualTo("implicitDeny");
    }

    @Test
    void wildcardsOverLongNamesEnd() {
        simulateWildcards();
    }

    private void simulateWildcards() {
        String[] patterns = new String[60];
        Arrays.setAll(patterns, i -> "\"*" + "a".repeat(1_000) + i + "b\"");
        String document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringLike\":{\"my:key\":[" + String.join(",", patterns) + "]}}}]}";
        soon(new Asked().policies(document, document, document).actions(40).context("my:key", "a".repeat(500_000)));
        String resources =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":["
                        + String.join(",", patterns).replace("\"*", "\"arn:aws:s3:::*") + "]}]}";
        soon(new Asked().policies(resources).actions(40).resources("arn:aws:s3:::" + "a".repeat(2_000)));
    }

    @Test
    void whatVariablesBringInIsBounded() {
        String document = policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::"
                + "${my:key}".repeat(10_000) + "\"}");
        assertThat(soon(new Asked()
                                .policies(document)
                                .actions(100)
                                .resources("arn:aws:s3:::x")
                                .context("my:key", "a".repeat(500_000)))
                        .fault())
                .isEqualTo(TOO_MUCH);
    }

    @Test
    void manyKeysOverManyRequestsEnd() {
        Asked asked = new Asked().actions(1_200);
        String[] resources = new String[1_200];
        Arrays.setAll(resources, i -> "arn:aws:s3:::b/" + i);
        asked.resources(resources);
        StringBuilder conditions = new StringBuilder();
        for (int i = 1; i <= 800; i++) {
            asked.and("ContextEntries.member." + i + ".ContextKeyName", "my:key" + i)
                    .and("ContextEntries.member." + i + ".ContextKeyType", "string")
                    .and("ContextEntries.member." + i + ".ContextKeyValues.member.1", "x");
            conditions.append(i == 1 ? "" : ",").append("\"my:key").append(i).append("\":\"x\"");
        }
        soon(asked.policies(when("\"StringEquals\":{" + conditions + "}")));
    }

    @Test
    void answersAreBoundedAndGoOnWithTheNextPage() {
        Asked asked =
                new Asked().policies(many(900, statement("Allow", "s3:*", "*"))).actions(100);
        Answer page = soon(asked);
        int seen = page.count("EvalActionName");
        while (page.text("IsTruncated").equals("true")) {
            Asked next = new Asked();
            next.parameters.addAll(asked.parameters);
            page = soon(next.and("Marker", page.text("Marker")));
            assertThat(page.count("EvalActionName")).isPositive();
            seen += page.count("EvalActionName");
        }
        assertThat(page.fault()).isEqualTo("no fault but 200");
        assertThat(seen).isEqualTo(100);
    }

    @Test
    void oneActionThatIsTooMuchIsRefused() {
        String[] resources = new String[1_000];
        Arrays.setAll(resources, i -> "arn:aws:s3:::b/" + i);
        String document = many(2_000, statement("Allow", "s3:*", "*"));
        assertThat(soon(new Asked().policies(document).actions(1).resources(resources))
                        .fault())
                .isEqualTo(TOO_MUCH);
        assertThat(soon(new Asked()
                                .policies(document)
                                .actions(1)
                                .resources(resources)
                                .and("ResourceOwner", "arn:aws:iam::111122223333:root"))
                        .fault())
                .isEqualTo(TOO_MUCH);
        new Actors(root).user("bob");
        assertThat(ok(root.iam(
                                "SimulatePrincipalPolicy",
                                "PolicySourceArn",
                                "arn:aws:iam::000000000000:user/bob",
                                "PolicyInputList.member.1",
                                allow("s3:*", "*"),
                                "ActionNames.member.1",
                                "s3:Get"))
                        .text("EvalDecision"))
                .isEqualTo("allowed");
    }

    /// To make documents ready to be evaluated costs no more than their length either.
    @Test
    void documentsOfManyActionsAreCompiledSoon() {
        StringBuilder actions = new StringBuilder();
        for (int i = 0; actions.length() < 120_000; i++) {
            actions.append(i == 0 ? "" : ",")
                    .append("\"s")
                    .append(i % 3_000)
                    .append(":a")
                    .append(i)
                    .append('"');
        }
        String document = policy("{\"Effect\":\"Allow\",\"Action\":[" + actions + "],\"Resource\":\"arn:aws:s3:::"
                + "${".repeat(1_000) + "\"}");
        String variables = policy(
                "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::" + "${".repeat(60_000) + "\"}");
        soon(new Asked()
                .policies(document, document, document, document, variables)
                .actions(1));
        Assertions.assertTimeout(
                A_MOMENT,
                () -> assertThat(root.iam(
                                        "GetContextKeysForCustomPolicy",
                                        "PolicyInputList.member.1",
                                        variables,
                                        "PolicyInputList.member.2",
                                        variables)
                                .status())
                        .isEqualTo(200));
    }

    /// In memory there is one connection, which a unit of work has to itself.
    @Test
    void nobodyWaitsForASimulation() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread simulation = Thread.ofPlatform().start(() -> {
            simulateWildcards();
            simulateWildcards();
            over.set(true);
        });
        int calls = 0;
        long longest = 0;
        while (!over.get()) {
            long from = System.nanoTime();
            ok(root.iam("ListUsers"));
            longest = Math.max(longest, System.nanoTime() - from);
            calls++;
        }
        simulation.join();
        assertThat(calls).isGreaterThan(20);
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(5));
    }
}
