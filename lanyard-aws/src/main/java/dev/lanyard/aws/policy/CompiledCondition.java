// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.ConditionOperator.Kind;
import dev.lanyard.aws.policy.ConditionOperator.Quantifier;
import dev.lanyard.aws.policy.PolicyDocument.Condition;
import java.util.List;
import java.util.Optional;

/// One operator over one key.
record CompiledCondition(ConditionOperator operator, String key, ValueTest[] tests, Condition source) {
    /// Empty for an operator that AWS does not have: such a one can only stand in a document without any key.
    static Optional<CompiledCondition> of(Condition condition, boolean variables) {
        return ConditionOperator.parse(condition.operator())
                .map(operator -> new CompiledCondition(
                        operator,
                        condition.key(),
                        condition.values().stream()
                                .map(text -> ValueTest.of(operator.test(), text, variables))
                                .toArray(ValueTest[]::new),
                        condition));
    }

    boolean holds(Evaluation evaluation) {
        List<String> values = evaluation.values(key);
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
            if (test.matches(value, evaluation)) {
                return !negated;
            }
        }
        // A variable without a value may not make "not equal" true.
        return negated && !evaluation.isUnresolved();
    }
}
