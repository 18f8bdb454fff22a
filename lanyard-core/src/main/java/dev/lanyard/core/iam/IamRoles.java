// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.iam.IamViews.BoundaryView;
import dev.lanyard.core.iam.IamViews.InstanceProfileView;
import dev.lanyard.core.iam.IamViews.RoleLastUsed;
import dev.lanyard.core.iam.IamViews.RoleView;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What several sections need of roles: finding one or saying that it is not there, and showing one.
final class IamRoles {
    private final RoleStore roles;
    private final TrustPrincipals principals;
    private final IamQuotas quotas;

    IamRoles(IamStores stores, IamQuotas quotas) {
        this.roles = stores.roles();
        this.principals = new TrustPrincipals(stores.roles(), stores.users());
        this.quotas = quotas;
    }

    RoleStore store() {
        return roles;
    }

    IamQuotas quotas() {
        return quotas;
    }

    /// The trust policy that a caller sends, in the form in which it is stored.
    String storedTrust(String sent) {
        return principals.bound(sent, quotas);
    }

    /// To be asked after a role was made.
    void checkQuota(Call call) {
        if (roles.count(call.account()) > quotas.roles()) {
            throw IamFault.LIMIT_EXCEEDED.because("Cannot exceed quota for RolesPerAccount: " + quotas.roles());
        }
    }

    Role find(RoleName name, Call call) {
        return roles.find(call.account(), name).orElseThrow(() -> notFound(name));
    }

    /// The role, when it is the customer's to change. Service-linked roles are changed by AWS only.
    Role modifiable(RoleName name, Call call) {
        Role role = find(name, call);
        if (role.isServiceLinked()) {
            throw IamFault.UNMODIFIABLE_ENTITY.because("Cannot perform the operation on the protected role '"
                    + role.name() + "' - this role is only modifiable by AWS");
        }
        return role;
    }

    private static Fault notFound(RoleName name) {
        return IamFault.NO_SUCH_ENTITY.because("The role with name " + name + " cannot be found.");
    }

    /// The members that every response shows of a role, and the only ones of a role inside an instance profile.
    RoleView shortView(Role role) {
        return view(role, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The answer to its creation echoes the trust policy as it was sent; only later reads show what became of it.
    RoleView createdView(Role role, String sentTrust) {
        return view(
                role.withTrust(sentTrust),
                Optional.empty(),
                Optional.empty(),
                BoundaryView.of(role.boundary()),
                IamViews.unlessEmpty(role.tags()),
                Optional.empty());
    }

    RoleView fullView(Role role, Instant now) {
        return view(
                role,
                role.description(),
                Optional.of(role.maxSessionDuration()),
                BoundaryView.of(role.boundary()),
                IamViews.unlessEmpty(role.tags()),
                Optional.of(RoleLastUsed.of(role, now)));
    }

    RoleView listedView(Role role) {
        return view(
                role,
                role.description(),
                Optional.of(role.maxSessionDuration()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    RoleView describedView(Role role) {
        return view(role, role.description(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    InstanceProfileView profileView(InstanceProfile profile, Optional<List<Tag>> tags) {
        return new InstanceProfileView(
                profile.path(),
                profile.name(),
                profile.id(),
                profile.arn(),
                profile.created(),
                profile.role().map(this::shortView).stream().toList(),
                tags);
    }

    /// The trust policy in the form in which IAM returns it.
    String trust(Role role) {
        return PercentEncoding.encode(principals.shown(role.trust()));
    }

    private RoleView view(
            Role role,
            Optional<String> description,
            Optional<Integer> maxSessionDuration,
            Optional<BoundaryView> boundary,
            Optional<List<Tag>> tags,
            Optional<RoleLastUsed> lastUsed) {
        return new RoleView(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                trust(role),
                description,
                maxSessionDuration,
                boundary,
                tags,
                lastUsed);
    }
}
