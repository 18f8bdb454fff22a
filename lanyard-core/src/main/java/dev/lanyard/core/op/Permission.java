// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Arn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One thing that a caller must be allowed to do: an action on a resource, with the condition keys that only this
/// pair has.
///
/// @param action the IAM action, such as `iam:GetRole`
/// @param resource the ARN that policies are matched against, or `*` where the action has no resource
/// @param shown how a denial names the resource (it is not always the ARN)
/// @param keys condition keys and their values
public record Permission(String action, String resource, String shown, Map<String, List<String>> keys) {

    public static Permission on(String action, Arn resource) {
        return new Permission(action, resource.toString(), resource.toString(), Map.of());
    }

    /// An action that AWS evaluates against `*` because it has no resource-level permissions.
    public static Permission onAll(String action) {
        return new Permission(action, "*", "*", Map.of());
    }

    public Permission shownAs(String text) {
        return new Permission(action, resource, text, keys);
    }

    public Permission with(String key, List<String> values) {
        Map<String, List<String>> more = new TreeMap<>(keys);
        more.put(key, List.copyOf(values));
        return new Permission(action, resource, shown, Map.copyOf(more));
    }

    public Permission with(String key, String value) {
        return with(key, List.of(value));
    }
}
