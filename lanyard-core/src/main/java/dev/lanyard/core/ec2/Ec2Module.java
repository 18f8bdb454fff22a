// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.ec2.address.AddressAssociationApi;
import dev.lanyard.core.ec2.address.ElasticAddressApi;
import dev.lanyard.core.ec2.association.ProfileAssociationApi;
import dev.lanyard.core.ec2.catalogue.ImageApi;
import dev.lanyard.core.ec2.catalogue.Images;
import dev.lanyard.core.ec2.catalogue.InstanceTypeApi;
import dev.lanyard.core.ec2.catalogue.InstanceTypes;
import dev.lanyard.core.ec2.catalogue.ZoneApi;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.instance.AttributeChanges;
import dev.lanyard.core.ec2.instance.InstanceAttributeApi;
import dev.lanyard.core.ec2.instance.InstanceDescribeApi;
import dev.lanyard.core.ec2.instance.InstanceDirectory;
import dev.lanyard.core.ec2.instance.InstanceEquipment;
import dev.lanyard.core.ec2.instance.InstanceOptionApi;
import dev.lanyard.core.ec2.instance.InstancePermissions;
import dev.lanyard.core.ec2.instance.InstanceStateApi;
import dev.lanyard.core.ec2.instance.Instances;
import dev.lanyard.core.ec2.instance.LaunchNetwork;
import dev.lanyard.core.ec2.instance.LaunchPermissions;
import dev.lanyard.core.ec2.instance.LaunchPlanner;
import dev.lanyard.core.ec2.instance.Launcher;
import dev.lanyard.core.ec2.instance.MetadataOptionsApi;
import dev.lanyard.core.ec2.instance.RunInstancesApi;
import dev.lanyard.core.ec2.instance.Shapes;
import dev.lanyard.core.ec2.instance.Transitions;
import dev.lanyard.core.ec2.keys.KeyPairApi;
import dev.lanyard.core.ec2.network.AccountAttributeApi;
import dev.lanyard.core.ec2.network.ClassicLinkApi;
import dev.lanyard.core.ec2.network.ElasticAddresses;
import dev.lanyard.core.ec2.network.InternetGatewayApi;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkAclApi;
import dev.lanyard.core.ec2.network.NetworkAclEntryApi;
import dev.lanyard.core.ec2.network.NetworkHolds;
import dev.lanyard.core.ec2.network.NetworkInterfaceApi;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.RouteApi;
import dev.lanyard.core.ec2.network.RouteTableApi;
import dev.lanyard.core.ec2.network.RuleChangeApi;
import dev.lanyard.core.ec2.network.SecurityGroupApi;
import dev.lanyard.core.ec2.network.SecurityGroupRuleApi;
import dev.lanyard.core.ec2.network.SubnetApi;
import dev.lanyard.core.ec2.network.VpcApi;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.template.LaunchTemplateApi;
import dev.lanyard.core.ec2.template.LaunchTemplates;
import dev.lanyard.core.ec2.template.TemplateVersionApi;
import dev.lanyard.core.ec2.volume.VolumeApi;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import java.util.List;
import java.util.stream.Stream;

/// EC2, put together.
public final class Ec2Module {
    /// What whoever runs EC2 decides.
    ///
    /// @param anyImage whether every well-formed image id exists
    public record Settings(boolean anyImage, Transitions transitions) {}

    private final Ec2Stores stores;
    private final ProfileDirectory profiles;
    private final Settings settings;
    private final Ids ids;
    private final Ec2Permissions permissions;
    private final Network network;
    private final NetworkInterfaces interfaces;
    private final ElasticAddresses addresses;
    private final InstanceEquipment equipment;
    private final InstanceTypes types = new InstanceTypes();
    private final Shapes shapes = new Shapes(types);

    private Ec2Module(Ec2Stores stores, ProfileDirectory profiles, Settings settings, Ids ids) {
        TagStore tags = stores.instances().tags();
        this.stores = stores;
        this.profiles = profiles;
        this.settings = settings;
        this.ids = ids;
        this.permissions = new Ec2Permissions(tags);
        this.network = new Network(stores.network(), new Zones());
        this.interfaces = new NetworkInterfaces(network, tags, ids);
        this.addresses = new ElasticAddresses(network, tags, ids);
        this.equipment = new InstanceEquipment(stores.instances(), interfaces, network);
    }

    /// @param profiles IAM's instance profiles
    public static Ec2Module of(Ec2Stores stores, ProfileDirectory profiles, Settings settings, Ids ids) {
        return new Ec2Module(stores, profiles, settings, ids);
    }

    /// For services that work inside of networks.
    public Network network() {
        return network;
    }

    /// What the metadata service shows of instances.
    public InstanceDirectory instances() {
        return new InstanceDirectory(
                stores.instances().instances(), equipment.reader(), network, stores.keys(), shapes);
    }

    /// The operations.
    ///
    /// @param holds what other services have in the network
    public List<ApiSection> sections(NetworkHolds holds) {
        return Stream.of(ofNetwork(holds), ofCatalogue(), ofInstances())
                .flatMap(List::stream)
                .toList();
    }

    private List<ApiSection> ofNetwork(NetworkHolds holds) {
        TagStore tags = stores.instances().tags();
        return List.of(
                new TagApi(tags, permissions, new TaggableResources(stores, network, interfaces, addresses).lookups()),
                new VpcApi(network, tags, permissions, ids),
                new ClassicLinkApi(network, tags),
                new SubnetApi(network, tags, permissions, ids, holds),
                new SecurityGroupApi(network, tags, permissions, ids, holds),
                new SecurityGroupRuleApi(network, tags, permissions, ids),
                new RuleChangeApi(network, permissions, ids),
                new RouteTableApi(network, tags, permissions, ids),
                new RouteApi(network, permissions),
                new NetworkAclApi(network, tags, permissions, ids),
                new NetworkAclEntryApi(network, permissions),
                new InternetGatewayApi(network, tags, permissions, ids),
                new NetworkInterfaceApi(interfaces, network, tags, permissions),
                new ElasticAddressApi(addresses, interfaces, network, tags, permissions),
                new AccountAttributeApi(network));
    }

    private List<ApiSection> ofCatalogue() {
        TagStore tags = stores.instances().tags();
        return List.of(
                new ZoneApi(network.zones()),
                new ImageApi(images()),
                new InstanceTypeApi(types, network.zones()),
                new KeyPairApi(stores.keys(), tags, permissions, ids),
                new LaunchTemplateApi(stores.templates(), tags, permissions, ids),
                new TemplateVersionApi(stores.templates(), permissions));
    }

    private List<ApiSection> ofInstances() {
        Instances instances = new Instances(stores.instances());
        InstancePermissions onInstances = new InstancePermissions(stores.instances(), permissions);
        AttributeChanges changes = new AttributeChanges(stores.instances(), interfaces, network, shapes);
        Transitions transitions = settings.transitions();
        return List.of(
                launches(),
                new InstanceStateApi(instances, equipment, onInstances, transitions),
                new InstanceDescribeApi(instances, equipment.reader(), onInstances, transitions),
                new InstanceAttributeApi(instances, equipment.reader(), changes, onInstances),
                new InstanceOptionApi(instances, shapes, onInstances, transitions),
                new MetadataOptionsApi(instances, onInstances, transitions),
                new AddressAssociationApi(addresses, interfaces, network, instances, permissions),
                new ProfileAssociationApi(instances, profiles, onInstances, transitions, ids),
                new VolumeApi(
                        stores.instances().volumes(), stores.instances().tags(), permissions, transitions.pending()));
    }

    private RunInstancesApi launches() {
        return new RunInstancesApi(
                stores.instances().instances(),
                new LaunchTemplates(stores.templates()),
                new LaunchPlanner(images(), shapes, stores.keys(), new LaunchNetwork(network, interfaces), profiles),
                new Launcher(stores.instances(), interfaces, settings.transitions(), ids),
                equipment,
                new LaunchPermissions(network, interfaces, profiles, permissions));
    }

    private Images images() {
        return new Images(settings.anyImage());
    }
}
