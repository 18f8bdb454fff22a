// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.Decision;
import dev.lanyard.aws.policy.Explanation;
import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.PolicySets;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.policy.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests that nobody made, held against policies by the engine that judges those that somebody made.
///
/// @param owner the account that owns resources whose ARNs name none
record Simulation(Principal principal, PolicySets sets, List<ContextEntry> entries, String owner) {
    private static final String ALL = "*";

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
            Optional<String> contextKeyName, List<String> contextKeyValues, Optional<ContextKeyType> contextKeyType) {}

    record Position(int line, int column) {
        private static Position of(PolicyDocument.Position position) {
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
    Result run(String action, List<String> resources) {
        List<ResourceResult> each = (resources.isEmpty() ? List.of(ALL) : resources)
                .stream().map(resource -> run(action, resource)).toList();
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

    private ResourceResult run(String action, String resource) {
        Context context = new Context();
        entries.forEach(entry -> entry.contextKeyName().ifPresent(key -> context.put(key, entry.contextKeyValues())));
        Explanation explanation = PolicyEngine.explain(new Request(principal, action, resource, context, owner), sets);
        return new ResourceResult(
                resource,
                word(explanation.decision()),
                explanation.matched().stream().map(Simulation::statement).toList(),
                new ArrayList<>(explanation.missingContextKeys()),
                Map.of(),
                explanation.allowedByBoundary().map(BoundaryDetail::new));
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
