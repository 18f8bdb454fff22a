// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What IAM's operations need permission for. A denial names the entity whether or not it exists, so that it tells
/// nobody which entities there are.
final class IamPermissions {
    private static final String BOUNDARY = "iam:PermissionsBoundary";

    private final InstanceProfileStore profiles;
    private final RoleStore roles;
    private final UserStore users;
    private final GroupStore groups;
    private final ManagedPolicies policies;
    private final OidcProviderStore providers;

    IamPermissions(IamStores stores, ManagedPolicies policies) {
        this.profiles = stores.profiles();
        this.roles = stores.roles();
        this.users = stores.users();
        this.groups = stores.groups();
        this.policies = policies;
        this.providers = stores.providers();
    }

    /// What IAM knows of an entity before it asks whether the caller may touch it.
    private record Target(Arn arn, String shown, List<Tag> tags, Optional<Arn> boundary) {
        Permission to(String action) {
            return Permission.on(action, arn).shownAs(shown).withResourceTags("iam", tags);
        }

        Permission withBoundary(String action) {
            Permission plain = to(action);
            return boundary.map(arn -> plain.with(BOUNDARY, arn.toString())).orElse(plain);
        }
    }

    List<Permission> toCreateProfile(InstanceProfileName name, IamPath path, Optional<List<Tag>> tags, Call call) {
        return toCreate(
                Permission.on("iam:CreateInstanceProfile", InstanceProfile.arn(call.account(), path, name)),
                "iam:TagInstanceProfile",
                tags);
    }

    List<Permission> toCreateRole(
            RoleName name, IamPath path, Optional<List<Tag>> tags, Optional<String> boundary, Call call) {
        Permission create = Permission.on("iam:CreateRole", Role.arn(call.account(), path, name));
        return toCreate(withBoundary(create, boundary), "iam:TagRole", tags);
    }

    List<Permission> toCreateUser(
            UserName name, IamPath path, Optional<List<Tag>> tags, Optional<String> boundary, Call call) {
        Permission create = Permission.on("iam:CreateUser", User.arn(call.account(), path, name));
        return toCreate(withBoundary(create, boundary), "iam:TagUser", tags);
    }

    List<Permission> toCreatePolicy(PolicyName name, IamPath path, Optional<List<Tag>> tags, Call call) {
        Permission create = Permission.on("iam:CreatePolicy", ManagedPolicy.arn(call.account(), path, name))
                .shownAs("policy " + name);
        return toCreate(create, "iam:TagPolicy", tags);
    }

    List<Permission> toCreateProvider(Arn arn, Optional<List<Tag>> tags) {
        return toCreate(Permission.on("iam:CreateOpenIDConnectProvider", arn), "iam:TagOpenIDConnectProvider", tags);
    }

    /// Tags in the request need the permission to tag as well.
    private static List<Permission> toCreate(Permission create, String tag, Optional<List<Tag>> tags) {
        List<Tag> given = tags.orElse(List.of());
        if (given.isEmpty()) {
            return List.of(create);
        }
        Permission tagging = new Permission(tag, create.resource(), create.shown(), Map.of());
        return List.of(create.withRequestTags(given), tagging.withRequestTags(given));
    }

    private static Permission withBoundary(Permission permission, Optional<String> boundary) {
        return boundary.map(arn -> permission.with(BOUNDARY, arn)).orElse(permission);
    }

    List<Permission> onProfile(String action, InstanceProfileName name, Call call) {
        return List.of(profile(name, call.account()).to(action));
    }

    List<Permission> onProfile(String action, InstanceProfileName name, Optional<InstanceProfile> found, Call call) {
        return List.of(profile(name, found, call.account()).to(action));
    }

    List<Permission> toTagProfile(InstanceProfileName name, List<Tag> tags, Call call) {
        return List.of(
                profile(name, call.account()).to("iam:TagInstanceProfile").withRequestTags(tags));
    }

    List<Permission> toUntagProfile(InstanceProfileName name, List<String> keys, Call call) {
        return List.of(
                profile(name, call.account()).to("iam:UntagInstanceProfile").with("aws:TagKeys", keys));
    }

    List<Permission> onRole(String action, RoleName name, Call call) {
        return List.of(role(name, call.account()).to(action));
    }

    List<Permission> toTagRole(RoleName name, List<Tag> tags, Call call) {
        return List.of(role(name, call.account()).to("iam:TagRole").withRequestTags(tags));
    }

    List<Permission> toUntagRole(RoleName name, List<String> keys, Call call) {
        return List.of(role(name, call.account()).to("iam:UntagRole").with("aws:TagKeys", keys));
    }

    /// Handing a role to a service, which is denied under the ARN of the role.
    Permission passRole(RoleName name, String service, Call call) {
        Permission pass = role(name, call.account()).to("iam:PassRole");
        return pass.shownAs(pass.resource()).with("iam:PassedToService", service);
    }

    List<Permission> onUser(String action, UserName name, Call call) {
        return List.of(user(name, call.account()).to(action));
    }

    List<Permission> toTagUser(UserName name, List<Tag> tags, Call call) {
        return List.of(user(name, call.account()).to("iam:TagUser").withRequestTags(tags));
    }

    List<Permission> toUntagUser(UserName name, List<String> keys, Call call) {
        return List.of(user(name, call.account()).to("iam:UntagUser").with("aws:TagKeys", keys));
    }

    List<Permission> onGroup(String action, GroupName name, Call call) {
        return List.of(group(name, call.account()).to(action));
    }

    /// Changing what a role may do: the boundary of the role is a condition of it.
    Permission onPoliciesOf(String action, RoleName name, Call call) {
        return role(name, call.account()).withBoundary(action);
    }

    Permission onPoliciesOf(String action, UserName name, Call call) {
        return user(name, call.account()).withBoundary(action);
    }

    /// Setting a boundary is judged by the new one.
    List<Permission> toBound(Permission target, String boundary) {
        return List.of(target.with(BOUNDARY, boundary));
    }

    List<Permission> onPolicy(String action, String arn, Call call) {
        return List.of(policy(arn, call.account()).to(action));
    }

    List<Permission> toTagPolicy(String arn, List<Tag> tags, Call call) {
        return List.of(policy(arn, call.account()).to("iam:TagPolicy").withRequestTags(tags));
    }

    List<Permission> toUntagPolicy(String arn, List<String> keys, Call call) {
        return List.of(policy(arn, call.account()).to("iam:UntagPolicy").with("aws:TagKeys", keys));
    }

    List<Permission> onProvider(String action, String arn, Call call) {
        return List.of(provider(arn, call.account()).to(action));
    }

    List<Permission> toTagProvider(String arn, List<Tag> tags, Call call) {
        return List.of(
                provider(arn, call.account()).to("iam:TagOpenIDConnectProvider").withRequestTags(tags));
    }

    List<Permission> toUntagProvider(String arn, List<String> keys, Call call) {
        return List.of(provider(arn, call.account())
                .to("iam:UntagOpenIDConnectProvider")
                .with("aws:TagKeys", keys));
    }

    /// A list is judged by the prefix that it asks for.
    List<Permission> onPrefix(String action, String type, Optional<IamPath> prefix, Call call) {
        return List.of(Permission.on(action, Arn.iam(call.account(), type + prefix.orElse(IamPath.ROOT))));
    }

    private Target profile(InstanceProfileName name, AccountId account) {
        return profile(name, profiles.find(account, name), account);
    }

    private static Target profile(InstanceProfileName name, Optional<InstanceProfile> found, AccountId account) {
        return new Target(
                found.map(InstanceProfile::arn).orElseGet(() -> InstanceProfile.arn(account, IamPath.ROOT, name)),
                "instance profile " + name,
                found.map(InstanceProfile::tags).orElse(List.of()),
                Optional.empty());
    }

    private Target role(RoleName name, AccountId account) {
        Optional<Role> found = roles.find(account, name);
        return new Target(
                found.map(Role::arn).orElseGet(() -> Role.arn(account, IamPath.ROOT, name)),
                "role " + name,
                found.map(Role::tags).orElse(List.of()),
                found.flatMap(Role::boundary));
    }

    private Target user(UserName name, AccountId account) {
        Optional<User> found = users.find(account, name);
        return new Target(
                found.map(User::arn).orElseGet(() -> User.arn(account, IamPath.ROOT, name)),
                "user " + name,
                found.map(User::tags).orElse(List.of()),
                found.flatMap(User::boundary));
    }

    private Target group(GroupName name, AccountId account) {
        Arn arn = groups.find(account, name).map(Group::arn).orElseGet(() -> Group.arn(account, IamPath.ROOT, name));
        return new Target(arn, "group " + name, List.of(), Optional.empty());
    }

    private Target policy(String text, AccountId account) {
        Arn arn = ManagedPolicies.arn(text);
        List<Tag> tags = policies.find(account, arn).map(ManagedPolicy::tags).orElse(List.of());
        return new Target(arn, "policy " + text, tags, Optional.empty());
    }

    private Target provider(String text, AccountId account) {
        Arn arn = OidcProvider.arn(text);
        List<Tag> tags = providers
                .find(account, OidcProvider.urlIn(arn))
                .map(OidcProvider::tags)
                .orElse(List.of());
        return new Target(arn, text, tags, Optional.empty());
    }
}
