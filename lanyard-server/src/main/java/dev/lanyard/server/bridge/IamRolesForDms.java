// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.Context;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.aws.policy.PolicyEngine;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.policy.Request;
import dev.lanyard.core.dms.RoleDirectory;
import dev.lanyard.core.sts.RoleDirectory.AssumableRole;
import java.util.List;
import java.util.Optional;

/// DMS's view of IAM: the trust policies of roles, held against DMS as the caller.
public record IamRolesForDms(dev.lanyard.core.sts.RoleDirectory roles) implements RoleDirectory {
    @Override
    public Trust trust(Arn role, List<String> services) {
        Optional<AssumableRole> found = roles.find(role);
        if (found.isEmpty()) {
            return Trust.NO_SUCH_ROLE;
        }
        CompiledPolicy policy =
                CompiledPolicy.of(PolicyDocument.parse(found.get().trust()));
        boolean granted = services.stream().anyMatch(service -> admits(policy, role, service));
        return granted ? Trust.GRANTED : Trust.REFUSED;
    }

    private static boolean admits(CompiledPolicy policy, Arn role, String service) {
        Context context = new Context().put("aws:SourceAccount", role.account());
        return PolicyEngine.trust(
                        new Request(Principal.service(service), "sts:AssumeRole", role.toString(), context), policy)
                .isAllowed();
    }
}
