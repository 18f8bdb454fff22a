// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.FAILED_DEPENDENCY;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.KMS_KEY_NOT_ACCESSIBLE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_ALREADY_EXISTS;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;
import static dev.lanyard.core.dms.DmsFault.S3_ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsService.DMS;
import static dev.lanyard.core.dms.Kind.INSTANCE_PROFILE;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.Describing.Filter;
import dev.lanyard.core.dms.InstanceProfile.NetworkType;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Instance profiles of DMS: create, describe, modify, delete.
final class InstanceProfileApi implements ApiSection {

    private final Resources<InstanceProfile> profiles;
    private final MigrationProjectStore projects;
    private final Networks networks;
    private final ConversionQueue queue;
    private final DmsQuotas quotas;

    InstanceProfileApi(
            Resources<InstanceProfile> profiles,
            MigrationProjectStore projects,
            Networks networks,
            ConversionQueue queue,
            DmsQuotas quotas) {
        this.profiles = profiles;
        this.projects = projects;
        this.networks = networks;
        this.queue = queue;
        this.quotas = quotas;
    }

    record CreateInstanceProfile(
            Optional<String> availabilityZone,
            Optional<String> kmsKeyArn,
            Optional<Boolean> publiclyAccessible,
            List<DmsTags.Given> tags,
            Optional<String> networkType,
            Optional<String> instanceProfileName,
            Optional<String> description,
            Optional<String> subnetGroupIdentifier,
            List<String> vpcSecurityGroups) {}

    record ModifyInstanceProfile(
            String instanceProfileIdentifier,
            Optional<String> availabilityZone,
            Optional<String> kmsKeyArn,
            Optional<Boolean> publiclyAccessible,
            Optional<String> networkType,
            Optional<String> instanceProfileName,
            Optional<String> description,
            Optional<String> subnetGroupIdentifier,
            Optional<List<String>> vpcSecurityGroups) {}

    record Identified(String instanceProfileIdentifier) {}

    record DescribeInstanceProfiles(List<Filter> filters, Optional<Integer> maxRecords, Optional<String> marker) {}

    record Shown(InstanceProfileView instanceProfile) {}

    record Profiles(Optional<String> marker, List<InstanceProfileView> instanceProfiles) {}

    record InstanceProfileView(
            Arn instanceProfileArn,
            Optional<String> availabilityZone,
            Optional<String> kmsKeyArn,
            boolean publiclyAccessible,
            NetworkType networkType,
            String instanceProfileName,
            Optional<String> description,
            Instant instanceProfileCreationTime,
            String subnetGroupIdentifier,
            List<String> vpcSecurityGroups) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.write("CreateInstanceProfile", CreateInstanceProfile.class, Shown.class, this::create)
                        .guardedBy((in, call) ->
                                DmsPermissions.toCreate("dms:CreateInstanceProfile", INSTANCE_PROFILE, in.tags(), call))
                        .faults(
                                ACCESS_DENIED,
                                FAILED_DEPENDENCY,
                                INVALID_RESOURCE_STATE,
                                KMS_KEY_NOT_ACCESSIBLE,
                                RESOURCE_ALREADY_EXISTS,
                                RESOURCE_NOT_FOUND,
                                RESOURCE_QUOTA_EXCEEDED),
                DMS.read("DescribeInstanceProfiles", DescribeInstanceProfiles.class, Profiles.class, this::describe)
                        .guardedBy(
                                (in, call) -> DmsPermissions.toList("dms:ListInstanceProfiles", INSTANCE_PROFILE, call))
                        .faults(ACCESS_DENIED, FAILED_DEPENDENCY, RESOURCE_NOT_FOUND),
                DMS.write("ModifyInstanceProfile", ModifyInstanceProfile.class, Shown.class, this::modify)
                        .guardedBy((in, call) -> List.of(DmsPermissions.on(
                                "dms:UpdateInstanceProfile", profiles, in.instanceProfileIdentifier(), call)))
                        .faults(
                                ACCESS_DENIED,
                                FAILED_DEPENDENCY,
                                INVALID_RESOURCE_STATE,
                                KMS_KEY_NOT_ACCESSIBLE,
                                RESOURCE_NOT_FOUND,
                                S3_ACCESS_DENIED),
                DMS.write("DeleteInstanceProfile", Identified.class, Shown.class, this::delete)
                        .guardedBy((in, call) -> List.of(DmsPermissions.on(
                                "dms:DeleteInstanceProfile", profiles, in.instanceProfileIdentifier(), call)))
                        .faults(ACCESS_DENIED, FAILED_DEPENDENCY, INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND));
    }

    private Shown create(CreateInstanceProfile in, Call call) {
        Place place = Place.of(call);
        in.availabilityZone().ifPresent(zone -> networks.requireZone(place, zone));
        in.kmsKeyArn().ifPresent(key -> KmsKey.requireAccessible(place, key));
        Optional<SubnetGroup> group = networks.groupFor(in.subnetGroupIdentifier(), call);
        networks.requireSecurityGroups(place, group, in.vpcSecurityGroups());
        InstanceProfile profile = new InstanceProfile(
                profiles.head(in.instanceProfileName(), DmsTags.ofNew(in.tags(), quotas.tags()), call),
                Resources.description(in.description()),
                in.availabilityZone(),
                in.kmsKeyArn(),
                in.publiclyAccessible().orElse(true),
                in.networkType().map(InstanceProfileApi::networkType).orElse(NetworkType.IPV4),
                group.map(it -> it.head().id()),
                in.vpcSecurityGroups());
        profiles.add(profile);
        return new Shown(view(profile));
    }

    private Profiles describe(DescribeInstanceProfiles in, Call call) {
        Page<InstanceProfile> page = new Describing(in.filters(), in.maxRecords(), in.marker())
                .page(
                        "DescribeInstanceProfiles",
                        1,
                        profiles,
                        Map.of(
                                "instance-profile-identifier",
                                value -> profiles.look(Place.of(call), value).stream()
                                        .toList()),
                        call);
        if (!in.filters().isEmpty()) {
            requireReachable(page.items(), call);
        }
        return new Profiles(page.next(), page.items().stream().map(this::view).toList());
    }

    /// DMS looks at profiles that somebody asks for by name through the role that it works in their VPC with. A plain
    /// list must not fail because of one of them.
    private void requireReachable(List<InstanceProfile> asked, Call call) {
        if (asked.stream().anyMatch(InstanceProfile::hasOwnNetwork)) {
            networks.roles().requireVpcRoleIfAny(Place.of(call));
        }
    }

    private Shown modify(ModifyInstanceProfile in, Call call) {
        Place place = Place.of(call);
        InstanceProfile old = profiles.find(place, in.instanceProfileIdentifier());
        List<MigrationProject> users = projects.of(old);
        users.forEach(project -> queue.requireClosed(project, call));
        Optional<String> zone = in.availabilityZone().or(old::availabilityZone).filter(it -> !it.isEmpty());
        Optional<String> key = in.kmsKeyArn().or(old::kmsKey).filter(it -> !it.isEmpty());
        List<String> securityGroups = in.vpcSecurityGroups().orElse(old.securityGroups());
        in.availabilityZone().filter(it -> !it.isEmpty()).ifPresent(it -> networks.requireZone(place, it));
        in.kmsKeyArn().filter(it -> !it.isEmpty()).ifPresent(it -> KmsKey.requireAccessible(place, it));
        Optional<SubnetGroup> group = in.subnetGroupIdentifier().isPresent()
                ? networks.groupFor(in.subnetGroupIdentifier(), call)
                : old.subnetGroup().map(id -> networks.groups().findById(place, id));
        if (in.subnetGroupIdentifier().isPresent() || in.vpcSecurityGroups().isPresent()) {
            networks.requireSecurityGroups(place, group, securityGroups);
            // From another network the projects must still reach their buckets.
            users.forEach(project -> queue.health().requireBucket(project));
        }
        InstanceProfile changed = new InstanceProfile(
                profiles.renamed(old.head(), in.instanceProfileName()),
                in.description().isPresent() ? Resources.description(in.description()) : old.description(),
                zone,
                key,
                in.publiclyAccessible().orElse(old.publiclyAccessible()),
                in.networkType().map(InstanceProfileApi::networkType).orElse(old.networkType()),
                group.map(it -> it.head().id()),
                securityGroups);
        profiles.store().update(changed);
        return new Shown(view(changed));
    }

    private Shown delete(Identified in, Call call) {
        InstanceProfile profile = profiles.find(Place.of(call), in.instanceProfileIdentifier());
        projects.of(profile).stream().findFirst().ifPresent(project -> {
            throw INVALID_RESOURCE_STATE.because(
                    "Instance profile " + profile.head().name() + " is in use by migration project "
                            + project.head().name() + '.');
        });
        requireReachable(List.of(profile), call);
        profiles.store().delete(profile);
        return new Shown(view(profile));
    }

    private static NetworkType networkType(String text) {
        return switch (text) {
            case "IPV4" -> NetworkType.IPV4;
            case "DUAL" -> NetworkType.DUAL;
            default -> throw INVALID_PARAMETER_VALUE.because("NetworkType is IPV4 or DUAL, not " + text + '.');
        };
    }

    private InstanceProfileView view(InstanceProfile profile) {
        Head head = profile.head();
        return new InstanceProfileView(
                head.arn(),
                profile.availabilityZone(),
                profile.kmsKey(),
                profile.publiclyAccessible(),
                profile.networkType(),
                head.name(),
                profile.description(),
                head.created(),
                profile.subnetGroup().orElse(SubnetGroup.DEFAULT),
                profile.securityGroups());
    }
}
