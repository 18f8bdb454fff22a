// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Statement;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A policy ready to be held against requests. Immutable; compile once and keep.
public final class CompiledPolicy {
    /// Several times what the longest policies of AWS take.
    private static final long MOST_WORK = 10_000_000;

    /// The statements that can concern an action, in document order: by whole actions that some statement spells out,
    /// and by services for all other actions. The former have a colon, the latter have none.
    private final Map<String, CompiledStatement[]> index;

    /// Statements that actions of any service may concern; all when there is no index.
    private final CompiledStatement[] general;
    private final List<CompiledStatement> all;

    private CompiledPolicy(List<CompiledStatement> statements) {
        all = List.copyOf(statements);
        Map<String, CompiledStatement[]> found = new HashMap<>();
        boolean indexed = index(statements, found);
        index = indexed ? found : Map.of();
        general = indexed ? only(statements, CompiledStatement::isGeneral) : only(statements, _ -> true);
    }

    /// Whether it was worth while: to index a document takes the square of its length.
    private static boolean index(List<CompiledStatement> statements, Map<String, CompiledStatement[]> index) {
        Work work = new Work(MOST_WORK);
        try {
            for (CompiledStatement statement : statements) {
                for (String service : statement.services()) {
                    work.spend(statements.size());
                    index.computeIfAbsent(
                            service,
                            _ -> only(
                                    statements,
                                    s -> s.isGeneral() || s.services().contains(service)));
                }
                for (String action : statement.spelledOut()) {
                    work.spend(statements.size());
                    index.computeIfAbsent(action, _ -> only(statements, s -> s.matchesAction(action, work)));
                }
            }
            return true;
        } catch (Work.Exceeded _) {
            return false;
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
            evaluation.work.spend(1);
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
    void verdicts(Evaluation evaluation, PolicyType type, String name, Consumer<Verdict> to) {
        all.forEach(statement -> to.accept(statement.verdict(evaluation, type, name)));
    }

    private CompiledStatement[] candidates(Evaluation evaluation) {
        CompiledStatement[] exact = index.get(evaluation.action);
        return exact != null ? exact : index.getOrDefault(evaluation.service, general);
    }
}
