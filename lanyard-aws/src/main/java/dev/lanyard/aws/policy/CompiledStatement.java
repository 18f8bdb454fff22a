// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Condition;
import dev.lanyard.aws.policy.PolicyDocument.Effect;
import dev.lanyard.aws.policy.PolicyDocument.Patterns;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import dev.lanyard.aws.policy.Verdict.Outcome;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.aws.text.Glob;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One statement, its cheapest test first.
///
/// @param services the services that the actions name; empty when the statement may concern any
/// @param principals null in policies that are attached to the caller
record CompiledStatement(
        Statement source,
        boolean denies,
        Set<String> services,
        boolean notActions,
        Glob[] actions,
        boolean notResources,
        ResourcePattern[] resources,
        PrincipalPattern principals,
        CompiledCondition[] conditions) {
    static CompiledStatement of(Statement source, boolean variables) {
        Patterns actions = source.actions();
        // A trust policy names no resources: it speaks about its role.
        boolean notResources =
                source.resources().isEmpty() || source.resources().get().negated();
        return new CompiledStatement(
                source,
                source.effect() == Effect.DENY,
                services(actions),
                actions.negated(),
                actions.values().stream().map(a -> Glob.of(Ascii.lower(a))).toArray(Glob[]::new),
                notResources,
                source.resources().stream()
                        .flatMap(r -> r.values().stream())
                        .map(r -> ResourcePattern.of(r, variables))
                        .toArray(ResourcePattern[]::new),
                source.principals().map(PrincipalPattern::new).orElse(null),
                source.conditions().stream()
                        .flatMap(c -> CompiledCondition.of(c, source.effect() == Effect.DENY, variables).stream())
                        .toArray(CompiledCondition[]::new));
    }

    private static Set<String> services(Patterns actions) {
        Set<String> services = actions.values().stream()
                .map(a -> Ascii.lower(a.substring(0, Math.max(0, a.indexOf(':')))))
                .collect(Collectors.toUnmodifiableSet());
        boolean general = actions.negated()
                || services.stream().anyMatch(s -> s.isEmpty() || s.indexOf('*') >= 0 || s.indexOf('?') >= 0);
        return general ? Set.of() : services;
    }

    boolean isGeneral() {
        return services.isEmpty();
    }

    /// The actions that are named without a wildcard.
    List<String> spelledOut() {
        return source.actions().values().stream()
                .filter(a -> a.indexOf(':') > 0 && a.indexOf('*') < 0 && a.indexOf('?') < 0)
                .map(a -> Ascii.lower(a))
                .toList();
    }

    /// Whether the statement could still change what has been granted.
    boolean canChange(Grant granted) {
        return denies || granted != Grant.DIRECT;
    }

    /// What the statement says to the request; [Grant#NONE] when it does not apply.
    Grant word(Evaluation evaluation) {
        if (!matchesAction(evaluation.action, evaluation.work) || !matchesResource(evaluation)) {
            return Grant.NONE;
        }
        Grant named = principals == null ? Grant.DIRECT : principals.match(evaluation.principal);
        if (named == Grant.NONE || !holds(evaluation)) {
            return Grant.NONE;
        }
        return denies ? Grant.DENIED : named;
    }

    /// What the statement says, with the reason when it says nothing.
    Verdict verdict(Evaluation evaluation, PolicyType type, String policy) {
        List<Condition> unmet = new ArrayList<>();
        for (CompiledCondition condition : conditions) {
            if (!condition.holds(evaluation)) {
                unmet.add(condition.source());
            }
        }
        Outcome outcome = !matchesAction(evaluation.action, evaluation.work)
                ? Outcome.OTHER_ACTION
                : !matchesResource(evaluation)
                        ? Outcome.OTHER_RESOURCE
                        : principals != null && principals.match(evaluation.principal) == Grant.NONE
                                ? Outcome.OTHER_PRINCIPAL
                                : unmet.isEmpty() ? Outcome.APPLIES : Outcome.CONDITION_FAILS;
        return new Verdict(
                type, policy, source, outcome, outcome == Outcome.CONDITION_FAILS ? List.copyOf(unmet) : List.of());
    }

    boolean matchesAction(String action, Work work) {
        for (Glob glob : actions) {
            if (glob.matches(action, work)) {
                return !notActions;
            }
        }
        return notActions;
    }

    private boolean matchesResource(Evaluation evaluation) {
        evaluation.clearUnresolved();
        for (ResourcePattern pattern : resources) {
            if (pattern.matches(evaluation)) {
                return !notResources;
            }
        }
        return evaluation.isDoubtful() ? denies : notResources && !evaluation.isUnresolved();
    }

    private boolean holds(Evaluation evaluation) {
        boolean holds = true;
        for (CompiledCondition condition : conditions) {
            holds &= condition.holds(evaluation);
            if (!holds && !evaluation.isExplained()) {
                return false;
            }
        }
        return holds;
    }
}
