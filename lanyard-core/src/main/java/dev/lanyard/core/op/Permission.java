// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.core.shared.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One thing that a caller must be allowed to do: an action on a resource, with the condition keys that only this
/// pair has.
///
/// @param action the IAM action, such as `iam:GetRole`
/// @param resource the ARN that policies are matched against, or `*` where the action has no resource
/// @param shown how a denial names the resource (it is not always the ARN)
/// @param keys condition keys and their values
/// @param trust the trust policy of the role to assume, which alone can admit to it
/// @param onlyUnlessDenied whether it is enough that no policy denies it
public record Permission(
        String action,
        String resource,
        String shown,
        Map<String, List<String>> keys,
        Optional<NamedPolicy> trust,
        boolean onlyUnlessDenied) {

    public Permission(String action, String resource, String shown, Map<String, List<String>> keys) {
        this(action, resource, shown, keys, Optional.empty(), false);
    }

    public static Permission on(String action, Arn resource) {
        return new Permission(action, resource.toString(), resource.toString(), Map.of());
    }

    /// An action that AWS evaluates against `*` because it has no resource-level permissions.
    public static Permission onAll(String action) {
        return new Permission(action, "*", "*", Map.of());
    }

    public Permission shownAs(String text) {
        return new Permission(action, resource, text, keys, trust, onlyUnlessDenied);
    }

    public Permission with(String key, List<String> values) {
        Map<String, List<String>> more = new TreeMap<>(keys);
        more.put(key, List.copyOf(values));
        return new Permission(action, resource, shown, Collections.unmodifiableMap(more), trust, onlyUnlessDenied);
    }

    public Permission with(String key, String value) {
        return with(key, List.of(value));
    }

    /// The same permission with the tags that the resource has.
    ///
    /// @param service whose spelling of the key there is besides AWS's common one, such as `iam`
    public Permission withResourceTags(String service, List<Tag> tags) {
        Permission all = this;
        for (Tag tag : tags) {
            all = all.with("aws:ResourceTag/" + tag.key(), tag.value())
                    .with(service + ":ResourceTag/" + tag.key(), tag.value());
        }
        return all;
    }

    /// The same permission with the tags that the request gives.
    public Permission withRequestTags(List<Tag> tags) {
        Permission all = this;
        for (Tag tag : tags) {
            all = all.with("aws:RequestTag/" + tag.key(), tag.value());
        }
        return tags.isEmpty()
                ? all
                : all.with("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }

    /// The same permission for another action.
    public Permission of(String otherAction) {
        return new Permission(otherAction, resource, shown, keys, trust, onlyUnlessDenied);
    }

    /// The same permission on a role, which the role's trust policy has to give.
    public Permission trustedBy(NamedPolicy policy) {
        return new Permission(action, resource, shown, keys, Optional.of(policy), onlyUnlessDenied);
    }

    /// The same permission, which everybody has whom no policy denies it.
    public Permission unlessDenied() {
        return new Permission(action, resource, shown, keys, trust, true);
    }
}
