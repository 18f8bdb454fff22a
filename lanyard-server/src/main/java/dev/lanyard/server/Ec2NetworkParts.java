// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceLookup;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.TagApi;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.address.ElasticAddressApi;
import dev.lanyard.core.ec2.catalogue.ImageApi;
import dev.lanyard.core.ec2.catalogue.Images;
import dev.lanyard.core.ec2.catalogue.InstanceTypeApi;
import dev.lanyard.core.ec2.catalogue.InstanceTypes;
import dev.lanyard.core.ec2.catalogue.ZoneApi;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.keys.KeyPairApi;
import dev.lanyard.core.ec2.keys.KeyPairStore;
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
import dev.lanyard.core.ec2.network.NetworkStores;
import dev.lanyard.core.ec2.network.RouteApi;
import dev.lanyard.core.ec2.network.RouteTableApi;
import dev.lanyard.core.ec2.network.RuleChangeApi;
import dev.lanyard.core.ec2.network.SecurityGroupApi;
import dev.lanyard.core.ec2.network.SecurityGroupRuleApi;
import dev.lanyard.core.ec2.network.SubnetApi;
import dev.lanyard.core.ec2.network.VpcApi;
import dev.lanyard.core.ec2.template.LaunchTemplateApi;
import dev.lanyard.core.ec2.template.LaunchTemplateStore;
import dev.lanyard.core.ec2.template.LaunchTemplates;
import dev.lanyard.core.ec2.template.TemplateVersionApi;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.ec2.SqlAddresses;
import dev.lanyard.store.ec2.SqlInternetGateways;
import dev.lanyard.store.ec2.SqlKeyPairs;
import dev.lanyard.store.ec2.SqlLaunchTemplates;
import dev.lanyard.store.ec2.SqlNetworkAcls;
import dev.lanyard.store.ec2.SqlNetworkInterfaces;
import dev.lanyard.store.ec2.SqlRouteTables;
import dev.lanyard.store.ec2.SqlSecurityGroups;
import dev.lanyard.store.ec2.SqlSubnets;
import dev.lanyard.store.ec2.SqlTags;
import dev.lanyard.store.ec2.SqlVpcs;
import dev.lanyard.store.sql.Database;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The parts of EC2 that instances stand on: network, catalogues, keys, templates, tags.
final class Ec2NetworkParts {
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Zones zones = new Zones();
    private final InstanceTypes types = new InstanceTypes();
    private final Images images;
    private final NetworkStores stores;
    private final Network network;
    private final NetworkInterfaces interfaces;
    private final ElasticAddresses addresses;
    private final KeyPairStore keys;
    private final LaunchTemplateStore templates;
    private final Ids ids;

    Ec2NetworkParts(Ground ground) {
        Database database = ground.database();
        this.ids = ground.ids();
        this.tags = new SqlTags(database);
        this.permissions = new Ec2Permissions(tags);
        this.images = new Images(ground.options().images() == Options.Images.ANY);
        this.stores = new NetworkStores(
                new SqlVpcs(database),
                new SqlSubnets(database),
                new SqlSecurityGroups(database),
                new SqlRouteTables(database),
                new SqlNetworkAcls(database),
                new SqlInternetGateways(database),
                new SqlNetworkInterfaces(database),
                new SqlAddresses(database));
        this.network = new Network(stores, zones);
        this.interfaces = new NetworkInterfaces(stores, network, tags, ids);
        this.addresses = new ElasticAddresses(stores, tags, ids);
        this.keys = new SqlKeyPairs(database);
        this.templates = new SqlLaunchTemplates(database);
    }

    TagStore tags() {
        return tags;
    }

    Ec2Permissions permissions() {
        return permissions;
    }

    Zones zones() {
        return zones;
    }

    InstanceTypes types() {
        return types;
    }

    Images images() {
        return images;
    }

    Network network() {
        return network;
    }

    NetworkInterfaces interfaces() {
        return interfaces;
    }

    ElasticAddresses addresses() {
        return addresses;
    }

    KeyPairStore keys() {
        return keys;
    }

    LaunchTemplates templates() {
        return new LaunchTemplates(templates);
    }

    /// @param others who knows the resources that other parts of EC2 keep, so that they can be tagged
    /// @param holds what other services have in the network
    List<ApiSection> sections(Map<ResourceType, ResourceLookup> others, NetworkHolds holds) {
        Map<ResourceType, ResourceLookup> lookups = lookups();
        lookups.putAll(others);
        return List.of(
                new TagApi(tags, permissions, lookups),
                new VpcApi(stores, network, zones, tags, permissions, ids),
                new ClassicLinkApi(network, tags),
                new SubnetApi(stores, network, zones, tags, permissions, ids, holds),
                new SecurityGroupApi(stores, network, tags, permissions, ids, holds),
                new SecurityGroupRuleApi(stores, network, tags, permissions, ids),
                new RuleChangeApi(stores, network, permissions, ids),
                new RouteTableApi(stores, network, tags, permissions, ids),
                new RouteApi(stores, network, permissions),
                new NetworkAclApi(stores, network, tags, permissions, ids),
                new NetworkAclEntryApi(stores, network, permissions),
                new InternetGatewayApi(stores, network, tags, permissions, ids),
                new NetworkInterfaceApi(interfaces, network, tags, permissions),
                new ElasticAddressApi(addresses, interfaces, network, tags, permissions),
                new AccountAttributeApi(network),
                new ZoneApi(zones),
                new ImageApi(images),
                new InstanceTypeApi(types, zones),
                new KeyPairApi(keys, tags, permissions, ids),
                new LaunchTemplateApi(templates, tags, permissions, ids),
                new TemplateVersionApi(templates, permissions));
    }

    private Map<ResourceType, ResourceLookup> lookups() {
        Map<ResourceType, ResourceLookup> lookups = new EnumMap<>(ResourceType.class);
        lookups.put(
                ResourceType.VPC,
                (scope, id) -> network.findVpc(scope, new VpcId(id)).isPresent());
        lookups.put(
                ResourceType.SUBNET,
                (scope, id) -> network.findSubnet(scope, new SubnetId(id)).isPresent());
        lookups.put(
                ResourceType.SECURITY_GROUP,
                (scope, id) -> network.findGroup(scope, new SecurityGroupId(id)).isPresent());
        lookups.put(
                ResourceType.SECURITY_GROUP_RULE,
                (scope, id) -> network.groups(scope).stream()
                        .flatMap(group -> group.rules().stream())
                        .anyMatch(rule -> rule.id().value().equals(id)));
        lookups.put(
                ResourceType.ROUTE_TABLE,
                (scope, id) ->
                        network.findRouteTable(scope, new RouteTableId(id)).isPresent());
        lookups.put(
                ResourceType.NETWORK_ACL,
                (scope, id) -> network.findAcl(scope, new NetworkAclId(id)).isPresent());
        lookups.put(
                ResourceType.INTERNET_GATEWAY,
                (scope, id) ->
                        network.findGateway(scope, new InternetGatewayId(id)).isPresent());
        lookups.put(
                ResourceType.NETWORK_INTERFACE,
                (scope, id) ->
                        interfaces.find(scope, new NetworkInterfaceId(id)).isPresent());
        lookups.put(
                ResourceType.ELASTIC_IP,
                (scope, id) -> addresses.find(scope, new AllocationId(id)).isPresent());
        lookups.put(
                ResourceType.KEY_PAIR,
                (scope, id) ->
                        keys.all(scope).stream().anyMatch(pair -> pair.id().equals(id)));
        lookups.put(
                ResourceType.LAUNCH_TEMPLATE,
                (scope, id) -> templates.find(scope, new LaunchTemplateId(id)).isPresent());
        return lookups;
    }
}
