// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.ConditionOperator.Order;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.aws.text.Glob;
import dev.lanyard.aws.text.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Holds one value of the request against one value of the policy. Negation is not its business.
@FunctionalInterface
interface ValueTest {
    ValueTest NEVER = (_, _) -> false;

    boolean matches(String value, Evaluation evaluation);

    static ValueTest of(ConditionOperator.Test test, String text, boolean variables) {
        return switch (test.kind) {
            case STRING -> string(text, variables);
            case STRING_IGNORE_CASE -> stringIgnoringCase(text, variables);
            case STRING_LIKE -> like(text, variables);
            case NUMERIC -> numeric(text, test.order);
            case DATE -> date(text, test.order);
            // Null asks whether it is true that the key is absent.
            case BOOL, NULL -> bool(text);
            case BINARY -> binary(text);
            case IP ->
                AddressBlock.parse(text)
                        .<ValueTest>map(block -> (value, evaluation) -> block.contains(evaluation.address(value)))
                        .orElse(NEVER);
            case ARN -> arn(text, variables);
        };
    }

    private static ValueTest string(String text, boolean variables) {
        Template template = Template.literal(text, variables);
        if (template.isFixed()) {
            String expected = Template.text(template.tokens());
            return (value, _) -> value.equals(expected);
        }
        return (value, evaluation) -> {
            int[] tokens = evaluation.resolve(template);
            return tokens != null && value.equals(Template.text(tokens));
        };
    }

    /// Values are people's words in any script, so that case means more here than it does in keys.
    private static ValueTest stringIgnoringCase(String text, boolean variables) {
        Template template = Template.literal(text, variables);
        if (template.isFixed()) {
            String expected = Template.text(template.tokens());
            return (value, _) -> value.equalsIgnoreCase(expected);
        }
        return (value, evaluation) -> {
            int[] tokens = evaluation.resolve(template);
            return tokens != null && value.equalsIgnoreCase(Template.text(tokens));
        };
    }

    private static ValueTest like(String text, boolean variables) {
        Template template = Template.of(text, variables);
        if (template.isFixed()) {
            Glob glob = Glob.of(template.tokens());
            return (value, evaluation) -> glob.matches(value, evaluation.work);
        }
        return (value, evaluation) -> {
            int[] tokens = evaluation.resolve(template);
            return tokens != null && Glob.of(tokens).matches(value, evaluation.work);
        };
    }

    private static ValueTest arn(String text, boolean variables) {
        Template template = Template.of(text, variables);
        if (template.isFixed()) {
            ArnPattern pattern = ArnPattern.of(template.tokens());
            return (value, evaluation) -> pattern.matches(value, evaluation.work);
        }
        return (value, evaluation) -> {
            int[] tokens = evaluation.resolve(template);
            return tokens != null && ArnPattern.of(tokens).matches(value, evaluation.work);
        };
    }

    private static ValueTest numeric(String text, Order order) {
        Optional<BigDecimal> expected = number(text);
        return expected.isEmpty()
                ? NEVER
                : (value, _) -> number(value)
                        .filter(n -> order.holds(n.compareTo(expected.get())))
                        .isPresent();
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(Numbers.read(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static ValueTest date(String text, Order order) {
        Optional<Instant> expected = PolicyDate.parse(text);
        return expected.isEmpty()
                ? NEVER
                : (value, _) -> PolicyDate.parse(value)
                        .filter(d -> order.holds(d.compareTo(expected.get())))
                        .isPresent();
    }

    private static ValueTest bool(String text) {
        boolean known = Ascii.equalsIgnoreCase(text, "true") || Ascii.equalsIgnoreCase(text, "false");
        return known ? (value, _) -> Ascii.equalsIgnoreCase(value, text) : NEVER;
    }

    private static ValueTest binary(String text) {
        Optional<byte[]> expected = bytes(text);
        return expected.isEmpty()
                ? NEVER
                : (value, _) -> bytes(value)
                        .filter(b -> Arrays.equals(b, expected.get()))
                        .isPresent();
    }

    private static Optional<byte[]> bytes(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
