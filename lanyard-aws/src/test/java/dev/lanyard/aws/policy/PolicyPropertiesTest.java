// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.policy.PolicyDocument.Effect;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Laws that hold for every policy, tried on thousands of random ones.
class PolicyPropertiesTest {
    private static final int CASES = 3_000;

    private final RandomPolicies random = new RandomPolicies(20121017);

    private static List<NamedPolicy> compiled(List<PolicyDocument> documents) {
        List<NamedPolicy> policies = new ArrayList<>();
        documents.forEach(d -> policies.add(new NamedPolicy("p" + policies.size(), CompiledPolicy.of(d))));
        return policies;
    }

    private Request request(Map<String, List<String>> context) {
        return new Request(
                Policies.BOB,
                random.pick(RandomPolicies.ACTIONS),
                random.pick(RandomPolicies.RESOURCES),
                RandomPolicies.filled(context));
    }

    @Test
    void theEngineDecidesLikeTheRulesSay() {
        int allowed = 0;
        int denied = 0;
        for (int i = 0; i < CASES; i++) {
            List<List<PolicyDocument>> sets =
                    new ArrayList<>(List.of(random.documents(1, 3), random.documents(1, 1), random.documents(0, 2)));
            int count = random.pick(List.of(1, 2, 3));
            sets.subList(count, 3).clear();
            Map<String, List<String>> context = random.context();
            Request request = request(context);
            Decision expected = new NaiveEngine(context).decide(request.action(), request.resource(), sets);
            PolicySets compiled = new PolicySets(
                    compiled(sets.getFirst()),
                    count > 1 ? Optional.of(compiled(sets.get(1)).getFirst()) : Optional.empty(),
                    count > 2 ? Optional.of(compiled(sets.get(2))) : Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            assertThat(PolicyEngine.evaluate(request, compiled))
                    .as("%s %s", request, sets)
                    .isEqualTo(expected);
            assertExplained(PolicyEngine.explain(request, compiled, new Work(1_000_000)), expected);
            allowed += expected.isAllowed() ? 1 : 0;
            denied += expected instanceof Decision.ExplicitDeny ? 1 : 0;
        }
        assertThat(allowed).isGreaterThan(CASES / 10);
        assertThat(denied).isGreaterThan(CASES / 20);
    }

    private static void assertExplained(Explanation explanation, Decision expected) {
        assertThat(explanation.decision()).isEqualTo(expected);
        boolean denies = explanation.matched().stream()
                .map(MatchedStatement::statement)
                .anyMatch(s -> s.effect() == Effect.DENY);
        assertThat(denies).isEqualTo(expected instanceof Decision.ExplicitDeny);
    }

    @Test
    void aFurtherDenyNeverAllowsMore() {
        for (int i = 0; i < CASES; i++) {
            List<NamedPolicy> policies = compiled(random.documents(1, 3));
            List<NamedPolicy> more = new ArrayList<>(policies);
            more.add(new NamedPolicy("deny", Policies.policy(random.statement("Deny"))));
            Request request = request(random.context());
            if (!PolicyEngine.evaluate(request, PolicySets.identity(policies)).isAllowed()) {
                assertThat(PolicyEngine.evaluate(request, PolicySets.identity(more))
                                .isAllowed())
                        .isFalse();
            }
        }
    }

    @Test
    void boundariesAndSessionPoliciesNeverAllowMore() {
        for (int i = 0; i < CASES; i++) {
            PolicySets plain = PolicySets.identity(compiled(random.documents(1, 2)));
            PolicySets limited = plain.boundary(compiled(random.documents(1, 1)).getFirst())
                    .session(compiled(random.documents(0, 2)));
            Request request = request(random.context());
            if (PolicyEngine.evaluate(request, limited).isAllowed()) {
                assertThat(PolicyEngine.evaluate(request, plain).isAllowed()).isTrue();
            }
        }
    }

    @Test
    void exactlyOneOfActionAndNotActionApplies() {
        for (int i = 0; i < CASES; i++) {
            String statement = "{'Effect':'Allow','Action':'%s','Resource':'*'}"
                    .formatted(random.pick(List.of("iam:*", "*", "*:?e*", "iam:getrole", "sts:Assume*")));
            Request request = request(Map.of());
            boolean action = Policies.allows(
                    Policies.policy(statement), request.action(), request.resource(), request.context());
            boolean notAction = Policies.allows(
                    Policies.policy(statement.replace("Action", "NotAction")),
                    request.action(),
                    request.resource(),
                    request.context());
            assertThat(action).as(statement).isNotEqualTo(notAction);
        }
    }
}
