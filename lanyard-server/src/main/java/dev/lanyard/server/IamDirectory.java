// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.authz.IdentityDirectory;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.sts.LastUse;
import dev.lanyard.core.sts.LongTermKeys;
import dev.lanyard.core.sts.RoleDirectory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// IAM as STS and the policy engine see it.
final class IamDirectory implements IdentityDirectory, RoleDirectory, LastUse {
    private final RoleStore roles;
    private final AtomicLong revision = new AtomicLong();

    IamDirectory(RoleStore roles) {
        this.roles = roles;
    }

    @Override
    public long revision(AccountId account) {
        return revision.incrementAndGet();
    }

    @Override
    public Optional<Described> user(AccountId account, String id) {
        return Optional.empty();
    }

    @Override
    public Optional<Described> role(AccountId account, String id) {
        return roles.findById(account, id)
                .map(role -> new Described(role.arn(), role.id(), role.tags(), List.of(), Optional.empty()));
    }

    @Override
    public Optional<Document> managedPolicy(AccountId account, Arn arn) {
        return Optional.empty();
    }

    @Override
    public Optional<AssumableRole> find(Arn arn) {
        if (!arn.service().equals("iam")
                || !AccountId.isValid(arn.account())
                || !arn.resource().startsWith("role/")) {
            return Optional.empty();
        }
        RoleName name = new RoleName(arn.resource().substring(arn.resource().lastIndexOf('/') + 1));
        return roles.find(new AccountId(arn.account()), name)
                .filter(role -> role.arn().equals(arn))
                .map(IamDirectory::assumable);
    }

    @Override
    public Optional<AssumableRole> findById(AccountId account, String id) {
        return roles.findById(account, id).map(IamDirectory::assumable);
    }

    private static AssumableRole assumable(Role role) {
        return new AssumableRole(
                role.account(), role.id(), role.arn(), role.trust(), role.maxSessionDuration(), role.tags());
    }

    Optional<LongTermKeys.Key> accessKey(String id) {
        return Optional.empty();
    }

    @Override
    public void ofKey(AccountId account, String accessKeyId, Instant at, String service, String region) {}

    @Override
    public void ofRole(AccountId account, String roleId, Instant at, String region) {}
}
