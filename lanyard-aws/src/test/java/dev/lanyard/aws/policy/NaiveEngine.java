// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Condition;
import dev.lanyard.aws.policy.PolicyDocument.Effect;
import dev.lanyard.aws.policy.PolicyDocument.Patterns;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The rules of evaluation written down as plainly as they can be said, to hold the real engine against. Knows the
/// condition operators that [RandomPolicies] writes.
final class NaiveEngine {
    private final Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    NaiveEngine(Map<String, List<String>> context) {
        this.context.putAll(context);
    }

    Decision decide(String action, String resource, List<List<PolicyDocument>> sets) {
        PolicyType[] types = {PolicyType.IDENTITY, PolicyType.PERMISSIONS_BOUNDARY, PolicyType.SESSION};
        for (int i = 0; i < sets.size(); i++) {
            if (any(sets.get(i), Effect.DENY, action, resource)) {
                return new Decision.ExplicitDeny(types[i]);
            }
        }
        for (int i = 0; i < sets.size(); i++) {
            if (!any(sets.get(i), Effect.ALLOW, action, resource)) {
                return new Decision.ImplicitDeny(types[i]);
            }
        }
        return new Decision.Allowed();
    }

    private boolean any(List<PolicyDocument> set, Effect effect, String action, String resource) {
        return set.stream()
                .flatMap(d -> d.statements().stream())
                .anyMatch(s -> s.effect() == effect && matches(s, action, resource));
    }

    private boolean matches(Statement statement, String action, String resource) {
        Patterns actions = statement.actions();
        Patterns resources = statement.resources().orElseThrow();
        return actions.values().stream().anyMatch(p -> glob(p, action, Pattern.CASE_INSENSITIVE)) != actions.negated()
                && resources.values().stream().anyMatch(p -> glob(completed(p), resource, 0)) != resources.negated()
                && statement.conditions().stream().allMatch(this::holds);
    }

    private static String completed(String pattern) {
        long colons = pattern.chars().filter(c -> c == ':').count();
        return pattern.equals("*") ? pattern : pattern + ":*".repeat((int) Math.max(0, 5 - colons));
    }

    private static boolean glob(String pattern, String text, int flags) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .forEach(c -> regex.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(String.valueOf((char) c));
                        }));
        return Pattern.compile(regex.toString(), flags).matcher(text).matches();
    }

    private boolean holds(Condition condition) {
        String operator = condition.operator();
        List<String> values = context.getOrDefault(condition.key(), List.of());
        if (operator.equals("Null")) {
            return condition.values().contains(String.valueOf(values.isEmpty()));
        }
        boolean all = operator.startsWith("ForAllValues:");
        boolean any = operator.startsWith("ForAnyValue:");
        boolean ifExists = operator.endsWith("IfExists");
        String name = operator.substring(operator.indexOf(':') + 1).replace("IfExists", "");
        boolean negated = name.contains("Not");
        if (values.isEmpty()) {
            return ifExists || all || (negated && !any);
        }
        return all
                ? values.stream().allMatch(v -> accepts(name, v, condition.values()) != negated)
                : values.stream().anyMatch(v -> accepts(name, v, condition.values()) != negated);
    }

    private static boolean accepts(String name, String value, List<String> policyValues) {
        return policyValues.stream().anyMatch(p -> switch (name) {
            case "StringEquals", "StringNotEquals" -> p.equals(value);
            case "StringEqualsIgnoreCase" -> p.equalsIgnoreCase(value);
            case "StringLike", "StringNotLike" -> glob(p, value, 0);
            default -> throw new IllegalArgumentException(name);
        });
    }
}
