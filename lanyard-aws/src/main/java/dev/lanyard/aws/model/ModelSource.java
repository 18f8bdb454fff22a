// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The bytes of one model file and an index into them. Operations and shapes, which are nearly all of a file, are
/// parsed
/// entry by entry on demand; everything else is parsed at once.
final class ModelSource {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> ON_DEMAND = Set.of("operations", "shapes");

    private record Slice(int start, int end) {}

    private final byte[] json;
    private final Map<String, Object> head = new HashMap<>();
    private final Map<String, Map<String, Slice>> sections = new HashMap<>();

    ModelSource(byte[] json) {
        this.json = json;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (ON_DEMAND.contains(name)) {
                    sections.put(name, index(parser));
                } else {
                    head.put(name, value(parser));
                }
            }
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable((String) head.get(name));
    }

    List<String> texts(String name) {
        return strings(head.get(name));
    }

    /// A section that is parsed at once.
    Map<String, Object> section(String name) {
        return object(head.getOrDefault(name, Map.of()));
    }

    Set<String> names(String section) {
        return sections.get(section).keySet();
    }

    Optional<Map<String, Object>> entry(String section, String name) {
        return Optional.ofNullable(sections.get(section).get(name)).map(slice -> {
            try (JsonParser parser =
                    JSON.createParser(ObjectReadContext.empty(), json, slice.start, slice.end - slice.start)) {
                parser.nextToken();
                return object(value(parser));
            }
        });
    }

    private static Map<String, Slice> index(JsonParser parser) {
        Map<String, Slice> slices = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            slices.put(name, new Slice(start, (int) parser.currentLocation().getByteOffset()));
        }
        return slices;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    entries.put(name, value(parser));
                }
                yield entries;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> parser.getString();
        };
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        if (value instanceof List<?> elements) {
            elements.forEach(element -> strings.add((String) element));
        }
        return List.copyOf(strings);
    }
}
