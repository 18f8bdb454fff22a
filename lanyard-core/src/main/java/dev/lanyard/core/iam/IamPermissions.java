// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What IAM's operations need permission for. A denial names the entity whether or not it exists, so that it tells
/// nobody which entities there are.
public final class IamPermissions {
    private final InstanceProfileStore profiles;
    private final RoleStore roles;

    public IamPermissions(InstanceProfileStore profiles, RoleStore roles) {
        this.profiles = profiles;
        this.roles = roles;
    }

    List<Permission> toCreateProfile(InstanceProfileName name, IamPath path, Optional<List<Tag>> tags, Call call) {
        Arn arn = InstanceProfile.arn(call.account(), path, name);
        return toCreate("iam:CreateInstanceProfile", "iam:TagInstanceProfile", arn, tags);
    }

    List<Permission> toCreateRole(
            RoleName name, IamPath path, Optional<List<Tag>> tags, Optional<String> boundary, Call call) {
        List<Permission> needed = toCreate("iam:CreateRole", "iam:TagRole", Role.arn(call.account(), path, name), tags);
        return boundary.map(arn -> needed.stream()
                        .map(permission -> permission.with("iam:PermissionsBoundary", arn))
                        .toList())
                .orElse(needed);
    }

    private static List<Permission> toCreate(String create, String tag, Arn arn, Optional<List<Tag>> tags) {
        List<Permission> needed = new ArrayList<>();
        needed.add(withRequestTags(Permission.on(create, arn), tags.orElse(List.of())));
        tags.filter(list -> !list.isEmpty())
                .ifPresent(list -> needed.add(withRequestTags(Permission.on(tag, arn), list)));
        return needed;
    }

    List<Permission> onProfile(String action, InstanceProfileName name, Call call) {
        return List.of(profile(action, name, call));
    }

    List<Permission> toTagProfile(InstanceProfileName name, List<Tag> tags, Call call) {
        return List.of(withRequestTags(profile("iam:TagInstanceProfile", name, call), tags));
    }

    List<Permission> toUntagProfile(InstanceProfileName name, List<String> keys, Call call) {
        return List.of(profile("iam:UntagInstanceProfile", name, call).with("aws:TagKeys", keys));
    }

    List<Permission> onRole(String action, RoleName name, Call call) {
        return List.of(role(action, name, call));
    }

    List<Permission> toTagRole(RoleName name, List<Tag> tags, Call call) {
        return List.of(withRequestTags(role("iam:TagRole", name, call), tags));
    }

    List<Permission> toUntagRole(RoleName name, List<String> keys, Call call) {
        return List.of(role("iam:UntagRole", name, call).with("aws:TagKeys", keys));
    }

    /// Handing a role to a service, which is denied under the ARN of the role.
    Permission passRole(RoleName name, String service, Call call) {
        Permission pass = role("iam:PassRole", name, call);
        return pass.shownAs(pass.resource()).with("iam:PassedToService", service);
    }

    /// A list is judged by the prefix that it asks for.
    List<Permission> onPrefix(String action, String type, IamPath prefix, Call call) {
        return List.of(Permission.on(action, Arn.iam(call.account(), type + prefix)));
    }

    private Permission profile(String action, InstanceProfileName name, Call call) {
        Optional<InstanceProfile> found = profiles.find(call.account(), name);
        Arn arn = found.map(InstanceProfile::arn)
                .orElseGet(() -> InstanceProfile.arn(call.account(), IamPath.ROOT, name));
        return withResourceTags(
                Permission.on(action, arn).shownAs("instance profile " + name),
                found.map(InstanceProfile::tags).orElse(List.of()));
    }

    private Permission role(String action, RoleName name, Call call) {
        Optional<Role> found = roles.find(call.account(), name);
        Arn arn = found.map(Role::arn).orElseGet(() -> Role.arn(call.account(), IamPath.ROOT, name));
        return withResourceTags(
                Permission.on(action, arn).shownAs("role " + name),
                found.map(Role::tags).orElse(List.of()));
    }

    private static Permission withRequestTags(Permission permission, List<Tag> tags) {
        Permission all = permission;
        for (Tag tag : tags) {
            all = all.with("aws:RequestTag/" + tag.key(), tag.value());
        }
        return tags.isEmpty()
                ? all
                : all.with("aws:TagKeys", tags.stream().map(Tag::key).toList());
    }

    private static Permission withResourceTags(Permission permission, List<Tag> tags) {
        Permission all = permission;
        for (Tag tag : tags) {
            all = all.with("aws:ResourceTag/" + tag.key(), tag.value())
                    .with("iam:ResourceTag/" + tag.key(), tag.value());
        }
        return all;
    }
}
