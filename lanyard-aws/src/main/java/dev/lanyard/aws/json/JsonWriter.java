// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.json;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Writes the members of one JSON object, in the order in which they are put and without white space.
public final class JsonWriter {
    private final StringBuilder out;
    private boolean first = true;

    private JsonWriter(StringBuilder out) {
        this.out = out;
    }

    public static String object(Consumer<JsonWriter> members) {
        StringBuilder out = new StringBuilder();
        write(out, members);
        return out.toString();
    }

    private static void write(StringBuilder out, Consumer<JsonWriter> members) {
        out.append('{');
        members.accept(new JsonWriter(out));
        out.append('}');
    }

    private StringBuilder name(String name) {
        if (!first) {
            out.append(',');
        }
        first = false;
        return out.append(Json.quote(name)).append(':');
    }

    public JsonWriter put(String name, String value) {
        name(name).append(Json.quote(value));
        return this;
    }

    public JsonWriter put(String name, long value) {
        name(name).append(value);
        return this;
    }

    public JsonWriter put(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    public JsonWriter put(String name, Json value) {
        name(name).append(value.compact());
        return this;
    }

    public JsonWriter putObject(String name, Consumer<JsonWriter> members) {
        write(name(name), members);
        return this;
    }

    public JsonWriter putTexts(String name, Collection<String> values) {
        name(name).append(values.stream().map(Json::quote).collect(Collectors.joining(",", "[", "]")));
        return this;
    }

    /// A list of objects.
    ///
    /// @param members writes those of one item
    public <T> JsonWriter putObjects(String name, Collection<T> items, BiConsumer<JsonWriter, T> members) {
        name(name).append('[');
        boolean more = false;
        for (T item : items) {
            if (more) {
                out.append(',');
            }
            more = true;
            write(out, each -> members.accept(each, item));
        }
        out.append(']');
        return this;
    }
}
