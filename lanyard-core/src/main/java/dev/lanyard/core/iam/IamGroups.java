// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;

import dev.lanyard.core.op.Call;

/// What several sections need of groups: finding one or saying that it is not there.
public final class IamGroups {
    private final GroupStore groups;

    public IamGroups(GroupStore groups) {
        this.groups = groups;
    }

    Group find(GroupName name, Call call) {
        return groups.find(call.account(), name)
                .orElseThrow(() -> NO_SUCH_ENTITY.because("The group with name " + name + " cannot be found."));
    }
}
