// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.ResourceLookup;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.address.AddressAssociationApi;
import dev.lanyard.core.ec2.association.ProfileAssociationApi;
import dev.lanyard.core.ec2.instance.AttributeChanges;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi;
import dev.lanyard.core.ec2.instance.InstanceDescribeApi;
import dev.lanyard.core.ec2.instance.InstanceDirectory;
import dev.lanyard.core.ec2.instance.InstanceEquipment;
import dev.lanyard.core.ec2.instance.InstanceOptionApi;
import dev.lanyard.core.ec2.instance.InstancePermissions;
import dev.lanyard.core.ec2.instance.InstanceStateApi;
import dev.lanyard.core.ec2.instance.InstanceStore;
import dev.lanyard.core.ec2.instance.InstanceTagging;
import dev.lanyard.core.ec2.instance.Instances;
import dev.lanyard.core.ec2.instance.LaunchNetwork;
import dev.lanyard.core.ec2.instance.LaunchPermissions;
import dev.lanyard.core.ec2.instance.LaunchPlanner;
import dev.lanyard.core.ec2.instance.Launcher;
import dev.lanyard.core.ec2.instance.MetadataOptionsApi;
import dev.lanyard.core.ec2.instance.RunInstancesApi;
import dev.lanyard.core.ec2.instance.Shapes;
import dev.lanyard.core.ec2.instance.Transitions;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.volume.VolumeApi;
import dev.lanyard.core.ec2.volume.VolumeStore;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.ec2.SqlAssociations;
import dev.lanyard.store.ec2.SqlInstances;
import dev.lanyard.store.ec2.SqlVolumes;
import java.util.List;
import java.util.Map;

/// The parts of EC2 that make up instances and the profiles they wear.
final class Ec2InstanceParts {
    private final Ec2NetworkParts net;
    private final InstanceStore instances;
    private final AssociationStore associations;
    private final VolumeStore volumes;
    private final ProfileDirectory profiles;
    private final InstanceEquipment equipment;
    private final Transitions transitions;
    private final Ids ids;

    Ec2InstanceParts(Ground ground, Ec2NetworkParts net, ProfileDirectory profiles) {
        this.net = net;
        this.instances = new SqlInstances(ground.database());
        this.associations = new SqlAssociations(ground.database());
        this.volumes = new SqlVolumes(ground.database());
        this.profiles = profiles;
        this.equipment =
                new InstanceEquipment(instances, net.interfaces(), net.network(), volumes, associations, net.tags());
        this.transitions = switch (ground.options().transitions()) {
            case FAST -> Transitions.FAST;
            case AWS -> Transitions.AWS;
            case ZERO -> Transitions.ZERO;
        };
        this.ids = ground.ids();
    }

    /// What the metadata service shows of instances.
    InstanceDirectory directory() {
        return new InstanceDirectory(instances, equipment.reader(), net.network(), net.keys(), new Shapes(net.types()));
    }

    /// The resources of these parts that can be tagged.
    Map<ResourceType, ResourceLookup> taggable() {
        return Map.of(
                ResourceType.INSTANCE,
                new InstanceTagging(instances),
                ResourceType.VOLUME,
                (scope, id) -> volumes.find(scope, new VolumeId(id)).isPresent());
    }

    List<ApiSection> sections() {
        Instances found = new Instances(instances);
        Shapes shapes = new Shapes(net.types());
        InstancePermissions permissions = new InstancePermissions(instances, associations, net.permissions());
        AttributeChanges changes = new AttributeChanges(instances, net.interfaces(), net.network(), volumes, shapes);
        return List.of(
                launches(shapes),
                new InstanceStateApi(instances, found, equipment, permissions, transitions),
                new InstanceDescribeApi(instances, found, equipment.reader(), permissions, transitions),
                new InstanceAttributeApi(instances, found, equipment.reader(), changes, permissions),
                new InstanceOptionApi(instances, found, shapes, permissions, transitions),
                new MetadataOptionsApi(instances, found, net.tags(), permissions, transitions),
                new AddressAssociationApi(net.addresses(), net.interfaces(), net.network(), found, net.permissions()),
                new ProfileAssociationApi(associations, found, profiles, permissions, transitions, ids),
                new VolumeApi(volumes, net.tags(), net.permissions(), transitions.pending()));
    }

    private RunInstancesApi launches(Shapes shapes) {
        LaunchNetwork network = new LaunchNetwork(net.network(), net.interfaces(), net.zones());
        return new RunInstancesApi(
                instances,
                net.templates(),
                new LaunchPlanner(net.images(), shapes, net.keys(), network, profiles, instances),
                new Launcher(instances, net.interfaces(), volumes, associations, net.tags(), transitions, ids),
                equipment,
                new LaunchPermissions(net.network(), net.interfaces(), profiles, net.permissions()),
                ids);
    }
}
