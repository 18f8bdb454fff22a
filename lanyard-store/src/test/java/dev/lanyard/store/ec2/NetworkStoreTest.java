// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.Cidr;
import dev.lanyard.core.ec2.network.ElasticAddress;
import dev.lanyard.core.ec2.network.InternetGateway;
import dev.lanyard.core.ec2.network.NetworkAcl;
import dev.lanyard.core.ec2.network.NetworkAcl.Entry;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.ec2.network.NetworkInterface.Elastic;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.network.RouteTable;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.ec2.network.SecurityGroup;
import dev.lanyard.core.ec2.network.SecurityGroupRule;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Peer;
import dev.lanyard.core.ec2.network.SecurityGroupRule.PeerKind;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Traffic;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
import dev.lanyard.core.ec2.network.Vpc;
import dev.lanyard.core.op.ConstraintViolation;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What EC2 relies on for networks, on every engine.
@ParameterizedClass
@EnumSource
class NetworkStoreTest {
    private static final Scope HERE = new Scope(new AccountId("000000000000"), new Region("us-east-1"));
    private static final Scope THERE = new Scope(new AccountId("111111111111"), new Region("us-east-1"));
    private static final Instant START = Instant.parse("2026-02-12T11:27:47Z");
    private static final VpcId VPC = new VpcId("vpc-00000000");
    private static final SubnetId SUBNET = new SubnetId("subnet-00000000");
    private static final SecurityGroupId GROUP = new SecurityGroupId("sg-00000000");
    private static final SecurityGroupId OTHER = new SecurityGroupId("sg-00000001");
    private static final NetworkInterfaceId INTERFACE = new NetworkInterfaceId("eni-00000000000000001");
    private static final InstanceId INSTANCE = new InstanceId("i-00000000000000001");

    @Parameter
    private Store store;

    private Database db;
    private SqlVpcs vpcs;
    private SqlSubnets subnets;
    private SqlSecurityGroups groups;
    private SqlNetworkInterfaces interfaces;
    private SqlAddresses addresses;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(directory);
        vpcs = new SqlVpcs(db);
        subnets = new SqlSubnets(db);
        groups = new SqlSecurityGroups(db);
        interfaces = new SqlNetworkInterfaces(db);
        addresses = new SqlAddresses(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    private void write(Runnable work) {
        db.write(() -> {
            work.run();
            return null;
        });
    }

    /// One bit of a number, so that over all bits no two flags are the same.
    private static boolean flag(int number, int bit) {
        return (number >> bit & 1) == 1;
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }

    private static Vpc vpc(int bit) {
        return new Vpc(
                new VpcId("vpc-0000000" + bit),
                cidr("10." + bit + ".0.0/16"),
                "vpc-cidr-assoc-" + bit,
                "default",
                flag(1, bit),
                flag(2, bit),
                flag(3, bit),
                flag(4, bit));
    }

    private static Subnet subnet(int bit) {
        return new Subnet(
                new SubnetId("subnet-0000000" + bit),
                VPC,
                cidr("10.0." + bit + ".0/24"),
                "us-east-1" + (char) ('a' + bit),
                flag(6, bit),
                onLaunch(bit));
    }

    private static OnLaunch onLaunch(int bit) {
        return new OnLaunch(flag(1, bit), flag(2, bit), flag(3, bit), "ip-name", flag(4, bit), flag(5, bit));
    }

    private static SecurityGroupRule rule(int number, boolean egress, Traffic traffic, Peer peer) {
        return new SecurityGroupRule(
                new SecurityGroupRuleId("sgr-0000000" + number), GROUP, egress, traffic, peer, Optional.of("why"));
    }

    private SecurityGroup settle() {
        SecurityGroup group = new SecurityGroup(
                GROUP,
                VPC,
                "web",
                "servers",
                List.of(
                        rule(2, true, Traffic.ALL, Peer.ANYWHERE),
                        rule(
                                1,
                                false,
                                new Traffic("tcp", Optional.of(80), Optional.of(90)),
                                new Peer(PeerKind.GROUP, OTHER.value(), "000000000000"))));
        write(() -> {
            vpcs.insert(HERE, vpc(0));
            subnets.insert(HERE, subnet(0));
            assertThat(groups.insert(HERE, group)).isTrue();
            assertThat(groups.insert(HERE, new SecurityGroup(OTHER, VPC, "other", "", List.of())))
                    .isTrue();
        });
        return group;
    }

    @Test
    void vpcsAndSubnets() {
        assertThat(vpcs.isMade(HERE)).isFalse();
        assertThat(db.write(() -> vpcs.make(HERE))).isTrue();
        assertThat(db.write(() -> vpcs.make(HERE))).isFalse();
        assertThat(vpcs.isMade(HERE)).isTrue();
        assertThat(vpcs.isMade(THERE)).isFalse();
        write(() -> {
            for (int bit = 0; bit < 3; bit++) {
                vpcs.insert(HERE, vpc(bit));
                subnets.insert(HERE, subnet(bit));
            }
        });
        assertThat(vpcs.all(HERE)).containsExactly(vpc(0), vpc(1), vpc(2));
        assertThat(subnets.all(HERE)).containsExactly(subnet(0), subnet(1), subnet(2));
        assertThat(subnets.all(THERE)).isEmpty();
        Vpc switched = new Vpc(VPC, cidr("10.9.0.0/16"), "x", "dedicated", false, true, true, true);
        Subnet changed = new Subnet(SUBNET, VPC, cidr("10.9.0.0/24"), "us-east-1f", true, onLaunch(1));
        write(() -> {
            interfaces.setCursor(HERE, SUBNET, 9);
            vpcs.update(HERE, switched);
            subnets.update(HERE, changed);
        });
        Vpc before = vpc(0);
        assertThat(vpcs.find(HERE, VPC))
                .contains(new Vpc(
                        VPC, before.cidr(), before.cidrAssociation(), "default", before.isDefault(), true, true, true));
        assertThat(subnets.find(HERE, SUBNET))
                .contains(new Subnet(SUBNET, VPC, subnet(0).cidr(), "us-east-1a", false, onLaunch(1)));
        assertThat(interfaces.cursor(HERE, SUBNET)).isEqualTo(9);
        assertThatThrownBy(() -> write(() -> vpcs.delete(HERE, VPC))).isInstanceOf(ConstraintViolation.class);
        write(() -> {
            for (int bit = 0; bit < 3; bit++) {
                subnets.delete(HERE, subnet(bit).id());
            }
            vpcs.delete(HERE, VPC);
        });
        assertThat(vpcs.all(HERE)).containsExactly(vpc(1), vpc(2));
    }

    @Test
    void gatewaysRoutesAndLists() {
        settle();
        SqlInternetGateways gateways = new SqlInternetGateways(db);
        InternetGatewayId gateway = new InternetGatewayId("igw-00000001");
        write(() -> gateways.insert(HERE, new InternetGateway(gateway, Optional.empty())));
        write(() -> gateways.setVpc(HERE, gateway, Optional.of(VPC)));
        assertThat(gateways.find(HERE, gateway)).contains(new InternetGateway(gateway, Optional.of(VPC)));
        write(() -> gateways.delete(HERE, gateway));
        assertThat(gateways.all(HERE)).isEmpty();

        SqlRouteTables tables = new SqlRouteTables(db);
        RouteTableId id = new RouteTableId("rtb-00000001");
        RouteTable table = new RouteTable(
                id,
                VPC,
                List.of(new Route("10.0.0.0/16", "local"), new Route("0.0.0.0/0", "igw-00000001")),
                List.of(
                        new RouteTable.Association("a", Optional.empty()),
                        new RouteTable.Association("b", Optional.of(SUBNET))));
        RouteTable empty = new RouteTable(new RouteTableId("rtb-00000002"), VPC, List.of(), List.of());
        write(() -> {
            tables.insert(HERE, table);
            tables.insert(HERE, empty);
            assertThat(tables.associate(HERE, empty, new RouteTable.Association("c", Optional.empty())))
                    .isFalse();
            assertThat(tables.addRoute(HERE, id, new Route("0.0.0.0/0", "x"))).isFalse();
        });
        assertThat(tables.all(HERE)).containsExactly(table, empty);
        assertThat(tables.find(HERE, id)).contains(table);
        write(() -> {
            assertThat(tables.replaceRoute(HERE, id, new Route("1.0.0.0/8", "x")))
                    .isFalse();
            assertThat(tables.replaceRoute(HERE, id, new Route("0.0.0.0/0", "x")))
                    .isTrue();
            assertThat(tables.removeRoute(HERE, id, "1.0.0.0/8")).isFalse();
            tables.disassociate(HERE, "a");
            tables.disassociate(HERE, "b");
        });
        assertThat(tables.find(HERE, id))
                .contains(new RouteTable(
                        id, VPC, List.of(new Route("10.0.0.0/16", "local"), new Route("0.0.0.0/0", "x")), List.of()));
        write(() -> tables.delete(HERE, id));
        assertThat(tables.all(HERE)).containsExactly(empty);
    }

    @Test
    void networkLists() {
        settle();
        SqlNetworkAcls acls = new SqlNetworkAcls(db);
        NetworkAclId id = new NetworkAclId("acl-00000001");
        Entry out = new Entry(true, 100, "allow", new NetworkAcl.Traffic("6", "::/0", Optional.of(1), Optional.of(2)));
        Entry in = new Entry(
                false, 100, "deny", new NetworkAcl.Traffic("-1", "0.0.0.0/0", Optional.empty(), Optional.empty()));
        Entry late = new Entry(false, 200, "allow", in.traffic());
        NetworkAcl acl =
                new NetworkAcl(id, VPC, true, List.of(out, in, late), List.of(new NetworkAcl.Association("a", SUBNET)));
        NetworkAcl other = new NetworkAcl(new NetworkAclId("acl-00000002"), VPC, false, List.of(), List.of());
        write(() -> {
            acls.insert(HERE, acl);
            acls.insert(HERE, other);
            assertThat(acls.add(HERE, id, late)).isFalse();
        });
        assertThat(acls.all(HERE)).containsExactly(acl, other);
        write(() -> {
            assertThat(acls.remove(HERE, id, true, 200)).isFalse();
            assertThat(acls.remove(HERE, id, false, 200)).isTrue();
            acls.disassociate(HERE, SUBNET);
        });
        assertThat(acls.find(HERE, id)).contains(new NetworkAcl(id, VPC, true, List.of(out, in), List.of()));
        write(() -> acls.delete(HERE, id));
        assertThat(acls.find(HERE, id)).isEmpty();
    }

    @Test
    void securityGroupsAndTheirRules() {
        SecurityGroup group = settle();
        assertThat(groups.find(HERE, GROUP)).contains(group);
        assertThat(groups.all(HERE)).hasSize(2).contains(group);
        SecurityGroup twin = new SecurityGroup(new SecurityGroupId("sg-00000009"), VPC, "web", "", List.of());
        assertThat(db.write(() -> groups.insert(HERE, twin))).isFalse();
        assertThat(groups.isUsed(HERE, GROUP)).isFalse();
        assertThat(groups.isUsed(HERE, OTHER)).isTrue();
        SecurityGroupRule changed = new SecurityGroupRule(
                group.rules().getLast().id(),
                OTHER,
                true,
                new Traffic("udp", Optional.empty(), Optional.empty()),
                new Peer(PeerKind.CIDR_IPV6, "::/0", ""),
                Optional.empty());
        SecurityGroupRule third = rule(0, false, Traffic.ALL, Peer.ANYWHERE);
        write(() -> {
            groups.update(HERE, changed);
            groups.insert(HERE, third);
            groups.delete(HERE, group.rules().getFirst().id());
        });
        assertThat(groups.find(HERE, GROUP).orElseThrow().rules())
                .containsExactly(
                        new SecurityGroupRule(
                                changed.id(), GROUP, false, changed.traffic(), changed.peer(), Optional.empty()),
                        third);
        write(() -> groups.delete(HERE, GROUP));
        assertThat(groups.find(HERE, GROUP)).isEmpty();
    }

    private static NetworkInterface network(
            NetworkInterfaceId id, List<SecurityGroupId> groups, boolean check, Optional<Attachment> attachment) {
        return new NetworkInterface(
                id, SUBNET, VPC, "us-east-1a", "", check, groups, List.of(), List.of(), attachment, START);
    }

    @Test
    void interfacesAndTheirAddresses() {
        settle();
        NetworkInterface bare = network(INTERFACE, List.of(OTHER, GROUP), true, Optional.empty());
        NetworkInterfaceId second = new NetworkInterfaceId("eni-00000000000000002");
        AllocationId allocation = new AllocationId("eipalloc-00000001");
        ElasticAddress elastic = new ElasticAddress(allocation, "52.0.0.1", Optional.empty());
        ElasticAddress leading = new ElasticAddress(
                allocation, "52.0.0.1", Optional.of(new ElasticAddress.Use("e", INTERFACE, "10.0.0.4")));
        Attachment attachment = new Attachment("eni-attach-1", INSTANCE, 1, START.plusSeconds(1), true);
        write(() -> {
            interfaces.insert(HERE, bare);
            interfaces.insert(HERE, network(second, List.of(GROUP), false, Optional.empty()));
            assertThat(interfaces.claim(HERE, SUBNET, "10.0.0.5", INTERFACE, 0)).isTrue();
            assertThat(interfaces.claim(HERE, SUBNET, "10.0.0.4", INTERFACE, 1)).isTrue();
            assertThat(interfaces.claim(HERE, SUBNET, "10.0.0.4", second, 0)).isFalse();
            assertThat(addresses.lend(HERE, "54.0.0.1", INTERFACE, "10.0.0.5")).isTrue();
            assertThat(addresses.lend(HERE, "54.0.0.1", second, "10.0.0.6")).isFalse();
            assertThat(addresses.allocate(HERE, elastic)).isTrue();
            assertThat(addresses.allocate(HERE, elastic)).isFalse();
        });
        assertThat(addresses.find(HERE, allocation)).contains(elastic);
        write(() -> {
            addresses.update(HERE, leading);
            interfaces.update(
                    HERE,
                    network(second, List.of(OTHER), true, Optional.of(new Attachment("z", INSTANCE, 0, START, false))));
            interfaces.update(HERE, network(INTERFACE, bare.groups(), false, Optional.of(attachment)));
        });
        assertThat(addresses.elastic(HERE)).containsExactly(leading);
        NetworkInterface full = new NetworkInterface(
                INTERFACE,
                SUBNET,
                VPC,
                "us-east-1a",
                "",
                false,
                List.of(OTHER, GROUP),
                List.of("10.0.0.5", "10.0.0.4"),
                List.of(
                        new PublicAddress("54.0.0.1", "10.0.0.5", Optional.empty()),
                        new PublicAddress("52.0.0.1", "10.0.0.4", Optional.of(new Elastic(allocation, "e")))),
                Optional.of(attachment),
                START);
        assertThat(interfaces.find(HERE, INTERFACE)).contains(full);
        assertThat(interfaces.all(HERE)).hasSize(2).contains(full);
        assertThat(interfaces.ofInstance(HERE, INSTANCE))
                .extracting(NetworkInterface::id)
                .containsExactly(second, INTERFACE);
        assertThat(interfaces.used(HERE, SUBNET)).isEqualTo(2);
        assertThat(subnets.addressesInUse(HERE)).isEqualTo(Map.of(SUBNET, 2));
        assertThatThrownBy(() -> write(() -> groups.delete(HERE, GROUP))).isInstanceOf(ConstraintViolation.class);
        write(() -> addresses.takeBack(HERE, INTERFACE));
        assertThat(interfaces.find(HERE, INTERFACE).orElseThrow().publicAddresses())
                .hasSize(1);
        write(() -> interfaces.delete(HERE, INTERFACE));
        assertThat(addresses.elastic(HERE)).containsExactly(elastic);
        assertThat(interfaces.used(HERE, SUBNET)).isZero();
        write(() -> addresses.release(HERE, allocation));
        assertThat(addresses.elastic(HERE)).isEmpty();
    }
}
