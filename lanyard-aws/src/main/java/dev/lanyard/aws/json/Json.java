// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.json;

import dev.lanyard.aws.text.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.JsonStringEncoder;

/// A JSON value with the places in its text that answers quote. The order of members is kept; a member given twice is a
/// syntax error.
public sealed interface Json {
    /// @param start the position after `{`
    /// @param end the position after `}`
    record Obj(Map<String, Json> members, Position start, Position end) implements Json {
        /// An object that stands in no text.
        public static Obj of(Map<String, Json> members) {
            return new Obj(members, new Position(0, 0), new Position(0, 0));
        }

        public Json get(String name) {
            return members.get(name);
        }

        public boolean has(String name) {
            return members.containsKey(name);
        }

        /// A member that is a string; empty when it is absent or anything else.
        public Optional<String> text(String name) {
            return get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
        }

        /// A member that is a whole number of digits alone; empty when it is absent or anything else.
        public OptionalLong number(String name) {
            return get(name) instanceof Scalar(String text) ? Digits.read(text, Long.MAX_VALUE) : OptionalLong.empty();
        }

        /// Whether a member is `true`.
        public boolean flag(String name) {
            return get(name) instanceof Scalar(String text) && text.equals("true");
        }

        /// A member that is an object; empty when it is absent or anything else.
        public Optional<Obj> object(String name) {
            return get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
        }

        /// The items of a member that is a list; none when it is absent or anything else.
        public List<Json> list(String name) {
            return get(name) instanceof Arr list ? list.items() : List.of();
        }

        /// The strings in a member that is a list.
        public List<String> texts(String name) {
            return list(name).stream()
                    .filter(Text.class::isInstance)
                    .map(item -> ((Text) item).value())
                    .toList();
        }
    }

    record Arr(List<Json> items) implements Json {}

    /// @param from offset of the opening quote in the document
    /// @param to offset after the closing quote
    record Text(String value, int from, int to) implements Json {}

    /// A number, `true` or `false`, as it is written.
    record Scalar(String text) implements Json {}

    record Null() implements Json {}

    /// A place in the text: line and column, both counted from 1.
    record Position(int line, int column) {}

    /// Documents of AWS nest six levels or so; whatever nests deeper than this is none and must not cost a stack.
    int MAX_DEPTH = 16;

    /// The document's value; empty when the text is not exactly one JSON value, or nests too deep.
    static Optional<Json> parse(String text) {
        try (JsonParser in = Jackson.parser(text)) {
            if (in.nextToken() == null) {
                return Optional.empty();
            }
            Json value = read(in);
            return in.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /// The same for a document that has to be an object.
    static Optional<Obj> parseObject(String text) {
        return parse(text).filter(Obj.class::isInstance).map(Obj.class::cast);
    }

    /// The value that begins with the parser's token.
    static Json read(JsonParser in) {
        if (in.streamReadContext().getNestingDepth() > MAX_DEPTH) {
            throw new StreamReadException(in, "Nested too deep");
        }
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
            String name = in.currentName();
            in.nextToken();
            if (members.put(name, read(in)) != null) {
                throw new StreamReadException(in, "Duplicate member " + name);
            }
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

    /// The value as JSON without white space.
    default String compact() {
        return switch (this) {
            case Obj object -> JsonWriter.object(out -> object.members().forEach(out::put));
            case Arr(List<Json> items) -> {
                List<String> each = items.stream().map(Json::compact).toList();
                yield '[' + String.join(",", each) + ']';
            }
            case Text text -> quote(text.value());
            case Scalar(String text) -> text;
            case Null() -> "null";
        };
    }

    /// A string as JSON, in quotes.
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        return out.append('"').toString();
    }
}
