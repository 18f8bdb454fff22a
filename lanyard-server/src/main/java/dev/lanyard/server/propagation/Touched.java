// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.GroupName;
import dev.lanyard.core.iam.GroupStore;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.ManagedPolicyStore;
import dev.lanyard.core.iam.ManagedPolicyStore.Use;
import dev.lanyard.core.iam.PolicyHolder;
import dev.lanyard.core.shared.Page;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Tells by the names in a call which entities it may change for others.
///
/// @param groups whose members a change of the group concerns
/// @param policies whose holders a change of the policy concerns
public record Touched(GroupStore groups, ManagedPolicyStore policies) {
    private static final int PAGE = 1_000;
    private static final String PROVIDER = "oidc-provider/";

    /// The members of IAM's inputs and answers that name what others look up.
    private static final Map<String, Function<String, Entity>> NAMES = Map.of(
            "RoleName", Entity::role,
            "UserName", Entity::user,
            "NewUserName", Entity::user,
            "InstanceProfileName", Entity::profile,
            "AccessKeyId", Entity::key,
            "OpenIDConnectProviderArn",
                    arn -> Entity.provider(arn.substring(arn.indexOf(PROVIDER) + PROVIDER.length())));

    /// What the call may change of what there is, or bring about under a name that it gives.
    Set<Entity> by(AccountId account, Map<String, Object> input) {
        Set<Entity> touched = new LinkedHashSet<>();
        collect(input, touched);
        if (input.get("GroupName") instanceof String name) {
            members(account, new GroupName(name), touched::add);
        } else if (touched.isEmpty() && input.get("PolicyArn") instanceof String arn) {
            // Where a holder is named as well, the policy only comes to it or leaves it.
            touched.add(Entity.policy(arn));
            Arn.parse(arn).ifPresent(policy -> holders(account, policy, touched));
        }
        return touched;
    }

    /// What the call has brought about under names that it did not give.
    Set<Entity> broughtAboutBy(Map<String, Object> output) {
        Set<Entity> created = new LinkedHashSet<>();
        collect(output, created);
        output.forEach((name, value) -> {
            if (value instanceof Map<?, ?> shape) {
                shape.forEach((member, text) -> entity((String) member, text).ifPresent(created::add));
                if (name.equals("Policy") && shape.get("Arn") instanceof String arn) {
                    created.add(Entity.policy(arn));
                }
            }
        });
        return created;
    }

    private static void collect(Map<String, Object> tree, Set<Entity> entities) {
        tree.forEach((name, value) -> entity(name, value).ifPresent(entities::add));
    }

    private static Optional<Entity> entity(String member, Object value) {
        return value instanceof String text
                ? Optional.ofNullable(NAMES.get(member)).map(kind -> kind.apply(text))
                : Optional.empty();
    }

    private void members(AccountId account, GroupName name, Consumer<Entity> each) {
        groups.find(account, name)
                .ifPresent(group -> pages(
                        after -> groups.members(group, Optional.of(after), PAGE),
                        user -> each.accept(Entity.user(user.label()))));
    }

    private void holders(AccountId account, Arn policy, Set<Entity> touched) {
        for (PolicyHolder.Kind kind : PolicyHolder.Kind.values()) {
            pages(after -> policies.entities(account, policy, kind, Use.EITHER, IamPath.ROOT, after, PAGE), holder -> {
                switch (kind) {
                    case ROLE -> touched.add(Entity.role(holder.name()));
                    case USER -> touched.add(Entity.user(holder.name()));
                    case GROUP -> members(account, new GroupName(holder.name()), touched::add);
                }
            });
        }
    }

    private static <T> void pages(Function<String, Page<T>> source, Consumer<T> each) {
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            Page<T> page = source.apply(after.get());
            page.items().forEach(each);
            after = page.next();
        }
    }
}
