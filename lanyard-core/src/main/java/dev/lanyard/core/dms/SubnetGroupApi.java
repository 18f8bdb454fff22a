// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.INVALID_SUBNET;
import static dev.lanyard.core.dms.DmsFault.NOT_ENOUGH_ZONES;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_ALREADY_EXISTS;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;
import static dev.lanyard.core.dms.DmsFault.SUBNET_ALREADY_IN_USE;
import static dev.lanyard.core.dms.DmsService.DMS;
import static dev.lanyard.core.dms.Kind.SUBNET_GROUP;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.Describing.Filter;
import dev.lanyard.core.dms.NetworkDirectory.Subnet;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replication subnet groups: create, describe, modify, delete.
final class SubnetGroupApi implements ApiSection {
    private static final int LONGEST = 255;
    private static final int FEWEST_RECORDS = 20;

    private final Resources<SubnetGroup> groups;
    private final InstanceProfileStore profiles;
    private final MigrationProjectStore projects;
    private final ConversionQueue queue;
    private final Networks networks;
    private final DmsQuotas quotas;

    SubnetGroupApi(
            Networks networks,
            InstanceProfileStore profiles,
            MigrationProjectStore projects,
            ConversionQueue queue,
            DmsQuotas quotas) {
        this.groups = networks.groups();
        this.profiles = profiles;
        this.projects = projects;
        this.queue = queue;
        this.networks = networks;
        this.quotas = quotas;
    }

    record CreateReplicationSubnetGroup(
            String replicationSubnetGroupIdentifier,
            String replicationSubnetGroupDescription,
            List<String> subnetIds,
            List<DmsTags.Given> tags) {}

    record ModifyReplicationSubnetGroup(
            String replicationSubnetGroupIdentifier,
            Optional<String> replicationSubnetGroupDescription,
            List<String> subnetIds) {}

    record Identified(String replicationSubnetGroupIdentifier) {}

    record DescribeReplicationSubnetGroups(
            List<Filter> filters, Optional<Integer> maxRecords, Optional<String> marker) {}

    record Shown(SubnetGroupView replicationSubnetGroup) {}

    record Groups(Optional<String> marker, List<SubnetGroupView> replicationSubnetGroups) {}

    record SubnetGroupView(
            String replicationSubnetGroupIdentifier,
            String replicationSubnetGroupDescription,
            String vpcId,
            String subnetGroupStatus,
            List<SubnetView> subnets,
            List<String> supportedNetworkTypes,
            boolean isReadOnly) {}

    record SubnetView(String subnetIdentifier, Zone subnetAvailabilityZone, String subnetStatus) {}

    record Zone(String name) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.write("CreateReplicationSubnetGroup", CreateReplicationSubnetGroup.class, Shown.class, this::create)
                        .guardedBy(SubnetGroupApi::toCreate)
                        .faults(
                                ACCESS_DENIED,
                                INVALID_SUBNET,
                                NOT_ENOUGH_ZONES,
                                RESOURCE_ALREADY_EXISTS,
                                RESOURCE_QUOTA_EXCEEDED),
                DMS.read(
                                "DescribeReplicationSubnetGroups",
                                DescribeReplicationSubnetGroups.class,
                                Groups.class,
                                this::describe)
                        .onAll()
                        .faults(RESOURCE_NOT_FOUND),
                DMS.write("ModifyReplicationSubnetGroup", ModifyReplicationSubnetGroup.class, Shown.class, this::modify)
                        .guardedBy((in, call) -> on("Modify", in.replicationSubnetGroupIdentifier(), call))
                        .faults(
                                ACCESS_DENIED,
                                INVALID_SUBNET,
                                NOT_ENOUGH_ZONES,
                                RESOURCE_NOT_FOUND,
                                RESOURCE_QUOTA_EXCEEDED,
                                SUBNET_ALREADY_IN_USE),
                DMS.write("DeleteReplicationSubnetGroup", Identified.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> on("Delete", in.replicationSubnetGroupIdentifier(), call))
                        .faults(ACCESS_DENIED, INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND));
    }

    /// The name is known before the group is made, so that policies may name it.
    private static List<Permission> toCreate(CreateReplicationSubnetGroup in, Call call) {
        Arn arn = Place.of(call).arn(SUBNET_GROUP, SUBNET_GROUP.key(in.replicationSubnetGroupIdentifier()));
        List<Permission> needed = new ArrayList<>();
        needed.add(DmsPermissions.withRequestTags(Permission.on("dms:CreateReplicationSubnetGroup", arn), in.tags()));
        if (!in.tags().isEmpty()) {
            needed.add(DmsPermissions.withRequestTags(Permission.on("dms:AddTagsToResource", arn), in.tags()));
        }
        return needed;
    }

    private List<Permission> on(String verb, String identifier, Call call) {
        return List.of(DmsPermissions.on("dms:" + verb + "ReplicationSubnetGroup", groups, identifier, call));
    }

    private Shown create(CreateReplicationSubnetGroup in, Call call) {
        Place place = Place.of(call);
        String id = SUBNET_GROUP.key(in.replicationSubnetGroupIdentifier());
        requireGoodIdentifier(id);
        networks.roles().requireVpcRole(place);
        List<Subnet> subnets = networks.subnetsOfGroup(place, in.subnetIds());
        Head head = new Head(SUBNET_GROUP, place, id, id, call.now(), DmsTags.ofNew(in.tags(), quotas.tags()));
        if (groups.store().find(place, id).isPresent()) {
            throw RESOURCE_ALREADY_EXISTS
                    .because("The Replication Subnet Group already exists")
                    .with("resourceArn", head.arn().toString());
        }
        SubnetGroup group = new SubnetGroup(
                head, in.replicationSubnetGroupDescription(), subnets.getFirst().vpc(), subnets);
        groups.add(group);
        return new Shown(view(group));
    }

    private static void requireGoodIdentifier(String id) {
        boolean good = !id.isEmpty()
                && id.length() <= LONGEST
                && !id.equals(SubnetGroup.DEFAULT)
                && id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0);
        if (!good) {
            throw INVALID_PARAMETER_VALUE.because("A ReplicationSubnetGroupIdentifier has 1 to " + LONGEST
                    + " letters, digits, periods, underscores or hyphens and is not \"default\".");
        }
    }

    private Groups describe(DescribeReplicationSubnetGroups in, Call call) {
        Page<SubnetGroup> page = new Describing(in.filters(), in.maxRecords(), in.marker())
                .page(
                        "DescribeReplicationSubnetGroups",
                        FEWEST_RECORDS,
                        groups,
                        Map.of(
                                "replication-subnet-group-id",
                                value -> groups.look(Place.of(call), value).stream()
                                        .toList()),
                        call);
        return new Groups(page.next(), page.items().stream().map(this::view).toList());
    }

    private Shown modify(ModifyReplicationSubnetGroup in, Call call) {
        Place place = Place.of(call);
        SubnetGroup old = groups.find(place, in.replicationSubnetGroupIdentifier());
        networks.roles().requireVpcRole(place);
        List<Subnet> subnets = networks.subnetsOfGroup(place, in.subnetIds());
        String vpc = subnets.getFirst().vpc();
        if (!vpc.equals(old.vpc()) && !profiles.of(old).isEmpty()) {
            throw INVALID_SUBNET.because("The subnets are not in " + old.vpc()
                    + ", where the instance profiles that use the group have their security groups.");
        }
        requireNotTakenAway(old, in.subnetIds(), call);
        SubnetGroup changed = new SubnetGroup(
                old.head(), in.replicationSubnetGroupDescription().orElse(old.description()), vpc, subnets);
        groups.store().update(changed);
        return new Shown(view(changed));
    }

    /// Subnets in which schema conversion works stay.
    private void requireNotTakenAway(SubnetGroup group, List<String> kept, Call call) {
        boolean open = profiles.of(group).stream()
                .flatMap(profile -> projects.of(profile).stream())
                .anyMatch(project -> queue.isOpen(project, call.now()));
        for (String subnet : group.subnetIds()) {
            if (open && !kept.contains(subnet)) {
                throw SUBNET_ALREADY_IN_USE.because("The subnet " + subnet + " is in use by schema conversion.");
            }
        }
    }

    private Nothing delete(Identified in, Call call) {
        Place place = Place.of(call);
        SubnetGroup group = groups.find(place, in.replicationSubnetGroupIdentifier());
        profiles.of(group).stream().findFirst().ifPresent(profile -> {
            throw INVALID_RESOURCE_STATE.because(
                    "Replication subnet group " + group.head().name() + " is in use by instance profile "
                            + profile.head().name() + '.');
        });
        networks.roles().requireVpcRoleIfAny(place);
        groups.store().delete(group);
        return NOTHING;
    }

    private SubnetGroupView view(SubnetGroup group) {
        Set<String> left = new HashSet<>();
        networks.existing(group.head().place(), group.subnetIds()).forEach(subnet -> left.add(subnet.id()));
        return new SubnetGroupView(
                group.head().id(),
                group.description(),
                group.vpc(),
                left.size() == group.subnets().size() ? "Complete" : "Incomplete",
                group.subnets().stream()
                        .map(subnet -> new SubnetView(
                                subnet.id(),
                                new Zone(subnet.zone()),
                                left.contains(subnet.id()) ? "Active" : "Inactive"))
                        .toList(),
                List.of("IPV4"),
                false);
    }
}
