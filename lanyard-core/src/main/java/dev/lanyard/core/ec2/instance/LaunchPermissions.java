// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.LaunchRequest.Nic;
import dev.lanyard.core.ec2.instance.LaunchRequest.Placement;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.SecurityGroup;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a launch needs permission for: itself on everything that it touches, handing over the role, and tagging.
public final class LaunchPermissions {
    private static final String RUN = "RunInstances";

    private final Network network;
    private final ProfileDirectory profiles;
    private final Ec2Permissions permissions;

    public LaunchPermissions(Network network, ProfileDirectory profiles, Ec2Permissions permissions) {
        this.network = network;
        this.profiles = profiles;
        this.permissions = permissions;
    }

    List<Permission> toLaunch(LaunchSource source, Call call) {
        LaunchRequest request = source.request();
        Optional<Profile> profile = request.profile().flatMap(it -> it.seen(profiles, call.account(), call.now()));
        Optional<Subnet> subnet = subnet(request, call);
        List<Permission> needed = new ArrayList<>();
        needed.add(instance(source, profile, call));
        request.imageId()
                .ifPresent(id -> needed.add(permissions.on(RUN, id, call).with("ec2:ImageID", id.value())));
        subnet.ifPresent(it -> needed.add(placed(
                permissions.on(RUN, it.id(), call).with("ec2:SubnetID", it.id().value()), it, call)));
        interfaces(source, subnet, call).forEach(needed::add);
        groups(request, call)
                .forEach(id -> needed.add(permissions.on(RUN, id, call).with("ec2:SecurityGroupID", id.value())));
        needed.add(created(ResourceType.VOLUME, source, call));
        request.keyName()
                .ifPresent(name -> needed.add(
                        permissions.on(RUN, ResourceType.KEY_PAIR, name, call).with("ec2:KeyPairName", name)));
        source.template().ifPresent(id -> needed.add(permissions.on(RUN, id, call)));
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

    private Permission instance(LaunchSource source, Optional<Profile> profile, Call call) {
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
                .or(() -> subnet(request, call).map(Subnet::zone));
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

    private static Permission created(ResourceType type, LaunchSource source, Call call) {
        return Ec2Permissions.onNew(RUN, type, source.wantedTags(type), call);
    }

    private List<Permission> interfaces(LaunchSource source, Optional<Subnet> subnet, Call call) {
        List<Permission> needed = new ArrayList<>();
        List<Nic> nics = source.request().network().nics();
        boolean makes = nics.isEmpty()
                || nics.stream().anyMatch(nic -> nic.networkInterfaceId().isEmpty());
        if (makes) {
            Permission made = created(ResourceType.NETWORK_INTERFACE, source, call);
            needed.add(subnet.map(it -> placed(made, it, call)
                            .with(
                                    "ec2:Subnet",
                                    Ec2Permissions.arn(
                                                    ResourceType.SUBNET, it.id().value(), Scope.of(call))
                                            .toString()))
                    .orElse(made));
        }
        for (Nic nic : nics) {
            Optional<NetworkInterfaceId> existing = nic.networkInterfaceId();
            existing.ifPresent(id -> needed.add(permissions.on(RUN, id, call)));
        }
        return needed;
    }

    private static Permission placed(Permission permission, Subnet subnet, Call call) {
        return permission
                .with("ec2:AvailabilityZone", subnet.zone())
                .with(
                        "ec2:Vpc",
                        Ec2Permissions.arn(ResourceType.VPC, subnet.vpc().value(), Scope.of(call))
                                .toString());
    }

    private Optional<Subnet> subnet(LaunchRequest request, Call call) {
        Optional<SubnetId> named = request.network()
                .subnetId()
                .or(() -> request.network().nics().stream()
                        .flatMap(nic -> nic.subnetId().stream())
                        .findFirst());
        return named.isPresent()
                ? network.findSubnet(Scope.of(call), named.get())
                : network.defaultSubnet(
                        Scope.of(call), request.network().placement().flatMap(Placement::availabilityZone));
    }

    private List<SecurityGroupId> groups(LaunchRequest request, Call call) {
        Scope scope = Scope.of(call);
        List<SecurityGroupId> groups = new ArrayList<>(request.network().groupIds());
        request.network().nics().forEach(nic -> groups.addAll(nic.groups()));
        request.network().groupNames().stream()
                .flatMap(name ->
                        network.defaultVpc(scope).flatMap(vpc -> network.findGroup(scope, vpc.id(), name)).stream())
                .map(SecurityGroup::id)
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
                        Ec2Permissions.arn(ResourceType.LAUNCH_TEMPLATE, id.value(), Scope.of(call))
                                .toString()))
                .orElse(marked);
    }
}
