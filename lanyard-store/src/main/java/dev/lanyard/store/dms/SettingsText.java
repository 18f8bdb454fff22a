// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import java.io.StringWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The settings of a data provider as JSON: an object of strings, whole numbers and flags.
final class SettingsText {
    private static final JsonFactory JSON = new JsonFactory();

    private SettingsText() {}

    static String write(Map<String, Object> settings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            settings.forEach((name, value) -> {
                switch (value) {
                    case Integer number -> json.writeNumberProperty(name, number);
                    case Boolean flag -> json.writeBooleanProperty(name, flag);
                    case String string -> json.writeStringProperty(name, string);
                    default -> throw new IllegalArgumentException("No setting is a " + value.getClass());
                }
            });
            json.writeEndObject();
        }
        return text.toString();
    }

    static Map<String, Object> read(String text) {
        Map<String, Object> settings = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                settings.put(
                        name,
                        switch (json.nextToken()) {
                            case VALUE_NUMBER_INT -> (Object) json.getIntValue();
                            case VALUE_TRUE -> true;
                            case VALUE_FALSE -> false;
                            default -> json.getString();
                        });
            }
        }
        return Collections.unmodifiableMap(settings);
    }
}
