// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.validate;

import static dev.lanyard.aws.validate.Violation.Rule.PATTERN;
import static dev.lanyard.aws.validate.Violation.Rule.REQUIRED;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.Range;
import dev.lanyard.aws.model.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The words of the services that list every broken constraint, in the alphabetical order of the fields.
enum ConstraintWording implements Validation.Wording {
    /// IAM does not repeat the value, except for numbers, and has sentences of its own for names and paths.
    IAM {
        @Override
        String value(Violation violation) {
            return violation.shape() instanceof Shape.Int && violation.value().isPresent()
                    ? "Value '" + violation.value().get() + "'"
                    : "Value";
        }

        @Override
        String enumeration(Shape.Text text) {
            return "Member must satisfy enum value set";
        }

        @Override
        boolean isNamedPlainly(Violation violation) {
            return violation.rule() == PATTERN && PLAIN.containsKey(violation.field());
        }
    },
    STS {
        @Override
        String value(Violation violation) {
            return violation.value().map(value -> "Value '" + value + "'").orElse("Value null");
        }

        @Override
        String enumeration(Shape.Text text) {
            return "Member must satisfy enum value set: " + text.values();
        }

        @Override
        boolean isNamedPlainly(Violation violation) {
            return false;
        }
    };

    private static final String NAME = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    private static final String PATH =
            "It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    private static final String DOCUMENT = "It must contain only printable ASCII characters.";
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("userName", NAME),
            Map.entry("newUserName", NAME),
            Map.entry("roleName", NAME),
            Map.entry("groupName", NAME),
            Map.entry("newGroupName", NAME),
            Map.entry("policyName", NAME),
            Map.entry("instanceProfileName", NAME),
            Map.entry("path", PATH),
            Map.entry("newPath", PATH),
            Map.entry(
                    "pathPrefix",
                    "It must begin with the / character and contain only alphanumeric characters and/or / characters."),
            Map.entry("accessKeyId", "It must contain only alphanumeric characters."),
            Map.entry("policyDocument", DOCUMENT),
            Map.entry("assumeRolePolicyDocument", DOCUMENT));

    abstract String value(Violation violation);

    abstract String enumeration(Shape.Text text);

    /// Whether the service has a sentence of its own for it, which it says only when all else is well.
    abstract boolean isNamedPlainly(Violation violation);

    @Override
    public Fault fault(List<Violation> violations) {
        List<Violation> sorted = violations.stream()
                .sorted(Comparator.comparing(Violation::field))
                .toList();
        List<Violation> constraints =
                sorted.stream().filter(it -> !isNamedPlainly(it)).toList();
        if (constraints.isEmpty()) {
            String field = sorted.getFirst().field();
            return ValidationFault.VALIDATION_ERROR.because(
                    "The specified value for " + field + " is invalid. " + PLAIN.get(field));
        }
        // A tag without key or value is refused before constraints are looked at.
        for (Violation violation : sorted) {
            if (violation.rule() == REQUIRED && violation.nested()) {
                return ValidationFault.MISSING_PARAMETER.because(
                        "The request must contain the parameter " + violation.parameter() + '.');
            }
        }
        String count = constraints.size() == 1 ? "1 validation error" : constraints.size() + " validation errors";
        return ValidationFault.VALIDATION_ERROR.because(constraints.stream()
                .map(it -> value(it) + " at '" + it.field() + "' failed to satisfy constraint: " + constraint(it))
                .collect(Collectors.joining("; ", count + " detected: ", "")));
    }

    private String constraint(Violation violation) {
        return switch (violation.shape()) {
            case Shape.Text text when violation.rule() == Violation.Rule.NOT_ENUMERATED -> enumeration(text);
            case Shape.Text text when violation.rule() == PATTERN -> pattern(text);
            case Shape.Text text when violation.rule() != REQUIRED -> bound(violation, text.length(), "length");
            case Shape.ListOf list
            when violation.rule() == Violation.Rule.ELEMENT ->
                elements(list.element().shape());
            case Shape.ListOf list when violation.rule() != REQUIRED -> bound(violation, list.length(), "length");
            case Shape.Int number when violation.rule() != REQUIRED -> bound(violation, number.value(), "value");
            case Shape.LongInt number when violation.rule() != REQUIRED -> bound(violation, number.value(), "value");
            default -> "Member must not be null";
        };
    }

    private static String bound(Violation violation, Range range, String what) {
        boolean above = violation.rule() == Violation.Rule.TOO_LONG || violation.rule() == Violation.Rule.TOO_BIG;
        return above ? atMost(what, range) : atLeast(what, range);
    }

    private static String atMost(String what, Range range) {
        return "Member must have " + what + " less than or equal to " + range.max();
    }

    private static String atLeast(String what, Range range) {
        return "Member must have " + what + " greater than or equal to " + range.min();
    }

    private static String pattern(Shape.Text text) {
        return "Member must satisfy regular expression pattern: "
                + text.pattern().orElseThrow().text();
    }

    private String elements(Shape element) {
        List<String> rules = new ArrayList<>();
        if (element instanceof Shape.Text text) {
            if (text.length().hasMax()) {
                rules.add(atMost("length", text.length()));
            }
            if (text.length().hasMin()) {
                rules.add(atLeast("length", text.length()));
            }
            if (text.pattern().isPresent()) {
                rules.add(pattern(text));
                rules.add("Member must not be null");
            }
            if (!text.values().isEmpty()) {
                rules.add(enumeration(text));
            }
        }
        return "Member must satisfy constraint: " + rules;
    }
}
