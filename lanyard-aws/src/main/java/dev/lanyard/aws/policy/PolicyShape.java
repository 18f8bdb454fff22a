// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.json.Json;
import java.util.List;
import java.util.Map;

/// Checks of JSON types that identity and trust policies share.
final class PolicyShape {
    private PolicyShape() {}

    /// Whether a `Condition` is operators over keys over values. An operator without keys may have any name.
    static boolean isCondition(Json value) {
        if (!(value instanceof Json.Obj operators)) {
            return false;
        }
        for (Map.Entry<String, Json> operator : operators.members().entrySet()) {
            if (!(operator.getValue() instanceof Json.Obj keys)) {
                return false;
            }
            if (!keys.members().isEmpty()
                    && ConditionOperator.parse(operator.getKey()).isEmpty()) {
                return false;
            }
            if (!keys.members().values().stream().allMatch(PolicyShape::areValues)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areValues(Json value) {
        return switch (value) {
            case Json.Text _, Json.Scalar _ -> true;
            case Json.Arr(List<Json> items) ->
                items.stream().allMatch(i -> i instanceof Json.Text || i instanceof Json.Scalar);
            case Json.Obj _, Json.Null _ -> false;
        };
    }

    static boolean isTextOrAbsent(Json value) {
        return value == null || value instanceof Json.Text;
    }

    /// The size that IAM's quotas count: every character but white space outside strings.
    static int sizeWithoutWhitespace(String text) {
        int size = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
                size++;
            } else if (c == '"') {
                quoted = !quoted;
            }
            if (quoted || !(c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
                size++;
            }
        }
        return size;
    }
}
