// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.core.dms.NetworkDirectory.Subnet;
import java.util.List;

/// A replication subnet group: subnets of one VPC in at least two zones, as they were when the group was made.
public record SubnetGroup(Head head, String description, String vpc, List<Subnet> subnets)
        implements Resource<SubnetGroup> {
    /// The group that DMS makes by itself out of the default VPC.
    static final String DEFAULT = "default";

    @Override
    public SubnetGroup with(Head changed) {
        return new SubnetGroup(changed, description, vpc, subnets);
    }

    List<String> subnetIds() {
        return subnets.stream().map(Subnet::id).toList();
    }

    /// How many zones the subnets are in.
    static long zones(List<Subnet> subnets) {
        return subnets.stream().map(Subnet::zone).distinct().count();
    }
}
