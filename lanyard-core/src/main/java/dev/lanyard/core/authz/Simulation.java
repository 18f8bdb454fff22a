// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.json.Json;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.Explanation;
import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.PolicySets;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.policy.Request;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests that nobody made, held against policies by the engine that judges those that somebody made.
///
/// @param owner the account that owns resources whose ARNs name none
record Simulation(Principal principal, PolicySets sets, Context context, String owner) {
    private static final String ALL = "*";
    /// Characters that a result and a matched statement take beside their names.
    private static final int RESULT_FRAME = 500;

    private static final int STATEMENT_FRAME = 350;

    /// What a page of results may be.
    ///
    /// @param work to find them
    /// @param room in characters of the answer
    record Budget(Work work, Work room) {
        /// Four times what a request may take, for a simulation is many, and stops nobody else.
        private static final long MOST_WORK = 4 * PolicyEngine.MOST_WORK;

        private static final long MOST_ROOM = 4_000_000;

        static Budget ofPage() {
            return new Budget(new Work(MOST_WORK), new Work(MOST_ROOM));
        }
    }

    enum ContextKeyType {
        STRING("string"),
        STRING_LIST("stringList"),
        NUMERIC("numeric"),
        NUMERIC_LIST("numericList"),
        BOOLEAN("boolean"),
        BOOLEAN_LIST("booleanList"),
        IP("ip"),
        IP_LIST("ipList"),
        BINARY("binary"),
        BINARY_LIST("binaryList"),
        DATE("date"),
        DATE_LIST("dateList");

        private final String text;

        ContextKeyType(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record ContextEntry(
            Optional<String> contextKeyName, List<String> contextKeyValues, Optional<ContextKeyType> contextKeyType) {
        static Context context(List<ContextEntry> entries) {
            Context context = new Context();
            entries.forEach(
                    entry -> entry.contextKeyName().ifPresent(key -> context.put(key, entry.contextKeyValues())));
            return context;
        }
    }

    record Position(int line, int column) {
        private static Position of(Json.Position position) {
            return new Position(position.line(), position.column());
        }
    }

    record Statement(String sourcePolicyId, String sourcePolicyType, Position startPosition, Position endPosition) {}

    record BoundaryDetail(boolean allowedByPermissionsBoundary) {}

    record ResourceResult(
            String evalResourceName,
            String evalResourceDecision,
            List<Statement> matchedStatements,
            List<String> missingContextValues,
            Map<String, String> evalDecisionDetails,
            Optional<BoundaryDetail> permissionsBoundaryDecisionDetail) {}

    record Result(
            String evalActionName,
            String evalResourceName,
            String evalDecision,
            List<Statement> matchedStatements,
            List<String> missingContextValues,
            Map<String, String> evalDecisionDetails,
            Optional<BoundaryDetail> permissionsBoundaryDecisionDetail,
            Optional<List<ResourceResult>> resourceSpecificResults) {}

    /// What becomes of an action on all of the resources together, and on each; without resources on `*`.
    ///
    /// @throws Work.Exceeded when it takes more than is left
    Result run(String action, List<String> resources, Budget budget) {
        List<ResourceResult> each = (resources.isEmpty() ? List.of(ALL) : resources)
                .stream().map(resource -> run(action, resource, budget)).toList();
        ResourceResult worst = Arrays.stream(new String[] {"explicitDeny", "implicitDeny", "allowed"})
                .flatMap(word -> each.stream()
                        .filter(result -> result.evalResourceDecision().equals(word)))
                .findFirst()
                .orElseThrow();
        return new Result(
                action,
                worst.evalResourceName(),
                worst.evalResourceDecision(),
                worst.matchedStatements(),
                worst.missingContextValues(),
                Map.of(),
                worst.permissionsBoundaryDecisionDetail(),
                resources.isEmpty() ? Optional.empty() : Optional.of(each));
    }

    private ResourceResult run(String action, String resource, Budget budget) {
        Request request = new Request(principal, action, resource, context, owner);
        Explanation explanation = PolicyEngine.explain(request, sets, budget.work());
        budget.room().spend(size(action, resource, explanation));
        return new ResourceResult(
                resource,
                word(explanation.decision()),
                explanation.matched().stream().map(Simulation::statement).toList(),
                new ArrayList<>(explanation.missingContextKeys()),
                Map.of(),
                explanation.allowedByBoundary().map(BoundaryDetail::new));
    }

    /// About how many characters of the answer the result takes: the worst of an action's appears twice.
    private static long size(String action, String resource, Explanation explanation) {
        long size = (long) RESULT_FRAME + action.length() + resource.length();
        for (MatchedStatement matched : explanation.matched()) {
            size += STATEMENT_FRAME + matched.policy().length();
        }
        for (String key : explanation.missingContextKeys()) {
            size += RESULT_FRAME / 10 + key.length();
        }
        return 2 * size;
    }

    static String word(Decision decision) {
        return switch (decision) {
            case Decision.Allowed _ -> "allowed";
            case Decision.ExplicitDeny _ -> "explicitDeny";
            case Decision.ImplicitDeny _ -> "implicitDeny";
        };
    }

    private static Statement statement(MatchedStatement matched) {
        return new Statement(
                matched.policy(),
                "IAM Policy",
                Position.of(matched.statement().start()),
                Position.of(matched.statement().end()));
    }
}
