// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A policy ready to be held against requests. Immutable; compile once and keep.
public final class CompiledPolicy {
    /// The statements that can concern an action, in document order: by whole actions that some statement spells out,
    /// and by services for all other actions. The former have a colon, the latter have none.
    private final Map<String, CompiledStatement[]> index = new HashMap<>();

    /// Statements that actions of any service may concern.
    private final CompiledStatement[] general;
    private final List<CompiledStatement> all;

    private CompiledPolicy(List<CompiledStatement> statements) {
        all = List.copyOf(statements);
        general = only(statements, CompiledStatement::isGeneral);
        for (CompiledStatement statement : statements) {
            for (String service : statement.services()) {
                index.computeIfAbsent(
                        service,
                        _ -> only(statements, s -> s.isGeneral() || s.services().contains(service)));
            }
            for (String action : statement.spelledOut()) {
                index.computeIfAbsent(action, _ -> only(statements, s -> s.matchesAction(action)));
            }
        }
    }

    private static CompiledStatement[] only(List<CompiledStatement> statements, Predicate<CompiledStatement> which) {
        return statements.stream().filter(which).toArray(CompiledStatement[]::new);
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
        for (CompiledStatement statement : candidates(evaluation)) {
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

    /// What every statement says, in document order.
    List<Verdict> verdicts(Evaluation evaluation, PolicyType type, String name) {
        return all.stream()
                .map(statement -> statement.verdict(evaluation, type, name))
                .toList();
    }

    private CompiledStatement[] candidates(Evaluation evaluation) {
        CompiledStatement[] exact = index.get(evaluation.action);
        return exact != null ? exact : index.getOrDefault(evaluation.service, general);
    }
}
