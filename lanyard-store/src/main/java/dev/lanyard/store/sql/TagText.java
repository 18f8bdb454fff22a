// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.shared.Tag;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Tags as they stand in one column of their resource's row: a JSON object, empty text for none. A resource has few
/// tags and they are always read with it, so a table of their own would only cost a second read.
public final class TagText {
    private static final JsonFactory JSON = new JsonFactory();

    private TagText() {}

    public static String write(List<Tag> tags) {
        if (tags.isEmpty()) {
            return "";
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            tags.forEach(tag -> json.writeStringProperty(tag.key(), tag.value()));
            json.writeEndObject();
        }
        return text.toString();
    }

    public static List<Tag> read(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Tag> tags = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                tags.add(new Tag(json.currentName(), json.nextStringValue()));
            }
        }
        return List.copyOf(tags);
    }
}
