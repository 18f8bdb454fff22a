// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;

/// A part of a VPC in one availability zone.
///
/// @param onLaunch what interfaces and instances made in the subnet get unless they say otherwise
public record Subnet(SubnetId id, VpcId vpc, Cidr cidr, String zone, boolean defaultForAz, OnLaunch onLaunch) {

    /// @param hostnameType `ip-name` or `resource-name`
    public record OnLaunch(
            boolean publicAddress,
            boolean ipv6Address,
            boolean dns64,
            String hostnameType,
            boolean nameRecordA,
            boolean nameRecordAaaa) {
        static final OnLaunch PRIVATE = new OnLaunch(false, false, false, "ip-name", false, false);
        static final OnLaunch PUBLIC = new OnLaunch(true, false, false, "ip-name", false, false);
    }

    Subnet with(OnLaunch changed) {
        return new Subnet(id, vpc, cidr, zone, defaultForAz, changed);
    }
}
