// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.GroupName;
import dev.lanyard.core.iam.IamStores;
import dev.lanyard.core.iam.OidcProvider;
import dev.lanyard.core.iam.PrincipalPolicies;
import dev.lanyard.core.iam.PrincipalPolicies.Bound;
import dev.lanyard.core.iam.PrincipalPolicies.Held;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.server.propagation.SeenIam;
import java.util.List;
import java.util.Optional;

/// IAM as STS and the policy engine see it when nothing lags.
public final class IamForSts implements SeenIam {
    private final IamStores iam;
    private final PrincipalPolicies policies;

    public IamForSts(IamStores iam, PrincipalPolicies policies) {
        this.iam = iam;
        this.policies = policies;
    }

    @Override
    public long revision(AccountId account) {
        return policies.revision(account);
    }

    @Override
    public Optional<Described> identity(AccountId account, String id) {
        return policies.of(account, id).map(IamForSts::described);
    }

    @Override
    public Optional<Described> identity(Arn arn) {
        if (!isIam(arn)) {
            return Optional.empty();
        }
        AccountId account = new AccountId(arn.account());
        String name = arn.name();
        Optional<String> id = arn.resource().startsWith("role/")
                ? iam.roles()
                        .find(account, new RoleName(name))
                        .filter(role -> role.arn().equals(arn))
                        .map(Role::id)
                : iam.users()
                        .find(account, new UserName(name))
                        .filter(user -> user.arn().equals(arn))
                        .map(User::id);
        return id.flatMap(it -> identity(account, it));
    }

    @Override
    public Optional<List<Document>> group(AccountId account, String name) {
        return policies.ofGroup(account, new GroupName(name))
                .map(held -> held.stream().map(IamForSts::document).toList());
    }

    private static Described described(Bound bound) {
        List<Document> identity =
                bound.identity().stream().map(IamForSts::document).toList();
        Optional<Document> boundary = bound.boundary().map(IamForSts::document);
        return switch (bound.principal()) {
            case Role role -> new Described(role.arn(), role.id(), role.tags(), identity, boundary);
            case User user -> new Described(user.arn(), user.id(), user.tags(), identity, boundary);
            default -> throw new IllegalStateException("Nobody calls as a group");
        };
    }

    private static Document document(Held held) {
        return new Document(held.name(), held.document());
    }

    @Override
    public Optional<Document> managedPolicy(AccountId account, Arn arn) {
        return policies.managedPolicy(account, arn).map(IamForSts::document);
    }

    @Override
    public Optional<AssumableRole> find(Arn arn) {
        if (!isIam(arn) || !arn.resource().startsWith("role/")) {
            return Optional.empty();
        }
        RoleName name = new RoleName(arn.name());
        return iam.roles()
                .find(new AccountId(arn.account()), name)
                .filter(role -> role.arn().equals(arn))
                .map(IamForSts::assumable);
    }

    @Override
    public Optional<AssumableRole> findById(AccountId account, String id) {
        return iam.roles().findById(account, id).map(IamForSts::assumable);
    }

    private static boolean isIam(Arn arn) {
        return arn.service().equals("iam") && AccountId.isValid(arn.account());
    }

    private static AssumableRole assumable(Role role) {
        return new AssumableRole(
                role.account(), role.id(), role.arn(), role.trust(), role.maxSessionDuration(), role.tags());
    }

    @Override
    public Optional<Provider> provider(AccountId account, String url) {
        return iam.providers()
                .find(account, url)
                .map(it -> new Provider(OidcProvider.arn(account, it.url()), it.url(), it.clientIds()));
    }

    @Override
    public Optional<Key> find(String id) {
        return iam.keys()
                .find(id)
                .filter(key -> key.status() == AccessKey.Status.ACTIVE)
                .map(key -> new Key(key.account(), Optional.of(key.userId()), key.secret()));
    }
}
