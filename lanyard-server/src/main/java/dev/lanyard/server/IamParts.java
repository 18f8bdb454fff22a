// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.iam.IamPermissions;
import dev.lanyard.core.iam.IamQuotas;
import dev.lanyard.core.iam.IamRoles;
import dev.lanyard.core.iam.InstanceProfileApi;
import dev.lanyard.core.iam.InstanceProfileStore;
import dev.lanyard.core.iam.RoleApi;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.iam.RoleTagApi;
import dev.lanyard.core.iam.TrustPrincipals;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.iam.SqlInstanceProfiles;
import dev.lanyard.store.iam.SqlRoles;
import java.util.List;

/// The parts of IAM, and what other services may ask of it.
final class IamParts {
    private final InstanceProfileStore profiles;
    private final RoleStore roles;
    private final Ids ids;

    IamParts(Ground ground) {
        this.profiles = new SqlInstanceProfiles(ground.database());
        this.roles = new SqlRoles(ground.database());
        this.ids = ground.ids();
    }

    InstanceProfileStore profiles() {
        return profiles;
    }

    RoleStore roles() {
        return roles;
    }

    List<ApiSection> sections() {
        TrustPrincipals principals = new TrustPrincipals(roles);
        IamRoles known = new IamRoles(roles, principals);
        IamPermissions permissions = new IamPermissions(profiles, roles);
        return List.of(
                new InstanceProfileApi(profiles, known, permissions, IamQuotas.AWS, ids),
                new RoleApi(roles, known, principals, permissions, IamQuotas.AWS, ids),
                new RoleTagApi(roles, known, permissions, IamQuotas.AWS));
    }
}
