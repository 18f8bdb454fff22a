// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;

import dev.lanyard.core.op.Call;

/// What several sections need of groups: finding one or saying that it is not there.
final class IamGroups {
    private final GroupStore groups;
    private final IamQuotas quotas;

    IamGroups(GroupStore groups, IamQuotas quotas) {
        this.groups = groups;
        this.quotas = quotas;
    }

    GroupStore store() {
        return groups;
    }

    IamQuotas quotas() {
        return quotas;
    }

    Group find(GroupName name, Call call) {
        return groups.find(call.account(), name)
                .orElseThrow(() -> NO_SUCH_ENTITY.because("The group with name " + name + " cannot be found."));
    }
}
