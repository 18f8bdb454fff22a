// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/// JSON by the reader and the writer that come with the SDK.
final class Json {
    private static final JsonNodeParser PARSER = JsonNode.parser();

    private Json() {}

    static JsonNode read(String text) {
        return PARSER.parse(text);
    }

    /// @param value of strings, numbers, flags, lists and maps
    static String text(Object value) {
        JsonWriter writer = JsonWriter.create();
        write(writer, value);
        return new String(writer.getBytes(), UTF_8);
    }

    private static void write(JsonWriter writer, Object value) {
        switch (value) {
            case Map<?, ?> map -> {
                writer.writeStartObject();
                map.forEach((name, member) -> {
                    writer.writeFieldName(name.toString());
                    write(writer, member);
                });
                writer.writeEndObject();
            }
            case List<?> list -> {
                writer.writeStartArray();
                list.forEach(item -> write(writer, item));
                writer.writeEndArray();
            }
            case Integer number -> writer.writeValue(number);
            case Boolean flag -> writer.writeValue(flag);
            default -> writer.writeValue(value.toString());
        }
    }

    static String string(JsonNode object, String member) {
        return field(object, member).text();
    }

    static JsonNode field(JsonNode object, String member) {
        return object.field(member).orElseThrow(() -> new AssertionError("no " + member + " in " + object));
    }

    static List<JsonNode> list(JsonNode object, String member) {
        return field(object, member).asArray();
    }
}
