// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import java.util.List;
import java.util.Optional;

/// Where the traffic of some subnets of a VPC goes.
public record RouteTable(RouteTableId id, VpcId vpc, List<Route> routes, List<Association> associations) {

    /// @param destination a CIDR block
    /// @param target `local`, or the id of a gateway or network interface
    public record Route(String destination, String target) {
        public static final String LOCAL = "local";

        public boolean isLocal() {
            return target.equals(LOCAL);
        }
    }

    /// @param subnet absent in the main association, which holds for every subnet without one of its own
    public record Association(String id, Optional<SubnetId> subnet) {}

    public boolean isMain() {
        return associations.stream().anyMatch(it -> it.subnet().isEmpty());
    }
}
