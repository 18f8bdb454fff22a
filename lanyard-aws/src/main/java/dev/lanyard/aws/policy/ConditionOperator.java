// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What stands before the keys of a condition: `ForAnyValue:`, one of AWS's operators, `IfExists`. All case-sensitive.
record ConditionOperator(Quantifier quantifier, Test test, boolean ifExists) {
    /// How the values of a key in the request count. A plain operator over several values is content with one.
    enum Quantifier {
        NONE,
        FOR_ANY_VALUE,
        FOR_ALL_VALUES
    }

    enum Kind {
        STRING,
        STRING_IGNORE_CASE,
        STRING_LIKE,
        NUMERIC,
        DATE,
        BOOL,
        BINARY,
        IP,
        ARN,
        NULL
    }

    /// How an ordered value must lie to the policy's value.
    enum Order {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    enum Test {
        STRING_EQUALS("StringEquals", Kind.STRING, false),
        STRING_NOT_EQUALS("StringNotEquals", Kind.STRING, true),
        STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Kind.STRING_IGNORE_CASE, false),
        STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Kind.STRING_IGNORE_CASE, true),
        STRING_LIKE("StringLike", Kind.STRING_LIKE, false),
        STRING_NOT_LIKE("StringNotLike", Kind.STRING_LIKE, true),
        NUMERIC_EQUALS("NumericEquals", Kind.NUMERIC, false),
        NUMERIC_NOT_EQUALS("NumericNotEquals", Kind.NUMERIC, true),
        NUMERIC_LESS_THAN("NumericLessThan", Kind.NUMERIC, Order.LESS),
        NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Kind.NUMERIC, Order.LESS_OR_EQUAL),
        NUMERIC_GREATER_THAN("NumericGreaterThan", Kind.NUMERIC, Order.GREATER),
        NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Kind.NUMERIC, Order.GREATER_OR_EQUAL),
        DATE_EQUALS("DateEquals", Kind.DATE, false),
        DATE_NOT_EQUALS("DateNotEquals", Kind.DATE, true),
        DATE_LESS_THAN("DateLessThan", Kind.DATE, Order.LESS),
        DATE_LESS_THAN_EQUALS("DateLessThanEquals", Kind.DATE, Order.LESS_OR_EQUAL),
        DATE_GREATER_THAN("DateGreaterThan", Kind.DATE, Order.GREATER),
        DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Kind.DATE, Order.GREATER_OR_EQUAL),
        BOOL("Bool", Kind.BOOL, false),
        BINARY_EQUALS("BinaryEquals", Kind.BINARY, false),
        IP_ADDRESS("IpAddress", Kind.IP, false),
        NOT_IP_ADDRESS("NotIpAddress", Kind.IP, true),
        ARN_EQUALS("ArnEquals", Kind.ARN, false),
        ARN_NOT_EQUALS("ArnNotEquals", Kind.ARN, true),
        ARN_LIKE("ArnLike", Kind.ARN, false),
        ARN_NOT_LIKE("ArnNotLike", Kind.ARN, true),
        NULL("Null", Kind.NULL, false);

        private static final Map<String, Test> BY_NAME =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.wireName, Function.identity()));

        final String wireName;
        final Kind kind;
        final boolean negated;
        final Order order;

        Test(String wireName, Kind kind, boolean negated) {
            this.wireName = wireName;
            this.kind = kind;
            this.negated = negated;
            this.order = Order.EQUAL;
        }

        Test(String wireName, Kind kind, Order order) {
            this.wireName = wireName;
            this.kind = kind;
            this.negated = false;
            this.order = order;
        }
    }

    private static final String ANY = "ForAnyValue:";
    private static final String ALL = "ForAllValues:";
    private static final String IF_EXISTS = "IfExists";

    /// The operator that a policy names; empty when AWS has none of that name.
    static Optional<ConditionOperator> parse(String text) {
        Quantifier quantifier = text.startsWith(ANY)
                ? Quantifier.FOR_ANY_VALUE
                : text.startsWith(ALL) ? Quantifier.FOR_ALL_VALUES : Quantifier.NONE;
        int from = switch (quantifier) {
            case NONE -> 0;
            case FOR_ANY_VALUE -> ANY.length();
            case FOR_ALL_VALUES -> ALL.length();
        };
        boolean ifExists = text.endsWith(IF_EXISTS);
        int to = text.length() - (ifExists ? IF_EXISTS.length() : 0);
        Test test = from <= to ? Test.BY_NAME.get(text.substring(from, to)) : null;
        if (test == null || (test == Test.NULL && ifExists)) {
            return Optional.empty();
        }
        return Optional.of(new ConditionOperator(quantifier, test, ifExists));
    }
}
