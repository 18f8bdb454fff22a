// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.List;
import java.util.Set;

/// What DMS asks of EC2's network. A [dev.lanyard.aws.fault.Fault] that a method throws is EC2's answer that it cannot
/// tell.
public interface NetworkDirectory {
    record Subnet(String id, String vpc, String zone) {}

    record SecurityGroup(String id, String vpc) {}

    /// Those of the subnets that exist, in any order.
    List<Subnet> subnets(Place place, List<String> ids);

    /// Those of the security groups that exist, in any order.
    List<SecurityGroup> securityGroups(Place place, List<String> ids);

    /// The subnets of the default VPC; none when there is no default VPC.
    List<Subnet> defaultSubnets(Place place);

    /// The names of the Availability Zones.
    Set<String> zones(Place place);
}
