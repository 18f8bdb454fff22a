// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.json.Json;
import java.util.List;

/// JSON that callers hand in as text.
final class JsonText {
    private JsonText() {}

    static void requireObject(String member, String text) {
        if (Json.parseObject(text).isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because(member + " is not a JSON object.");
        }
    }

    /// How many rules the text lists, which is an object with a list `rules` of at least one object.
    static int requireRules(String member, String text) {
        List<Json> rules =
                Json.parseObject(text).map(object -> object.list("rules")).orElse(List.of());
        if (rules.isEmpty() || !rules.stream().allMatch(Json.Obj.class::isInstance)) {
            throw INVALID_PARAMETER_VALUE.because(member + " is not a JSON object with a list of rules.");
        }
        return rules.size();
    }

    /// The same JSON without white space between its parts.
    static String compact(String text) {
        return Json.parse(text).map(Json::compact).orElse(text);
    }

    /// Whether a string in the JSON is this one.
    static boolean mentions(String text, String string) {
        return Json.parse(text).filter(json -> mentions(json, string)).isPresent();
    }

    private static boolean mentions(Json json, String string) {
        return switch (json) {
            case Json.Obj object -> object.members().values().stream().anyMatch(value -> mentions(value, string));
            case Json.Arr(List<Json> items) -> items.stream().anyMatch(item -> mentions(item, string));
            case Json.Text text -> text.value().equals(string);
            case Json.Scalar _, Json.Null _ -> false;
        };
    }
}
