// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.wire.Fault;
import dev.lanyard.core.iam.IamViews.RoleLastUsed;
import dev.lanyard.core.iam.IamViews.RoleView;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// What several sections need of roles: finding one or saying that it is not there, and showing one.
public final class IamRoles {
    private final RoleStore roles;
    private final TrustPrincipals principals;

    public IamRoles(RoleStore roles, TrustPrincipals principals) {
        this.roles = roles;
        this.principals = principals;
    }

    Role find(RoleName name, Call call) {
        return roles.find(call.account(), name).orElseThrow(() -> notFound(name));
    }

    /// The role, when it is the customer's to change. Service-linked roles are changed by AWS only.
    Role modifiable(RoleName name, Call call) {
        Role role = find(name, call);
        if (role.path().value().startsWith("/aws-service-role/")) {
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
        return view(role, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    RoleView view(
            Role role,
            Optional<String> description,
            Optional<Integer> maxSessionDuration,
            Optional<List<Tag>> tags,
            Optional<RoleLastUsed> lastUsed) {
        return new RoleView(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                PercentEncoding.encode(principals.shown(role.trust())),
                description,
                maxSessionDuration,
                tags,
                lastUsed);
    }
}
