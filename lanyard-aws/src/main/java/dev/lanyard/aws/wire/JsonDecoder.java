// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.json.Jackson;
import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Decodes a JSON body into the tree of a structure. Members that the model does not know are skipped, null members are
/// absent. Whatever else does not fit is a `SerializationException`.
final class JsonDecoder {
    private final JsonParser parser;

    private JsonDecoder(JsonParser parser) {
        this.parser = parser;
    }

    static Map<String, Object> decode(Structure structure, byte[] body) {
        try (JsonParser parser = Jackson.parser(body)) {
            return new JsonDecoder(parser).root(structure);
        } catch (JacksonException e) {
            throw fault(e.getOriginalMessage());
        }
    }

    private Map<String, Object> root(Structure structure) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return Map.of();
        }
        if (first != JsonToken.START_OBJECT) {
            throw fault("The body must be a JSON object");
        }
        Map<String, Object> tree = structure(structure);
        if (parser.nextToken() != null) {
            throw fault("Unexpected text after the JSON object");
        }
        return tree;
    }

    private Map<String, Object> structure(Structure structure) {
        Map<String, Object> found = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Member member = structure.requestMember(parser.currentName()).orElse(null);
            JsonToken token = parser.nextToken();
            if (member == null) {
                parser.skipChildren();
            } else if (token == JsonToken.VALUE_NULL) {
                found.remove(member.name());
            } else {
                found.put(member.name(), value(member.shape()));
            }
        }
        return inModelOrder(structure, found);
    }

    private static Map<String, Object> inModelOrder(Structure structure, Map<String, Object> found) {
        Map<String, Object> tree = LinkedHashMap.newLinkedHashMap(found.size());
        for (Member member : structure.members()) {
            Object value = found.get(member.name());
            if (value != null) {
                tree.put(member.name(), value);
            }
        }
        return tree;
    }

    private Object value(Shape shape) {
        return switch (shape) {
            case Structure structure -> {
                expect(JsonToken.START_OBJECT, "a structure");
                yield structure(structure);
            }
            case Shape.ListOf list -> {
                expect(JsonToken.START_ARRAY, "a list");
                yield list(list);
            }
            case Shape.MapOf map -> {
                expect(JsonToken.START_OBJECT, "a map");
                yield map(map);
            }
            case Shape.Text _ -> text("a String");
            case Shape.Int _ -> integer();
            case Shape.LongInt _ -> longInteger();
            case Shape.Decimal _ -> decimal();
            case Shape.Bool _ -> bool();
            case Shape.Timestamp _ -> timestamp();
            case Shape.Blob _ -> blob();
        };
    }

    private List<Object> list(Shape.ListOf list) {
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(orNull(list.sparse(), list.element().shape()));
        }
        return values;
    }

    private Map<String, Object> map(Shape.MapOf map) {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            values.put(key, orNull(map.sparse(), map.value().shape()));
        }
        return values;
    }

    private Object orNull(boolean sparse, Shape shape) {
        return sparse && parser.currentToken() == JsonToken.VALUE_NULL ? null : value(shape);
    }

    private String text(String expected) {
        expect(JsonToken.VALUE_STRING, expected);
        return parser.getString();
    }

    private Integer integer() {
        long value = longInteger();
        if (value != (int) value) {
            throw fault("The number does not fit an Integer");
        }
        return (int) value;
    }

    /// A whole number may be written with a fraction of zero.
    private Long longInteger() {
        requireNumber("an Integer");
        try {
            return parser.getDecimalValue().longValueExact();
        } catch (ArithmeticException e) {
            throw fault("The number is not a whole number that fits");
        }
    }

    private Double decimal() {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getString()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw unexpected("a Double");
            };
        }
        requireNumber("a Double");
        return parser.getDoubleValue();
    }

    private Boolean bool() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw unexpected("a Boolean");
        };
    }

    private Instant timestamp() {
        try {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return Scalars.timestamp(parser.getString());
            }
            requireNumber("a Timestamp");
            BigDecimal seconds = parser.getDecimalValue();
            return Scalars.epochSeconds(seconds);
        } catch (DateTimeException e) {
            throw fault("The value is not a timestamp");
        }
    }

    private byte[] blob() {
        try {
            return Base64.getDecoder().decode(text("a Blob"));
        } catch (IllegalArgumentException e) {
            throw fault("The value is not base64");
        }
    }

    private void requireNumber(String expected) {
        if (!parser.currentToken().isNumeric()) {
            throw unexpected(expected);
        }
    }

    private void expect(JsonToken token, String expected) {
        if (parser.currentToken() != token) {
            throw unexpected(expected);
        }
    }

    private Fault unexpected(String expected) {
        String found = switch (parser.currentToken()) {
            case START_OBJECT -> "Start of structure or map found where " + expected + " is expected";
            case START_ARRAY -> "Start of list found where " + expected + " is expected";
            case VALUE_STRING -> "STRING_VALUE can not be converted to " + expected;
            case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + expected;
            case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + expected;
            case VALUE_NULL -> "NULL_VALUE can not be converted to " + expected;
            default -> "NUMBER_VALUE can not be converted to " + expected;
        };
        return fault(found);
    }

    private static Fault fault(String message) {
        return WireFault.SERIALIZATION_EXCEPTION.because(message);
    }
}
