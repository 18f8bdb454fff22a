// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.validate;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Range;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.aws.model.WireProtocol;
import dev.lanyard.aws.validate.Violation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks an input along its shape and collects what breaks the model.
final class Inspection {
    static final int LONGEST_MATCHED = 2_000;

    private final WireProtocol protocol;
    private final List<Violation> found = new ArrayList<>(0);

    private Inspection(WireProtocol protocol) {
        this.protocol = protocol;
    }

    static List<Violation> of(Map<String, Object> input, Structure shape, WireProtocol protocol) {
        Inspection inspection = new Inspection(protocol);
        inspection.structure("", "", input, shape);
        return inspection.found;
    }

    private void structure(String field, String parameter, Map<?, ?> values, Structure shape) {
        for (Member member : shape.members()) {
            Object value = values.get(member.name());
            if (value != null) {
                // Names are built only where they are needed: nearly every value is good.
                if (!isGood(value, member.shape())) {
                    value(field + fieldName(member), parameter + member.requestName(), value, member);
                }
            } else if (member.required()) {
                add(field + fieldName(member), parameter + member.requestName(), member.shape(), null, Rule.REQUIRED);
            }
        }
    }

    private static String fieldName(Member member) {
        return Character.toLowerCase(member.name().charAt(0)) + member.name().substring(1);
    }

    private static boolean isGood(Object value, Shape shape) {
        return switch (shape) {
            case Shape.Text text -> isGoodText((String) value, text);
            case Shape.Int number -> contains(number.value(), (Integer) value);
            case Shape.LongInt number -> contains(number.value(), (Long) value);
            case Shape.Decimal _, Shape.Bool _, Shape.Timestamp _, Shape.Blob _ -> true;
            case Structure _, Shape.ListOf _, Shape.MapOf _ -> false; // needs a closer look
        };
    }

    private static boolean isGoodText(String text, Shape.Text shape) {
        return contains(shape.length(), text.length())
                && (shape.values().isEmpty() || shape.values().contains(text))
                && (shape.pattern().isEmpty() || shape.pattern().get().matches(text));
    }

    private void value(String field, String parameter, Object value, Member member) {
        switch (member.shape()) {
            case Structure structure -> structure(field + '.', parameter + '.', (Map<?, ?>) value, structure);
            case Shape.ListOf list -> list(field, parameter, (List<?>) value, member, list);
            case Shape.Text text -> text(field, parameter, (String) value, text);
            case Shape.Int number -> range(field, parameter, value, number, number.value(), (Integer) value);
            case Shape.LongInt number -> range(field, parameter, value, number, number.value(), (Long) value);
            default -> {}
        }
    }

    private void text(String field, String parameter, String value, Shape.Text shape) {
        if (value.length() > shape.length().max()) {
            add(field, parameter, shape, value, Rule.TOO_LONG);
        }
        if (value.length() < shape.length().min()) {
            add(field, parameter, shape, value, Rule.TOO_SHORT);
        }
        // Patterns are made for texts of the right length; a far longer one is refused for its length alone.
        boolean isBounded = value.length() <= Math.max(shape.length().max(), LONGEST_MATCHED);
        if (isBounded && shape.pattern().isPresent() && !shape.pattern().get().matches(value)) {
            add(field, parameter, shape, value, Rule.PATTERN);
        }
        if (!shape.values().isEmpty() && !shape.values().contains(value)) {
            add(field, parameter, shape, value, Rule.NOT_ENUMERATED);
        }
    }

    private void range(String field, String parameter, Object value, Shape shape, Range range, long number) {
        if (number > range.max()) {
            add(field, parameter, shape, value, Rule.TOO_BIG);
        }
        if (number < range.min()) {
            add(field, parameter, shape, value, Rule.TOO_SMALL);
        }
    }

    private void list(String field, String parameter, List<?> values, Member member, Shape.ListOf shape) {
        if (values.size() > shape.length().max()) {
            add(field, parameter, shape, values, Rule.TOO_LONG);
        }
        if (values.size() < shape.length().min()) {
            add(field, parameter, shape, values, Rule.TOO_SHORT);
        }
        Shape element = shape.element().shape();
        for (int i = 0; i < values.size(); i++) {
            if (element instanceof Structure structure) {
                structure(
                        field + '.' + (i + 1) + ".member.",
                        elementName(parameter, member, shape, i + 1) + '.',
                        (Map<?, ?>) values.get(i),
                        structure);
            } else if (values.get(i) != null && !isGood(values.get(i), element)) {
                add(field, parameter, shape, values, Rule.ELEMENT);
                return; // one message tells all rules of the elements
            }
        }
    }

    private String elementName(String parameter, Member member, Shape.ListOf shape, int index) {
        boolean bare = member.flattened() || protocol == WireProtocol.EC2_QUERY;
        return bare
                ? parameter + '.' + index
                : parameter + '.' + shape.element().requestName() + '.' + index;
    }

    private void add(String field, String parameter, Shape shape, Object value, Rule rule) {
        boolean nested = field.indexOf('.') >= 0;
        found.add(new Violation(field, parameter, shape, Optional.ofNullable(value), rule, nested));
    }

    private static boolean contains(Range range, long number) {
        return range.min() <= number && number <= range.max();
    }
}
