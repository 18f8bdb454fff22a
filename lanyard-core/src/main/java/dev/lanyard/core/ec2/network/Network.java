// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_GROUP_NOT_FOUND;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.catalogue.Zones;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The network of each account and region. It begins as the default network, which every read shows and which the
/// first write makes: whoever writes calls [#make] first, in the same transaction.
public final class Network {
    private final NetworkStores stores;
    private final Zones zones;

    public Network(NetworkStores stores, Zones zones) {
        this.stores = stores;
        this.zones = zones;
    }

    NetworkStores stores() {
        return stores;
    }

    public Zones zones() {
        return zones;
    }

    /// Writes the default network down if nobody did. Belongs at the start of every handler that writes.
    public void make(Scope scope) {
        if (stores.vpcs().make(scope)) {
            insert(scope, untouched(scope));
        }
    }

    void insert(Scope scope, DefaultNetwork network) {
        stores.vpcs().insert(scope, network.vpc());
        network.subnets().forEach(subnet -> stores.subnets().insert(scope, subnet));
        network.gateway().ifPresent(gateway -> stores.gateways().insert(scope, gateway));
        stores.routeTables().insert(scope, network.routes());
        stores.groups().insert(scope, network.group());
        stores.acls().insert(scope, network.acl());
    }

    private DefaultNetwork untouched(Scope scope) {
        return DefaultNetwork.of(scope, zones.names(scope.region()));
    }

    public List<Vpc> vpcs(Scope scope) {
        return isMade(scope)
                ? stores.vpcs().all(scope)
                : List.of(untouched(scope).vpc());
    }

    public Optional<Vpc> findVpc(Scope scope, VpcId id) {
        return isMade(scope)
                ? stores.vpcs().find(scope, id)
                : first(vpcs(scope), it -> it.id().equals(id));
    }

    /// @throws Fault InvalidVpcID.NotFound
    public Vpc vpc(Scope scope, VpcId id) {
        return findVpc(scope, id).orElseThrow(() -> ResourceType.VPC.notFound(id.value()));
    }

    public Optional<Vpc> defaultVpc(Scope scope) {
        return first(vpcs(scope), Vpc::isDefault);
    }

    public List<Subnet> subnets(Scope scope) {
        return isMade(scope) ? stores.subnets().all(scope) : untouched(scope).subnets();
    }

    public Optional<Subnet> findSubnet(Scope scope, SubnetId id) {
        return isMade(scope)
                ? stores.subnets().find(scope, id)
                : first(subnets(scope), it -> it.id().equals(id));
    }

    /// @throws Fault InvalidSubnetID.NotFound
    public Subnet subnet(Scope scope, SubnetId id) {
        return findSubnet(scope, id).orElseThrow(() -> ResourceType.SUBNET.notFound(id.value()));
    }

    /// The subnet that instances go to which name none.
    ///
    /// @param zone the availability zone; absent for the first that has a default subnet
    public Optional<Subnet> defaultSubnet(Scope scope, Optional<String> zone) {
        return subnets(scope).stream()
                .filter(Subnet::defaultForAz)
                .filter(it -> zone.isEmpty() || it.zone().equals(zone.get()))
                .min(Comparator.comparing(Subnet::zone));
    }

    public List<SecurityGroup> groups(Scope scope) {
        return isMade(scope)
                ? stores.groups().all(scope)
                : List.of(untouched(scope).group());
    }

    public Optional<SecurityGroup> findGroup(Scope scope, SecurityGroupId id) {
        return isMade(scope)
                ? stores.groups().find(scope, id)
                : first(groups(scope), it -> it.id().equals(id));
    }

    /// @throws Fault InvalidGroup.NotFound
    public SecurityGroup group(Scope scope, SecurityGroupId id) {
        return findGroup(scope, id).orElseThrow(() -> ResourceType.SECURITY_GROUP.notFound(id.value()));
    }

    /// A group of the default VPC by its name, as old requests say it.
    ///
    /// @throws Fault InvalidGroup.NotFound
    public SecurityGroup groupNamed(Scope scope, String name) {
        Optional<Vpc> vpc = defaultVpc(scope);
        return vpc.flatMap(it -> findGroup(scope, it.id(), name))
                .orElseThrow(() -> INVALID_GROUP_NOT_FOUND.because("The security group '" + name + "' does not exist"
                        + vpc.map(it -> " in default VPC '" + it.id() + "'").orElse("")));
    }

    public Optional<SecurityGroup> findGroup(Scope scope, VpcId vpc, String name) {
        return first(groups(scope), it -> it.vpc().equals(vpc) && it.name().equals(name));
    }

    /// The group that interfaces of the VPC have which name none.
    public SecurityGroup defaultGroup(Scope scope, VpcId vpc) {
        return findGroup(scope, vpc, SecurityGroup.DEFAULT).orElseThrow();
    }

    public List<RouteTable> routeTables(Scope scope) {
        return isMade(scope)
                ? stores.routeTables().all(scope)
                : List.of(untouched(scope).routes());
    }

    public Optional<RouteTable> findRouteTable(Scope scope, RouteTableId id) {
        return isMade(scope)
                ? stores.routeTables().find(scope, id)
                : first(routeTables(scope), it -> it.id().equals(id));
    }

    public List<NetworkAcl> acls(Scope scope) {
        return isMade(scope)
                ? stores.acls().all(scope)
                : List.of(untouched(scope).acl());
    }

    public Optional<NetworkAcl> findAcl(Scope scope, NetworkAclId id) {
        return isMade(scope)
                ? stores.acls().find(scope, id)
                : first(acls(scope), it -> it.id().equals(id));
    }

    /// The ACL that subnets of the VPC begin with.
    NetworkAcl defaultAcl(Scope scope, VpcId vpc) {
        return first(acls(scope), it -> it.vpc().equals(vpc) && it.isDefault()).orElseThrow();
    }

    public List<InternetGateway> gateways(Scope scope) {
        return isMade(scope)
                ? stores.gateways().all(scope)
                : untouched(scope).gateway().stream().toList();
    }

    public Optional<InternetGateway> findGateway(Scope scope, InternetGatewayId id) {
        return isMade(scope)
                ? stores.gateways().find(scope, id)
                : first(gateways(scope), it -> it.id().equals(id));
    }

    private boolean isMade(Scope scope) {
        return stores.vpcs().isMade(scope);
    }

    private static <T> Optional<T> first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst();
    }
}
