// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A policy ready to be held against requests. Immutable; compile once and keep.
public final class CompiledPolicy {
    /// Statements by the service that their actions name, each list in document order with those of all services.
    private final Map<String, CompiledStatement[]> byService = new HashMap<>();

    /// Statements that any service may concern.
    private final CompiledStatement[] general;

    private CompiledPolicy(List<CompiledStatement> statements) {
        TreeSet<String> services = new TreeSet<>();
        statements.forEach(s -> services.addAll(s.services()));
        general = statements.stream().filter(CompiledStatement::isGeneral).toArray(CompiledStatement[]::new);
        for (String service : services) {
            byService.put(
                    service,
                    statements.stream()
                            .filter(s -> s.isGeneral() || s.services().contains(service))
                            .toArray(CompiledStatement[]::new));
        }
    }

    public static CompiledPolicy of(PolicyDocument document) {
        List<CompiledStatement> statements =
                new ArrayList<>(document.statements().size());
        for (Statement statement : document.statements()) {
            statements.add(CompiledStatement.of(statement, document.hasVariables()));
        }
        return new CompiledPolicy(statements);
    }

    /// Adds this policy's word to what others of its set have granted.
    Grant scan(Evaluation evaluation, PolicyType type, String name, Grant granted) {
        Grant grant = granted;
        for (CompiledStatement statement : byService.getOrDefault(evaluation.service, general)) {
            if (!evaluation.isExplained() && !statement.canChange(grant)) {
                continue;
            }
            Grant word = statement.word(evaluation);
            if (word == Grant.NONE) {
                continue;
            }
            evaluation.matched(type, name, statement.source());
            grant = grant.or(word);
            if (grant == Grant.DENIED && !evaluation.isExplained()) {
                return grant;
            }
        }
        return grant;
    }
}
