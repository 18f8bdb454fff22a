// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.LaunchRequest.Ebs;
import dev.lanyard.core.ec2.instance.LaunchRequest.Nic;
import dev.lanyard.core.ec2.instance.LaunchRequest.Placement;
import dev.lanyard.core.ec2.instance.RunInstancesApi.LaunchTemplateSpecification;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.SecurityGroup;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a launch needs permission for: itself on everything that it touches, handing over the role, and tagging.
public final class LaunchPermissions {
    private static final String RUN = "RunInstances";

    private final Network network;
    private final NetworkInterfaces interfaces;
    private final ProfileDirectory profiles;
    private final Ec2Permissions permissions;

    public LaunchPermissions(
            Network network, NetworkInterfaces interfaces, ProfileDirectory profiles, Ec2Permissions permissions) {
        this.network = network;
        this.interfaces = interfaces;
        this.profiles = profiles;
        this.permissions = permissions;
    }

    List<Permission> toLaunch(LaunchSource source, Call call) {
        LaunchRequest request = source.request();
        Optional<Profile> profile = request.profile().flatMap(it -> it.seen(profiles, call.account(), call.now()));
        List<Connection> connections = connections(request, call);
        List<Permission> needed = new ArrayList<>();
        // The template first, so that a denial tells nothing of what is in it to those who may not use it.
        source.template().ifPresent(id -> needed.add(template(source, id, call)));
        needed.add(instance(source, profile, connections, call));
        request.imageId()
                .ifPresent(id -> needed.add(permissions.on(RUN, id, call).with("ec2:ImageID", id.value())));
        connections.stream()
                .filter(it -> it.existing().isEmpty())
                .flatMap(it -> it.subnet().stream())
                .distinct()
                .forEach(it -> needed.add(placed(
                        permissions
                                .on(RUN, it.id(), call)
                                .with("ec2:SubnetID", it.id().value()),
                        it,
                        call)));
        connections.stream().map(it -> connected(it, source, call)).distinct().forEach(needed::add);
        groups(request, connections, call)
                .forEach(id -> needed.add(permissions.on(RUN, id, call).with("ec2:SecurityGroupID", id.value())));
        needed.addAll(disks(source, call));
        request.keyName()
                .ifPresent(name -> needed.add(
                        permissions.on(RUN, ResourceType.KEY_PAIR, name, call).with("ec2:KeyPairName", name)));
        List<Permission> marked =
                needed.stream().map(it -> withTemplate(it, source, call)).toList();
        List<Permission> all = new ArrayList<>(marked);
        String anyInstance =
                Ec2Permissions.arn(ResourceType.INSTANCE, "*", Scope.of(call)).toString();
        profile.flatMap(Profile::role).ifPresent(role -> all.add(InstancePermissions.passRole(role, anyInstance)));
        for (ResourceType type : List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE)) {
            all.addAll(Ec2Permissions.toTagCreated(RUN, type, source.wantedTags(type), call));
        }
        return all;
    }

    private Permission instance(
            LaunchSource source, Optional<Profile> profile, List<Connection> connections, Call call) {
        LaunchRequest request = source.request();
        Optional<Placement> placement = request.network().placement();
        Permission permission = created(ResourceType.INSTANCE, source, call)
                .with("ec2:RootDeviceType", "ebs")
                .with(
                        "ec2:EbsOptimized",
                        request.wishes().ebsOptimized().orElse(false).toString())
                .with("ec2:Tenancy", placement.flatMap(Placement::tenancy).orElse("default"));
        Optional<String> zone = placement
                .flatMap(Placement::availabilityZone)
                .or(() -> connections.getFirst().subnet().map(Subnet::zone));
        if (zone.isPresent()) {
            permission = permission.with("ec2:AvailabilityZone", zone.get());
        }
        if (request.instanceType().isPresent()) {
            permission =
                    permission.with("ec2:InstanceType", request.instanceType().get());
        }
        if (profile.isPresent()) {
            permission =
                    permission.with("ec2:InstanceProfile", profile.get().arn().toString());
        }
        return request.metadata().keyed(permission);
    }

    private Permission template(LaunchSource source, String id, Call call) {
        Optional<String> named = source.in().launchTemplate().flatMap(LaunchTemplateSpecification::launchTemplateId);
        return permissions.onNamed(RUN, ResourceType.LAUNCH_TEMPLATE, named, () -> Optional.of(id), call);
    }

    /// The volumes that a launch makes, among them the root volume, and the snapshots that they are made of.
    private List<Permission> disks(LaunchSource source, Call call) {
        Permission any = created(ResourceType.VOLUME, source, call);
        List<Permission> needed = new ArrayList<>(List.of(any));
        for (Ebs ebs : source.request().devices().stream()
                .flatMap(device -> device.ebs().stream())
                .toList()) {
            needed.add(made(any, ebs, call));
            ebs.snapshotId().ifPresent(id -> needed.add(permissions.on(RUN, ResourceType.SNAPSHOT, id, call)));
        }
        return needed.stream().distinct().toList();
    }

    private static Permission made(Permission volume, Ebs ebs, Call call) {
        Map<String, Optional<?>> keys = Map.of(
                "ec2:Encrypted", Optional.of(ebs.encrypted().orElse(false)),
                "ec2:VolumeIops", ebs.iops(),
                "ec2:VolumeSize", ebs.volumeSize(),
                "ec2:VolumeThroughput", ebs.throughput(),
                "ec2:VolumeType", ebs.volumeType(),
                "ec2:ParentSnapshot",
                        ebs.snapshotId().map(id -> Ec2Permissions.arn(ResourceType.SNAPSHOT, id, Scope.of(call))));
        Permission keyed = volume;
        for (Map.Entry<String, Optional<?>> key : keys.entrySet()) {
            if (key.getValue().isPresent()) {
                keyed = keyed.with(key.getKey(), key.getValue().get().toString());
            }
        }
        return keyed;
    }

    private static Permission created(ResourceType type, LaunchSource source, Call call) {
        return Ec2Permissions.onNew(RUN, type, source.wantedTags(type), call);
    }

    /// A network interface of the instances and where it is: one that exists already, or one that the launch makes.
    ///
    /// @param named whether the request says which security groups it is in
    private record Connection(Optional<NetworkInterfaceId> existing, Optional<Subnet> subnet, boolean named) {
        /// The VPC whose default group it will be in.
        Optional<VpcId> byDefault() {
            return existing.isPresent() || named ? Optional.empty() : subnet.map(Subnet::vpc);
        }
    }

    /// All of them, the primary one first.
    private List<Connection> connections(LaunchRequest request, Call call) {
        Scope scope = Scope.of(call);
        LaunchRequest.Network wanted = request.network();
        Optional<Nic> first = wanted.nics().stream()
                .min(Comparator.comparing(nic -> nic.deviceIndex().orElse(0)));
        Optional<Subnet> primary = wanted.subnetId().isPresent()
                ? network.findSubnet(scope, wanted.subnetId().get())
                : first.flatMap(nic -> own(nic, scope))
                        .or(() ->
                                network.defaultSubnet(scope, wanted.placement().flatMap(Placement::availabilityZone)));
        if (first.isEmpty()) {
            boolean named = !wanted.groupIds().isEmpty() || !wanted.groupNames().isEmpty();
            return List.of(new Connection(Optional.empty(), primary, named));
        }
        List<Connection> connections = new ArrayList<>();
        for (Nic nic : Stream.concat(first.stream(), wanted.nics().stream()).toList()) {
            Optional<Subnet> subnet =
                    nic.subnetId().isPresent() || nic.networkInterfaceId().isPresent() ? own(nic, scope) : primary;
            connections.add(new Connection(
                    nic.networkInterfaceId(), subnet, !nic.groups().isEmpty()));
        }
        return connections.stream().distinct().toList();
    }

    private Optional<Subnet> own(Nic nic, Scope scope) {
        return nic.networkInterfaceId()
                .flatMap(id -> interfaces.find(scope, id))
                .map(NetworkInterface::subnet)
                .or(nic::subnetId)
                .flatMap(id -> network.findSubnet(scope, id));
    }

    private Permission connected(Connection connection, LaunchSource source, Call call) {
        Permission permission = connection
                .existing()
                .map(id -> permissions.on(RUN, id, call))
                .orElseGet(() -> created(ResourceType.NETWORK_INTERFACE, source, call));
        return connection
                .subnet()
                .map(it -> placed(permission, it, call)
                        .with(
                                "ec2:Subnet",
                                Ec2Permissions.arn(ResourceType.SUBNET, it.id().value(), Scope.of(call))
                                        .toString()))
                .orElse(permission);
    }

    private static Permission placed(Permission permission, Subnet subnet, Call call) {
        return permission
                .with("ec2:AvailabilityZone", subnet.zone())
                .with(
                        "ec2:Vpc",
                        Ec2Permissions.arn(ResourceType.VPC, subnet.vpc().value(), Scope.of(call))
                                .toString());
    }

    private List<SecurityGroupId> groups(LaunchRequest request, List<Connection> connections, Call call) {
        Scope scope = Scope.of(call);
        List<SecurityGroupId> groups = new ArrayList<>(request.network().groupIds());
        request.network().nics().forEach(nic -> groups.addAll(nic.groups()));
        request.network().groupNames().stream()
                .flatMap(name ->
                        network.defaultVpc(scope).flatMap(vpc -> network.findGroup(scope, vpc.id(), name)).stream())
                .map(SecurityGroup::id)
                .forEach(groups::add);
        connections.stream()
                .flatMap(connection -> connection.byDefault().stream())
                .map(vpc -> network.defaultGroup(scope, vpc).id())
                .forEach(groups::add);
        return groups.stream().distinct().toList();
    }

    private static Permission withTemplate(Permission permission, LaunchSource source, Call call) {
        Permission marked = permission.with(
                "ec2:IsLaunchTemplateResource",
                Boolean.toString(source.template().isPresent()));
        return source.template()
                .map(id -> marked.with(
                        "ec2:LaunchTemplate",
                        Ec2Permissions.arn(ResourceType.LAUNCH_TEMPLATE, id, Scope.of(call))
                                .toString()))
                .orElse(marked);
    }
}
