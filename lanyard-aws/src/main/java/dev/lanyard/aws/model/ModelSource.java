// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.json.Jackson;
import dev.lanyard.aws.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The bytes of one model file and an index into them. Operations and shapes, which are nearly all of a file, are
/// parsed
/// entry by entry on demand; everything else is parsed at once.
final class ModelSource {
    private static final Set<String> ON_DEMAND = Set.of("operations", "shapes");

    private record Slice(int start, int end) {}

    private final byte[] json;
    private final Json.Obj head;
    private final Map<String, Map<String, Slice>> sections = new HashMap<>();

    ModelSource(byte[] json) {
        this.json = json;
        Map<String, Json> members = new HashMap<>();
        try (JsonParser parser = Jackson.parser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (ON_DEMAND.contains(name)) {
                    sections.put(name, index(parser));
                } else {
                    members.put(name, Json.read(parser));
                }
            }
        }
        head = Json.Obj.of(members);
    }

    /// What is parsed at once.
    Json.Obj head() {
        return head;
    }

    Set<String> names(String section) {
        return sections.get(section).keySet();
    }

    Optional<Json.Obj> entry(String section, String name) {
        return Optional.ofNullable(sections.get(section).get(name))
                .map(slice -> Json.parseObject(new String(json, slice.start, slice.end - slice.start, UTF_8))
                        .orElseThrow());
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
}
