// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.core.iam.UserStore;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.propagation.Unseen;
import java.time.Instant;
import java.util.Optional;

/// What entities are like, to be kept before they change.
///
/// @param iam as it is
/// @param profiles as they are
public record Contents(RoleStore roles, UserStore users, SeenIam iam, SeenProfiles profiles) {
    Unseen of(AccountId account, Entity entity) {
        Optional<Principal> principal = principal(account, entity);
        Optional<String> content = switch (entity.kind()) {
            case ROLE, USER -> principal.map(ContentText::of);
            case PROFILE ->
                profiles.find(account, entity.name(), Sight.at(Instant.EPOCH)).map(ContentText::of);
            case POLICY ->
                Arn.parse(entity.name())
                        .flatMap(arn -> iam.managedPolicy(account, arn))
                        .map(ContentText::of);
            case KEY -> iam.find(entity.name()).map(ContentText::of);
            case PROVIDER -> iam.provider(account, entity.name()).map(ContentText::of);
        };
        return new Unseen(entity.toString(), principal.map(Principal::id).orElse(""), content);
    }

    /// The role or user of a name.
    Optional<Principal> principal(AccountId account, Entity entity) {
        return switch (entity.kind()) {
            case ROLE ->
                roles.find(account, new RoleName(entity.name()))
                        .map(Role::id)
                        .map(id -> new Principal(iam.identity(account, id).orElseThrow(), iam.findById(account, id)));
            case USER ->
                users.find(account, new UserName(entity.name()))
                        .map(User::id)
                        .map(id -> new Principal(iam.identity(account, id).orElseThrow(), Optional.empty()));
            case PROFILE, POLICY, KEY, PROVIDER -> Optional.empty();
        };
    }

    /// The role or user that has this unique id now.
    Optional<Entity> entity(AccountId account, String id) {
        return id.startsWith("AROA")
                ? roles.findById(account, id).map(role -> Entity.role(role.label()))
                : users.findById(account, id).map(user -> Entity.user(user.label()));
    }
}
