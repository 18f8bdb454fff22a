// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.authz.TrustJudge;
import dev.lanyard.core.dms.RoleDirectory;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// DMS's view of IAM: the trust policies of roles, held against DMS as the caller.
public record IamRolesForDms(dev.lanyard.core.sts.RoleDirectory roles, Identities identities, InstantSource clock)
        implements RoleDirectory {
    @Override
    public Trust trust(Arn role, List<String> services, Region region) {
        Optional<AssumableRole> found = roles.find(role);
        if (found.isEmpty()) {
            return Trust.NO_SUCH_ROLE;
        }
        Permission assume =
                found.get().permission("sts:AssumeRole", identities).with("aws:SourceAccount", role.account());
        return services.stream().anyMatch(it -> TrustJudge.admitsService(it, assume, region, clock.instant()))
                ? Trust.GRANTED
                : Trust.REFUSED;
    }
}
