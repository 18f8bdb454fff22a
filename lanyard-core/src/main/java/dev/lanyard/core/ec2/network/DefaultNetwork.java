// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.RouteTable.Association;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Peer;
import dev.lanyard.core.ec2.network.SecurityGroupRule.PeerKind;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Traffic;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A VPC as it comes: with a main route table, a default security group and network ACL and, if it is a default VPC, a
/// public subnet in each zone and a way to the internet.
///
/// @param subnets and `gateway`: none in a VPC that is not a default one
record DefaultNetwork(
        Vpc vpc,
        RouteTable routes,
        SecurityGroup group,
        NetworkAcl acl,
        List<Subnet> subnets,
        Optional<InternetGateway> gateway) {
    private static final Cidr BLOCK = Cidr.parse("172.31.0.0/16").orElseThrow();
    private static final int SUBNET_PREFIX = 20;
    private static final String ANYWHERE = "0.0.0.0/0";

    /// The network that an account finds in a region it never wrote to. Its ids follow from the scope, so that reads
    /// show it before any write has to make it.
    static DefaultNetwork of(Scope scope, List<String> zones) {
        return ofDefault(new SteadyIds(scope)::next, scope, zones);
    }

    /// @param ids makes an id of a prefix
    static DefaultNetwork ofDefault(UnaryOperator<String> ids, Scope scope, List<String> zones) {
        DefaultNetwork bare = of(ids, scope, BLOCK, "default", true);
        List<Subnet> subnets = new ArrayList<>();
        List<NetworkAcl.Association> associations = new ArrayList<>();
        for (int i = 0; i < zones.size(); i++) {
            Subnet subnet = defaultSubnet(ids, bare.vpc, BLOCK.part(SUBNET_PREFIX, i), zones.get(i));
            subnets.add(subnet);
            associations.add(new NetworkAcl.Association(ids.apply("aclassoc"), subnet.id()));
        }
        InternetGateway gateway =
                new InternetGateway(new InternetGatewayId(ids.apply("igw")), Optional.of(bare.vpc.id()));
        RouteTable routes = bare.routes;
        return new DefaultNetwork(
                bare.vpc,
                new RouteTable(
                        routes.id(),
                        routes.vpc(),
                        List.of(
                                routes.routes().getFirst(),
                                new Route(ANYWHERE, gateway.id().value())),
                        routes.associations()),
                bare.group,
                bare.acl.with(associations),
                subnets,
                Optional.of(gateway));
    }

    /// The block of a new default subnet: the first that no subnet of the VPC touches.
    static Optional<Cidr> freeBlock(Vpc vpc, List<Subnet> existing) {
        for (int i = 0; i < 1 << (SUBNET_PREFIX - vpc.cidr().prefix()); i++) {
            Cidr block = vpc.cidr().part(SUBNET_PREFIX, i);
            if (existing.stream().noneMatch(subnet -> subnet.cidr().overlaps(block))) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    static Subnet defaultSubnet(UnaryOperator<String> ids, Vpc vpc, Cidr block, String zone) {
        return new Subnet(new SubnetId(ids.apply("subnet")), vpc.id(), block, zone, true, OnLaunch.PUBLIC);
    }

    static DefaultNetwork of(UnaryOperator<String> ids, Scope scope, Cidr block, String tenancy, boolean isDefault) {
        VpcId id = new VpcId(ids.apply("vpc"));
        Vpc vpc = new Vpc(id, block, ids.apply("vpc-cidr-assoc"), tenancy, isDefault, true, isDefault, false);
        NetworkAcl acl = NetworkAcl.ofVpc(new NetworkAclId(ids.apply("acl")), id);
        RouteTable routes = new RouteTable(
                new RouteTableId(ids.apply("rtb")),
                id,
                List.of(new Route(block.toString(), Route.LOCAL)),
                List.of(new Association(ids.apply("rtbassoc"), Optional.empty())));
        SecurityGroupId group = new SecurityGroupId(ids.apply("sg"));
        Peer itself = new Peer(PeerKind.GROUP, group.value(), scope.account().value());
        List<SecurityGroupRule> rules = List.of(rule(ids, group, false, itself), rule(ids, group, true, Peer.ANYWHERE));
        return new DefaultNetwork(
                vpc,
                routes,
                new SecurityGroup(group, id, SecurityGroup.DEFAULT, "default VPC security group", rules),
                acl,
                List.of(),
                Optional.empty());
    }

    static SecurityGroupRule rule(UnaryOperator<String> ids, SecurityGroupId group, boolean egress, Peer peer) {
        return new SecurityGroupRule(
                new SecurityGroupRuleId(ids.apply("sgr")), group, egress, Traffic.ALL, peer, Optional.empty());
    }
}
