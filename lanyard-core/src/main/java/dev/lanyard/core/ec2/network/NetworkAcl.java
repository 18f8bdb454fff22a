// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What traffic may enter and leave some subnets of a VPC. Every subnet has exactly one, at first the VPC's default
/// one.
///
/// @param entries by direction and number, without the last ones, which deny everything and cannot be changed
public record NetworkAcl(
        NetworkAclId id, VpcId vpc, boolean isDefault, List<Entry> entries, List<Association> associations) {

    /// @param action `allow` or `deny`
    public record Entry(boolean egress, int number, String action, Traffic traffic) {}

    /// @param protocol a number, or `-1` for everything
    /// @param cidr an IPv4 or IPv6 block
    /// @param first and `last`: ports, or the type and code of ICMP; absent for other protocols
    public record Traffic(String protocol, String cidr, Optional<Integer> first, Optional<Integer> last) {
        static final Traffic ALL = new Traffic("-1", "0.0.0.0/0", Optional.empty(), Optional.empty());

        boolean isIpv6() {
            return cidr.indexOf(':') >= 0;
        }
    }

    public record Association(String id, SubnetId subnet) {}

    /// The ACL that a VPC comes with, which lets everything through.
    static NetworkAcl ofVpc(NetworkAclId id, VpcId vpc) {
        List<Entry> open = Stream.of(true, false)
                .map(egress -> new Entry(egress, 100, "allow", Traffic.ALL))
                .toList();
        return new NetworkAcl(id, vpc, true, open, List.of());
    }

    NetworkAcl with(List<Association> others) {
        return new NetworkAcl(id, vpc, isDefault, entries, List.copyOf(others));
    }
}
