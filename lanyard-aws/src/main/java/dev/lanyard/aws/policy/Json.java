// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.policy.PolicyDocument.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// A policy's JSON with the places that answers quote. Key order is kept; a key given twice is a syntax error.
sealed interface Json {
    /// @param start the position after `{`
    /// @param end the position after `}`
    record Obj(Map<String, Json> members, Position start, Position end) implements Json {}

    record Arr(List<Json> items) implements Json {}

    /// @param from offset of the opening quote in the document
    /// @param to offset after the closing quote
    record Text(String value, int from, int to) implements Json {}

    /// A number, `true` or `false`, as it is written. A condition compares it as text.
    record Scalar(String text) implements Json {}

    record Null() implements Json {}

    /// A policy nests six levels; whatever nests deeper is none and must not cost a stack.
    int MAX_DEPTH = 16;

    JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /// The document's value; empty when the text is not exactly one JSON value.
    static Optional<Json> parse(String text) {
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (in.nextToken() == null) {
                return Optional.empty();
            }
            Json value = read(in);
            return in.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Json read(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> readObject(in);
            case START_ARRAY -> readArray(in);
            case VALUE_STRING -> readText(in);
            case VALUE_NULL -> new Null();
            default -> new Scalar(in.getString());
        };
    }

    private static Obj readObject(JsonParser in) {
        Position start = position(in.currentLocation());
        Map<String, Json> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            members.put(key, read(in));
        }
        return new Obj(members, start, position(in.currentLocation()));
    }

    private static Arr readArray(JsonParser in) {
        List<Json> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(in));
        }
        return new Arr(items);
    }

    private static Text readText(JsonParser in) {
        int from = (int) in.currentTokenLocation().getCharOffset();
        // The parser reads a string only when it is asked for it, so its end is known only now.
        String value = in.getString();
        return new Text(value, from, (int) in.currentLocation().getCharOffset());
    }

    private static Position position(TokenStreamLocation at) {
        return new Position(at.getLineNr(), at.getColumnNr());
    }

    /// The text or texts of a string or a list of strings; empty when it is neither.
    static Optional<List<String>> strings(Json value) {
        return switch (value) {
            case Text one -> Optional.of(List.of(one.value()));
            case Arr(List<Json> items) -> {
                List<String> all = new ArrayList<>(items.size());
                for (Json item : items) {
                    if (!(item instanceof Text one)) {
                        yield Optional.empty();
                    }
                    all.add(one.value());
                }
                yield Optional.of(List.copyOf(all));
            }
            default -> Optional.empty();
        };
    }
}
