// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import java.util.List;

/// The sections of DMS, put together.
public final class DmsSections {
    private DmsSections() {}

    public static List<ApiSection> of(
            DmsStores stores, NetworkDirectory network, RoleDirectory roles, DmsQuotas quotas, Ids ids) {
        Resources<SubnetGroup> groups = new Resources<>(Kind.SUBNET_GROUP, stores.subnetGroups(), quotas, ids);
        Resources<InstanceProfile> profiles =
                new Resources<>(Kind.INSTANCE_PROFILE, stores.instanceProfiles(), quotas, ids);
        Networks networks = new Networks(network, new DmsRoles(roles), groups, quotas);
        return List.of(
                new SubnetGroupApi(stores.instanceProfiles(), networks, quotas),
                new InstanceProfileApi(profiles, stores.instanceProfiles(), networks, quotas));
    }
}
