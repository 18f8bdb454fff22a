// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import java.util.Optional;

/// One permission of one peer.
public record SecurityGroupRule(
        SecurityGroupRuleId id,
        SecurityGroupId group,
        boolean egress,
        Traffic traffic,
        Peer peer,
        Optional<String> description) {

    /// @param protocol `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for everything
    /// @param fromPort and `toPort`: ports, or the type and code of ICMP; absent for everything
    public record Traffic(String protocol, Optional<Integer> fromPort, Optional<Integer> toPort) {
        public static final Traffic ALL = new Traffic("-1", Optional.empty(), Optional.empty());
    }

    public enum PeerKind {
        CIDR_IPV4,
        CIDR_IPV6,
        PREFIX_LIST,
        GROUP
    }

    /// @param account the owner of a group; empty for other kinds
    public record Peer(PeerKind kind, String value, String account) {
        public static final Peer ANYWHERE = new Peer(PeerKind.CIDR_IPV4, "0.0.0.0/0", "");
    }

    SecurityGroupRule withId(SecurityGroupRuleId other) {
        return new SecurityGroupRule(other, group, egress, traffic, peer, description);
    }

    SecurityGroupRule withDescription(Optional<String> text) {
        return new SecurityGroupRule(id, group, egress, traffic, peer, text);
    }

    /// Whether both allow the same to the same: a group has such a rule once.
    boolean isSameAs(SecurityGroupRule other) {
        return egress == other.egress && traffic.equals(other.traffic) && peer.equals(other.peer);
    }
}
