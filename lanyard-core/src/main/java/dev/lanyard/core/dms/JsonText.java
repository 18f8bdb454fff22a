// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;

import java.io.StringWriter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// JSON that callers hand in as text.
final class JsonText {
    private static final int MAX_DEPTH = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();
    private static final int NONE = -1;

    private JsonText() {}

    static void requireObject(String member, String text) {
        try {
            count(text);
        } catch (JacksonException _) {
            throw INVALID_PARAMETER_VALUE.because(member + " is not a JSON object.");
        }
    }

    /// How many rules the text lists, which is an object with a list `rules` of at least one object.
    static int requireRules(String member, String text) {
        int rules;
        try {
            rules = count(text);
        } catch (JacksonException _) {
            rules = NONE;
        }
        if (rules < 1) {
            throw INVALID_PARAMETER_VALUE.because(member + " is not a JSON object with a list of rules.");
        }
        return rules;
    }

    private static int count(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            int rules = NONE;
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadJson();
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isRules = json.currentName().equals("rules");
                JsonToken value = json.nextToken();
                if (isRules && value == JsonToken.START_ARRAY) {
                    rules = objects(json);
                } else {
                    json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new BadJson();
            }
            return rules;
        }
    }

    private static int objects(JsonParser json) {
        int objects = 0;
        boolean onlyObjects = true;
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY; each = json.nextToken()) {
            if (each == null) {
                throw new BadJson();
            }
            onlyObjects &= each == JsonToken.START_OBJECT;
            json.skipChildren();
            objects++;
        }
        return onlyObjects ? objects : NONE;
    }

    /// The same JSON without white space between its parts. The text must be JSON.
    static String compact(String text) {
        StringWriter out = new StringWriter();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text);
                JsonGenerator writer = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            while (json.nextToken() != null) {
                writer.copyCurrentEvent(json);
            }
        }
        return out.toString();
    }

    /// Whether a string in the JSON is this one. The text must be JSON.
    static boolean mentions(String text, String string) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            for (JsonToken each = json.nextToken(); each != null; each = json.nextToken()) {
                if (each == JsonToken.VALUE_STRING && json.getString().equals(string)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final class BadJson extends JacksonException {
        private static final long serialVersionUID = 1;

        BadJson() {
            super("not one object");
        }
    }
}
