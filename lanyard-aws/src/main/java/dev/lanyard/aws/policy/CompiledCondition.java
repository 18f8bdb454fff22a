// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.ConditionOperator.Kind;
import dev.lanyard.aws.policy.ConditionOperator.Quantifier;
import dev.lanyard.aws.policy.PolicyDocument.Condition;
import java.util.List;
import java.util.Optional;

/// One operator over one key.
///
/// @param denies whether it belongs to a statement that denies. What is in doubt counts against the caller: a key that
///     can be read in several ways lets an Allow through only if all of them do, and a Deny if any of them does
record CompiledCondition(ConditionOperator operator, String key, ValueTest[] tests, boolean denies, Condition source) {
    /// Empty for an operator that AWS does not have: such a one can only stand in a document without any key.
    static Optional<CompiledCondition> of(Condition condition, boolean denies, boolean variables) {
        return ConditionOperator.parse(condition.operator())
                .map(operator -> new CompiledCondition(
                        operator,
                        condition.key(),
                        condition.values().stream()
                                .map(text -> ValueTest.of(operator.test(), text, variables))
                                .toArray(ValueTest[]::new),
                        denies,
                        condition));
    }

    boolean holds(Evaluation evaluation) {
        List<List<String>> readings = evaluation.readings(key);
        for (int i = 0; i < readings.size(); i++) {
            if (holds(readings.get(i), evaluation) == denies) {
                return denies;
            }
        }
        return !denies;
    }

    private boolean holds(List<String> values, Evaluation evaluation) {
        if (operator.test().kind == Kind.NULL) {
            return accepts(values.isEmpty() ? "true" : "false", evaluation);
        }
        Quantifier quantifier = operator.quantifier();
        if (values.isEmpty()) {
            return operator.ifExists()
                    || quantifier == Quantifier.FOR_ALL_VALUES
                    || (quantifier == Quantifier.NONE && operator.test().negated);
        }
        boolean needsAll = quantifier == Quantifier.FOR_ALL_VALUES;
        for (int i = 0; i < values.size(); i++) {
            if (accepts(values.get(i), evaluation) != needsAll) {
                return !needsAll;
            }
        }
        return needsAll;
    }

    private boolean accepts(String value, Evaluation evaluation) {
        boolean negated = operator.test().negated;
        evaluation.clearUnresolved();
        for (ValueTest test : tests) {
            evaluation.work.spendOn(value);
            if (test.matches(value, evaluation)) {
                return !negated;
            }
        }
        if (evaluation.isDoubtful()) {
            return denies;
        }
        // A variable without a value may not make "not equal" true.
        return negated && !evaluation.isUnresolved();
    }
}
