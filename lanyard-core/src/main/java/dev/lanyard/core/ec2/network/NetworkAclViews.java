// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkAcl.Entry;
import dev.lanyard.core.ec2.network.NetworkAcl.Traffic;
import dev.lanyard.core.shared.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Network ACLs as EC2 shows them.
final class NetworkAclViews {
    private static final int LAST_NUMBER = 32_767;

    private NetworkAclViews() {}

    record AclAssociation(String networkAclAssociationId, String networkAclId, SubnetId subnetId) {}

    record IcmpTypeCode(Optional<Integer> code, Optional<Integer> type) {}

    record PortRange(Optional<Integer> from, Optional<Integer> to) {}

    record AclEntry(
            Optional<String> cidrBlock,
            boolean egress,
            Optional<IcmpTypeCode> icmpTypeCode,
            Optional<String> ipv6CidrBlock,
            Optional<PortRange> portRange,
            String protocol,
            String ruleAction,
            int ruleNumber) {}

    record AclView(
            String networkAclId,
            VpcId vpcId,
            String ownerId,
            boolean isDefault,
            List<AclEntry> entries,
            List<AclAssociation> associations,
            List<Tag> tags) {}

    static AclView acl(Scope scope, NetworkAcl acl, List<Tag> tags) {
        String id = acl.id().value();
        return new AclView(
                id,
                acl.vpc(),
                scope.account().value(),
                acl.isDefault(),
                Stream.of(true, false)
                        .flatMap(egress -> entries(acl, egress))
                        .map(NetworkAclViews::entry)
                        .toList(),
                acl.associations().stream()
                        .sorted(Comparator.comparing(it -> it.subnet().value()))
                        .map(it -> new AclAssociation(it.id(), id, it.subnet()))
                        .toList(),
                tags);
    }

    private static Stream<Entry> entries(NetworkAcl acl, boolean egress) {
        return Stream.concat(
                acl.entries().stream().filter(it -> it.egress() == egress),
                Stream.of(new Entry(egress, LAST_NUMBER, "deny", Traffic.ALL)));
    }

    private static AclEntry entry(Entry entry) {
        Traffic traffic = entry.traffic();
        Optional<String> cidr = Optional.of(traffic.cidr());
        boolean ranged = traffic.first().isPresent();
        boolean icmp = NetworkAclEntryApi.isIcmp(traffic.protocol());
        return new AclEntry(
                cidr.filter(_ -> !traffic.isIpv6()),
                entry.egress(),
                ranged && icmp ? Optional.of(new IcmpTypeCode(traffic.last(), traffic.first())) : Optional.empty(),
                cidr.filter(_ -> traffic.isIpv6()),
                ranged && !icmp ? Optional.of(new PortRange(traffic.first(), traffic.last())) : Optional.empty(),
                traffic.protocol(),
                entry.action(),
                entry.number());
    }
}
