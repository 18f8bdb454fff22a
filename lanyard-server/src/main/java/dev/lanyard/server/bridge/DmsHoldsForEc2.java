// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.core.dms.HeldNetwork;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkHolds;
import java.time.Instant;

/// EC2's view of what DMS works with.
public final class DmsHoldsForEc2 implements NetworkHolds {
    private final HeldNetwork held;

    public DmsHoldsForEc2(HeldNetwork held) {
        this.held = held;
    }

    @Override
    public boolean holds(Scope scope, SubnetId subnet, Instant now) {
        return held.holdsSubnet(place(scope), subnet.value(), now);
    }

    @Override
    public boolean holds(Scope scope, SecurityGroupId group, Instant now) {
        return held.holdsSecurityGroup(place(scope), group.value(), now);
    }

    private static Place place(Scope scope) {
        return new Place(scope.account(), scope.region());
    }
}
