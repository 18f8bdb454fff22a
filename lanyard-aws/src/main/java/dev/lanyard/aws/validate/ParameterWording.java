// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.validate;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.Range;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.text.Ascii;
import java.util.List;

/// The words of the services that name one wrong parameter at a time.
enum ParameterWording implements Validation.Wording {
    EC2 {
        @Override
        Fault missing(Violation violation) {
            return ValidationFault.MISSING_PARAMETER.because(
                    "The request must contain the parameter " + violation.parameter());
        }

        @Override
        Fault invalid(Violation violation, String expectation) {
            String name = violation.parameter();
            return ValidationFault.INVALID_PARAMETER_VALUE.because("Value ( " + shown(violation) + " ) for parameter "
                    + Ascii.lower(name.substring(0, 1)) + name.substring(1) + " is invalid. "
                    + expectation);
        }
    },
    DMS {
        @Override
        Fault missing(Violation violation) {
            return ValidationFault.INVALID_PARAMETER_VALUE_EXCEPTION.because(
                    "The parameter " + violation.parameter() + " must be provided and must not be blank.");
        }

        @Override
        Fault invalid(Violation violation, String expectation) {
            return ValidationFault.INVALID_PARAMETER_VALUE_EXCEPTION.because("The value " + shown(violation)
                    + " of the parameter " + violation.parameter() + " is invalid. " + expectation);
        }
    };

    abstract Fault missing(Violation violation);

    abstract Fault invalid(Violation violation, String expectation);

    @Override
    public Fault fault(List<Violation> violations) {
        Violation first = violations.getFirst();
        return first.rule() == Violation.Rule.REQUIRED ? missing(first) : invalid(first, expectation(first));
    }

    private static String expectation(Violation violation) {
        return switch (violation.shape()) {
            case Shape.Int number -> bound(violation, number.value(), "a value");
            case Shape.LongInt number -> bound(violation, number.value(), "a value");
            case Shape.Text text
            when violation.rule() == Violation.Rule.NOT_ENUMERATED -> "Expecting one of " + text.values() + '.';
            case Shape.Text text
            when violation.rule() != Violation.Rule.PATTERN -> bound(violation, text.length(), "a length");
            case Shape.Text text ->
                "Expecting a value that matches " + text.pattern().orElseThrow().text() + '.';
            case Shape.ListOf list
            when violation.rule() != Violation.Rule.ELEMENT -> bound(violation, list.length(), "a length");
            default -> "One of its elements is not acceptable.";
        };
    }

    private static String bound(Violation violation, Range range, String what) {
        boolean tooSmall = violation.rule() == Violation.Rule.TOO_SMALL || violation.rule() == Violation.Rule.TOO_SHORT;
        // AWS says "greater than 5" although 5 is accepted.
        return tooSmall
                ? "Expecting " + what + " greater than " + range.min() + '.'
                : "Expecting " + what + " less than " + range.max() + '.';
    }

    private static String shown(Violation violation) {
        return violation.value().map(String::valueOf).orElse("null");
    }
}
