// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.LaunchTemplateId;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VolumeId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.instance.InstanceTagging;
import dev.lanyard.core.ec2.network.ElasticAddresses;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import java.util.Map;

/// Who knows which resources there are to be tagged.
record TaggableResources(Ec2Stores stores, Network network, NetworkInterfaces interfaces, ElasticAddresses addresses) {
    Map<ResourceType, ResourceLookup> lookups() {
        return Map.ofEntries(
                Map.entry(
                        ResourceType.INSTANCE,
                        new InstanceTagging(stores.instances().instances())),
                entry(
                        ResourceType.VOLUME,
                        (scope, id) -> stores.instances()
                                .volumes()
                                .find(scope, new VolumeId(id))
                                .isPresent()),
                entry(
                        ResourceType.VPC,
                        (scope, id) -> network.findVpc(scope, new VpcId(id)).isPresent()),
                entry(
                        ResourceType.SUBNET,
                        (scope, id) ->
                                network.findSubnet(scope, new SubnetId(id)).isPresent()),
                entry(
                        ResourceType.SECURITY_GROUP,
                        (scope, id) -> network.findGroup(scope, new SecurityGroupId(id))
                                .isPresent()),
                entry(
                        ResourceType.SECURITY_GROUP_RULE,
                        (scope, id) -> network.groups(scope).stream()
                                .flatMap(group -> group.rules().stream())
                                .anyMatch(rule -> rule.id().value().equals(id))),
                entry(
                        ResourceType.ROUTE_TABLE,
                        (scope, id) -> network.findRouteTable(scope, new RouteTableId(id))
                                .isPresent()),
                entry(
                        ResourceType.NETWORK_ACL,
                        (scope, id) ->
                                network.findAcl(scope, new NetworkAclId(id)).isPresent()),
                entry(
                        ResourceType.INTERNET_GATEWAY,
                        (scope, id) -> network.findGateway(scope, new InternetGatewayId(id))
                                .isPresent()),
                entry(
                        ResourceType.NETWORK_INTERFACE,
                        (scope, id) -> interfaces
                                .find(scope, new NetworkInterfaceId(id))
                                .isPresent()),
                entry(
                        ResourceType.ELASTIC_IP,
                        (scope, id) ->
                                addresses.find(scope, new AllocationId(id)).isPresent()),
                entry(
                        ResourceType.KEY_PAIR,
                        (scope, id) -> stores.keys().all(scope).stream()
                                .anyMatch(pair -> pair.id().equals(id))),
                entry(
                        ResourceType.LAUNCH_TEMPLATE,
                        (scope, id) -> stores.templates()
                                .find(scope, new LaunchTemplateId(id))
                                .isPresent()));
    }

    private static Map.Entry<ResourceType, ResourceLookup> entry(ResourceType type, ResourceLookup lookup) {
        return Map.entry(type, lookup);
    }
}
