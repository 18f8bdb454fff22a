// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.FAILED_DEPENDENCY;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.INVALID_SUBNET;
import static dev.lanyard.core.dms.DmsFault.NOT_ENOUGH_ZONES;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;

import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.dms.NetworkDirectory.SecurityGroup;
import dev.lanyard.core.dms.NetworkDirectory.Subnet;
import dev.lanyard.core.op.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Holds the network settings of DMS against the network that exists.
final class Networks {
    private static final int FEWEST_ZONES = 2;

    private final NetworkDirectory network;
    private final DmsRoles roles;
    private final ResourceStore<SubnetGroup> groups;
    private final Resources<SubnetGroup> known;
    private final DmsQuotas quotas;

    Networks(NetworkDirectory network, DmsRoles roles, Resources<SubnetGroup> known, DmsQuotas quotas) {
        this.network = network;
        this.roles = roles;
        this.groups = known.store();
        this.known = known;
        this.quotas = quotas;
    }

    DmsRoles roles() {
        return roles;
    }

    Resources<SubnetGroup> groups() {
        return known;
    }

    /// The subnets that make a group: all exist, share a VPC and cover enough zones.
    List<Subnet> subnetsOfGroup(Place place, List<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        if (distinct.size() > quotas.subnetsPerGroup()) {
            throw RESOURCE_QUOTA_EXCEEDED.because(
                    "A replication subnet group has at most " + quotas.subnetsPerGroup() + " subnets.");
        }
        Map<String, Subnet> existing = new HashMap<>();
        existing(place, distinct).forEach(subnet -> existing.put(subnet.id(), subnet));
        for (String id : distinct) {
            if (!existing.containsKey(id)) {
                throw INVALID_SUBNET.because("The subnet " + id + " does not exist.");
            }
        }
        List<Subnet> subnets = distinct.stream().map(existing::get).toList();
        if (subnets.stream().map(Subnet::vpc).distinct().count() > 1) {
            throw INVALID_SUBNET.because("The subnets of a replication subnet group are in one VPC.");
        }
        if (SubnetGroup.zones(subnets) < FEWEST_ZONES) {
            throw NOT_ENOUGH_ZONES.because("The subnets cover fewer than two Availability Zones.");
        }
        return subnets;
    }

    /// Those of the subnets that exist.
    List<Subnet> existing(Place place, List<String> ids) {
        return DmsRoles.asked("EC2", () -> network.subnets(place, ids));
    }

    /// The subnet group that a profile is to stand on. Naming none means the group `default`, which DMS makes out of
    /// the default VPC; there is none without such a VPC.
    Optional<SubnetGroup> groupFor(Optional<String> identifier, Call call) {
        Place place = Place.of(call);
        String wanted = identifier.filter(it -> !it.isEmpty()).orElse(SubnetGroup.DEFAULT);
        if (Ascii.equalsIgnoreCase(wanted, SubnetGroup.DEFAULT)) {
            return ofDefaultVpc(call);
        }
        SubnetGroup group = known.find(place, wanted);
        roles.requireVpcRole(place);
        requireUsable(group);
        return Optional.of(group);
    }

    private Optional<SubnetGroup> ofDefaultVpc(Call call) {
        Place place = Place.of(call);
        List<Subnet> subnets = DmsRoles.asked("EC2", () -> network.defaultSubnets(place));
        if (SubnetGroup.zones(subnets) < FEWEST_ZONES) {
            return Optional.empty();
        }
        Optional<SubnetGroup> present = groups.find(place, SubnetGroup.DEFAULT);
        Head head = present.map(SubnetGroup::head)
                .orElseGet(() -> new Head(
                        Kind.SUBNET_GROUP, place, SubnetGroup.DEFAULT, SubnetGroup.DEFAULT, call.now(), List.of()));
        SubnetGroup group =
                new SubnetGroup(head, SubnetGroup.DEFAULT, subnets.getFirst().vpc(), subnets);
        if (present.isEmpty()) {
            groups.insert(group);
        } else if (!group.equals(present.get())) {
            groups.update(group);
        }
        return Optional.of(group);
    }

    /// What is left of the group's subnets must still make a group.
    void requireUsable(SubnetGroup group) {
        List<Subnet> left = existing(group.head().place(), group.subnetIds());
        if (left.isEmpty()) {
            throw FAILED_DEPENDENCY.because("A service that DMS depends on failed: EC2 has none of the subnets of "
                    + group.head().name() + " in " + group.vpc() + " any more.");
        }
        if (SubnetGroup.zones(left) < FEWEST_ZONES) {
            throw INVALID_RESOURCE_STATE.because("Replication subnet group "
                    + group.head().name() + " is not in a state that allows this: what is left of its subnets covers"
                    + " fewer than two Availability Zones.");
        }
    }

    /// Security groups exist and are in the VPC of the subnet group, or at least in one VPC.
    void requireSecurityGroups(Place place, Optional<SubnetGroup> group, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Map<String, SecurityGroup> existing = DmsRoles.asked("EC2", () -> network.securityGroups(place, ids)).stream()
                .collect(Collectors.toMap(SecurityGroup::id, Function.identity()));
        String vpc = group.map(SubnetGroup::vpc).orElse(null);
        for (String id : ids) {
            SecurityGroup found = existing.get(id);
            if (found == null) {
                throw RESOURCE_NOT_FOUND.because("Security group " + id + " not found.");
            }
            if (vpc != null && !found.vpc().equals(vpc)) {
                throw RESOURCE_NOT_FOUND.because("Security group " + id + " not found in VPC " + vpc + '.');
            }
            vpc = found.vpc();
        }
    }

    void requireZone(Place place, String zone) {
        if (!DmsRoles.asked("EC2", () -> network.zones(place)).contains(zone)) {
            throw INVALID_PARAMETER_VALUE.because("Availability Zone " + zone + " does not exist.");
        }
    }
}
