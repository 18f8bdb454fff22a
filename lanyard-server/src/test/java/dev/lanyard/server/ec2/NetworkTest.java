// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final String[] DESCRIBES = {
        "DescribeVpcs", "DescribeSubnets", "DescribeSecurityGroups", "DescribeSecurityGroupRules",
        "DescribeRouteTables", "DescribeNetworkAcls", "DescribeInternetGateways", "DescribeAccountAttributes"
    };

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void freshAccountHasItsDefaultNetworkBeforeAndAfterItsFirstWrite() {
        String[] before = new String[DESCRIBES.length];
        for (int i = 0; i < DESCRIBES.length; i++) {
            before[i] = body(wire, DESCRIBES[i]);
        }
        assertThat(before[0]).contains("<cidrBlock>172.31.0.0/16</cidrBlock>").contains("<isDefault>true</isDefault>");
        Answer subnets = wire.ec2("DescribeSubnets");
        assertThat(subnets.count("subnetId")).isEqualTo(6);
        assertThat(subnets.body())
                .contains("<cidrBlock>172.31.80.0/20</cidrBlock>")
                .contains("<availabilityZoneId>use1-az6</availabilityZoneId>")
                .contains("<availableIpAddressCount>4091</availableIpAddressCount>")
                .doesNotContain("<mapPublicIpOnLaunch>false</mapPublicIpOnLaunch>")
                .doesNotContain("<defaultForAz>false</defaultForAz>");
        assertThat(wire.ec2("CreateKeyPair", "KeyName", "k").status()).isEqualTo(200);
        assertThat(wire.ec2("ModifyVpcAttribute", "VpcId", vpc(), "EnableDnsSupport.Value", "true")
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < DESCRIBES.length; i++) {
            assertThat(body(wire, DESCRIBES[i])).as(DESCRIBES[i]).isEqualTo(before[i]);
        }
    }

    @Test
    void accountsAndRegionsShareNothing() {
        String mine = vpc();
        Wire other = wire.as("111122223333");
        Wire elsewhere = wire.in("eu-west-1");
        assertThat(other.ec2("DescribeVpcs").text("vpcId")).isNotEqualTo(mine);
        assertThat(other.ec2("DescribeVpcs").text("ownerId")).isEqualTo("111122223333");
        assertThat(elsewhere.ec2("DescribeVpcs").text("vpcId")).isNotEqualTo(mine);
        assertThat(elsewhere.ec2("DescribeSubnets").count("subnetId")).isEqualTo(3);
        String made = create("10.0.0.0/16");
        for (Wire stranger : new Wire[] {other, elsewhere}) {
            assertThat(stranger.ec2("DescribeVpcs", "VpcId.1", made).fault())
                    .isEqualTo("InvalidVpcID.NotFound: The vpc ID '" + made + "' does not exist");
            assertThat(stranger.ec2("DescribeVpcs").count("vpcId")).isEqualTo(1);
        }
    }

    @Test
    void newVpcIsPendingOnceAndComesWithItsTableGroupAndAcl() {
        Answer made = wire.ec2(
                "CreateVpc",
                "CidrBlock",
                "10.0.1.2/16",
                "TagSpecification.1.ResourceType",
                "vpc",
                "TagSpecification.1.Tag.1.Key",
                "Name",
                "TagSpecification.1.Tag.1.Value",
                "v");
        assertThat(made.body()).contains("<state>pending</state>");
        assertThat(made.text("cidrBlock")).isEqualTo("10.0.0.0/16");
        assertThat(made.text("value")).isEqualTo("v");
        String id = made.text("vpcId");
        assertThat(id).matches("vpc-[0-9a-f]{17}");
        assertThat(wire.ec2("DescribeVpcs", "VpcId.1", id).body()).contains("<state>available</state>");
        assertThat(inVpc("DescribeRouteTables", id, "association.main", "true").text("gatewayId"))
                .isEqualTo("local");
        assertThat(inVpc("DescribeNetworkAcls", id, "default", "true").count("ruleNumber"))
                .isEqualTo(4);
        assertThat(inVpc("DescribeSecurityGroups", id, "group-name", "default").text("groupDescription"))
                .isEqualTo("default VPC security group");
        assertThat(attribute(id, "enableDnsSupport")).isEqualTo("true");
        assertThat(attribute(id, "enableDnsHostnames")).isEqualTo("false");
        assertThat(attribute(vpc(), "enableDnsHostnames")).isEqualTo("true");
        assertThat(wire.ec2("DeleteVpc", "VpcId", id).body()).contains("<return>true</return>");
        assertThat(wire.ec2("DescribeVpcs", "VpcId.1", id).fault())
                .isEqualTo("InvalidVpcID.NotFound: The vpc ID '" + id + "' does not exist");
    }

    @Test
    void vpcsHaveNoOddBlocks() {
        assertThat(wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/8").fault())
                .isEqualTo("InvalidVpc.Range: The CIDR '10.0.0.0/8' is invalid.");
        assertThat(wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/29").fault())
                .isEqualTo("InvalidVpc.Range: The CIDR '10.0.0.0/29' is invalid.");
        assertThat(wire.ec2("CreateVpc", "CidrBlock", "10.0.0/16").fault())
                .isEqualTo("InvalidParameterValue: Value (10.0.0/16) for parameter cidrBlock is invalid."
                        + " This is not a valid CIDR block.");
        assertThat(wire.ec2("CreateVpc").fault())
                .isEqualTo("MissingParameter: Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    }

    @Test
    void malformedIdsAreToldFromUnknownOnes() {
        assertThat(wire.ec2("DescribeVpcs", "VpcId.1", "vpc-xyz").fault())
                .isEqualTo("InvalidVpcID.Malformed: Invalid id: \"vpc-xyz\" (expecting \"vpc-...\")");
        assertThat(wire.ec2("DescribeSubnets", "SubnetId.1", "subnet-12345678").fault())
                .isEqualTo("InvalidSubnetID.NotFound: The subnet ID 'subnet-12345678' does not exist");
        assertThat(wire.ec2("DescribeVpcs", "VpcId.1", "vpc-12345678", "VpcId.2", "vpc-87654321")
                        .fault())
                .isEqualTo("InvalidVpcID.NotFound: The vpc IDs 'vpc-12345678, vpc-87654321' do not exist");
        assertThat(wire.ec2("DescribeVpcs", "VpcId.1", vpc() + " ").fault()).startsWith("InvalidVpcID.NotFound: ");
        assertThat(wire.ec2("DeleteVpc", "VpcId", "").fault()).startsWith("InvalidVpcID.Malformed: ");
    }

    @Test
    void vpcCannotGoWhileSomethingIsInIt() {
        String id = create("10.0.0.0/16");
        String dependent = "DependencyViolation: The vpc '" + id + "' has dependencies and cannot be deleted.";
        String subnet = subnet(id, "10.0.1.0/24").text("subnetId");
        assertThat(wire.ec2("DeleteVpc", "VpcId", id).fault()).isEqualTo(dependent);
        wire.ec2("DeleteSubnet", "SubnetId", subnet);
        String group = wire.ec2("CreateSecurityGroup", "GroupName", "g", "GroupDescription", "d", "VpcId", id)
                .text("groupId");
        assertThat(wire.ec2("DeleteVpc", "VpcId", id).fault()).isEqualTo(dependent);
        wire.ec2("DeleteSecurityGroup", "GroupId", group);
        String gateway = wire.ec2("CreateInternetGateway").text("internetGatewayId");
        wire.ec2("AttachInternetGateway", "InternetGatewayId", gateway, "VpcId", id);
        assertThat(wire.ec2("DeleteVpc", "VpcId", id).fault()).isEqualTo(dependent);
        wire.ec2("DetachInternetGateway", "InternetGatewayId", gateway, "VpcId", id);
        String table = wire.ec2("CreateRouteTable", "VpcId", id).text("routeTableId");
        assertThat(wire.ec2("DeleteVpc", "VpcId", id).fault()).isEqualTo(dependent);
        wire.ec2("DeleteRouteTable", "RouteTableId", table);
        assertThat(wire.ec2("DeleteVpc", "VpcId", id).status()).isEqualTo(200);
    }

    @Test
    void subnetsFitIntoTheirVpcAndBesideOneAnother() {
        String id = create("10.0.0.0/16");
        Answer made = subnet(id, "10.0.1.0/24");
        String subnet = made.text("subnetId");
        assertThat(made.text("availableIpAddressCount")).isEqualTo("251");
        assertThat(made.text("subnetArn")).isEqualTo("arn:aws:ec2:us-east-1:000000000000:subnet/" + subnet);
        assertThat(made.text("mapPublicIpOnLaunch")).isEqualTo("false");
        assertThat(subnet(id, "10.0.1.128/25").fault())
                .isEqualTo("InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet");
        assertThat(subnet(id, "10.1.0.0/24").fault())
                .isEqualTo("InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.");
        assertThat(wire.ec2("CreateSubnet", "VpcId", id, "CidrBlock", "10.0.2.0/24", "AvailabilityZone", "us-east-1z")
                        .fault())
                .isEqualTo(
                        "InvalidParameterValue: Value (us-east-1z) for parameter availabilityZone is invalid. Subnets"
                                + " can currently only be created in the following availability zones: us-east-1a, us-east-1b,"
                                + " us-east-1c, us-east-1d, us-east-1e, us-east-1f.");
        wire.ec2("ModifySubnetAttribute", "SubnetId", subnet, "MapPublicIpOnLaunch.Value", "true");
        assertThat(wire.ec2("DescribeSubnets", "SubnetId.1", subnet).text("mapPublicIpOnLaunch"))
                .isEqualTo("true");
        assertThat(wire.ec2(
                                "ModifySubnetAttribute",
                                "SubnetId",
                                subnet,
                                "MapPublicIpOnLaunch.Value",
                                "true",
                                "EnableDns64.Value",
                                "true")
                        .fault())
                .isEqualTo("InvalidParameterCombination: Fields for multiple attribute types specified");
    }

    @Test
    void interfacesTakeAddressesThatNobodyHasAndKeepTheirSubnet() {
        String id = create("10.0.0.0/16");
        String subnet = subnet(id, "10.0.1.0/28").text("subnetId");
        Answer first = wire.ec2("CreateNetworkInterface", "SubnetId", subnet, "PrivateIpAddress", "10.0.1.4");
        assertThat(first.text("status")).isEqualTo("pending");
        assertThat(first.text("privateDnsName")).isEqualTo("ip-10-0-1-4.ec2.internal");
        assertThat(first.text("macAddress")).matches("0a(:[0-9a-f]{2}){5}");
        assertThat(wire.ec2("CreateNetworkInterface", "SubnetId", subnet, "PrivateIpAddress", "10.0.1.4")
                        .fault())
                .isEqualTo("InvalidIPAddress.InUse: Address 10.0.1.4 is in use.");
        assertThat(wire.ec2("CreateNetworkInterface", "SubnetId", subnet, "PrivateIpAddress", "10.0.2.4")
                        .fault())
                .isEqualTo("InvalidParameterValue: Address 10.0.2.4 does not fall within the subnet's address range");
        for (int i = 0; i < 10; i++) {
            assertThat(wire.ec2("CreateNetworkInterface", "SubnetId", subnet).text("privateIpAddress"))
                    .isEqualTo("10.0.1." + (5 + i));
        }
        assertThat(wire.ec2("CreateNetworkInterface", "SubnetId", subnet).fault())
                .startsWith("InsufficientFreeAddressesInSubnet: ");
        assertThat(wire.ec2("DescribeSubnets", "SubnetId.1", subnet).text("availableIpAddressCount"))
                .isEqualTo("0");
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", subnet).fault())
                .isEqualTo("DependencyViolation: The subnet '" + subnet + "' has dependencies and cannot be deleted.");
        String eni = first.text("networkInterfaceId");
        assertThat(wire.ec2("DeleteNetworkInterface", "NetworkInterfaceId", eni).status())
                .isEqualTo(200);
        assertThat(wire.ec2("DescribeNetworkInterfaces", "NetworkInterfaceId.1", eni)
                        .fault())
                .isEqualTo("InvalidNetworkInterfaceID.NotFound: The networkInterface ID '" + eni + "' does not exist");
        assertThat(wire.ec2("CreateNetworkInterface", "SubnetId", subnet).text("privateIpAddress"))
                .isEqualTo("10.0.1.4");
    }

    @Test
    void racersMakeTheDefaultNetworkOnceAndShareNoAddress() throws Exception {
        String subnet = wire.ec2("DescribeSubnets").text("subnetId");
        try (ExecutorService racers = Executors.newFixedThreadPool(8)) {
            List<Future<Answer>> made = racers.invokeAll(
                    Collections.nCopies(40, () -> wire.ec2("CreateNetworkInterface", "SubnetId", subnet)));
            Set<String> addresses = new HashSet<>();
            for (Future<Answer> each : made) {
                addresses.add(each.get().text("privateIpAddress"));
            }
            assertThat(addresses).hasSize(40).doesNotContain("");
        }
        assertThat(wire.ec2("DescribeVpcs").count("vpcId")).isEqualTo(1);
        assertThat(wire.ec2("DescribeSubnets", "SubnetId.1", subnet).text("availableIpAddressCount"))
                .isEqualTo("4051");
    }

    @Test
    void routesLeadToGatewaysThatAreAttached() {
        String id = create("10.0.0.0/16");
        String subnet = subnet(id, "10.0.1.0/24").text("subnetId");
        String table = wire.ec2("CreateRouteTable", "VpcId", id).text("routeTableId");
        String gateway = wire.ec2("CreateInternetGateway").text("internetGatewayId");
        String[] route = {"RouteTableId", table, "DestinationCidrBlock", "0.0.0.0/0", "GatewayId", gateway};
        assertThat(wire.ec2("CreateRoute", route).text("return")).isEqualTo("true");
        assertThat(wire.ec2("CreateRoute", route).fault())
                .isEqualTo("RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.");
        assertThat(wire.ec2("DescribeRouteTables", "RouteTableId.1", table).body())
                .contains("<state>blackhole</state>");
        wire.ec2("AttachInternetGateway", "InternetGatewayId", gateway, "VpcId", id);
        assertThat(wire.ec2("DescribeRouteTables", "RouteTableId.1", table).body())
                .doesNotContain("blackhole");
        String association = wire.ec2("AssociateRouteTable", "RouteTableId", table, "SubnetId", subnet)
                .text("associationId");
        assertThat(wire.ec2("DeleteRouteTable", "RouteTableId", table).fault()).startsWith("DependencyViolation: ");
        String main =
                inVpc("DescribeRouteTables", id, "association.main", "true").text("routeTableId");
        Answer replaced = wire.ec2("ReplaceRouteTableAssociation", "AssociationId", association, "RouteTableId", main);
        assertThat(replaced.text("newAssociationId")).isNotEqualTo(association);
        assertThat(wire.ec2("DisassociateRouteTable", "AssociationId", association)
                        .fault())
                .startsWith("InvalidAssociationID.NotFound: ");
        wire.ec2("DisassociateRouteTable", "AssociationId", replaced.text("newAssociationId"));
        assertThat(wire.ec2("DeleteRoute", "RouteTableId", table, "DestinationCidrBlock", "0.0.0.0/0")
                        .status())
                .isEqualTo(200);
        assertThat(wire.ec2("DeleteRouteTable", "RouteTableId", table).status()).isEqualTo(200);
    }

    @Test
    void defaultVpcExistsOnceAndCanBeMadeAgain() {
        assertThat(wire.ec2("CreateDefaultVpc").fault())
                .isEqualTo("DefaultVpcAlreadyExists: A Default VPC already exists for this account in this region.");
        assertThat(wire.ec2("CreateDefaultSubnet", "AvailabilityZone", "us-east-1a")
                        .fault())
                .startsWith("DefaultSubnetAlreadyExistsInAvailabilityZone: ");
        Wire tokyo = wire.in("ap-northeast-1");
        String id = tokyo.ec2("DescribeVpcs").text("vpcId");
        while (tokyo.ec2("DescribeSubnets").has("subnetId")) {
            tokyo.ec2("DeleteSubnet", "SubnetId", tokyo.ec2("DescribeSubnets").text("subnetId"));
        }
        assertThat(tokyo.ec2("CreateDefaultSubnet", "AvailabilityZone", "ap-northeast-1c")
                        .text("cidrBlock"))
                .isEqualTo("172.31.0.0/20");
        tokyo.ec2("DeleteSubnet", "SubnetId", tokyo.ec2("DescribeSubnets").text("subnetId"));
        String gateway = tokyo.ec2("DescribeInternetGateways").text("internetGatewayId");
        tokyo.ec2("DetachInternetGateway", "InternetGatewayId", gateway, "VpcId", id);
        assertThat(tokyo.ec2("DeleteVpc", "VpcId", id).status()).isEqualTo(200);
        assertThat(tokyo.ec2("DescribeVpcs").has("vpcId")).isFalse();
        Answer again = tokyo.ec2("CreateDefaultVpc");
        assertThat(again.text("isDefault")).isEqualTo("true");
        assertThat(again.text("vpcId")).isNotEqualTo(id);
        assertThat(tokyo.ec2("DescribeSubnets").count("subnetId")).isEqualTo(3);
    }

    private static String body(Wire wire, String describe) {
        return wire.ec2(describe).body().replaceAll("<requestId>.*</requestId>", "");
    }

    private String vpc() {
        return wire.ec2("DescribeVpcs", "Filter.1.Name", "is-default", "Filter.1.Value.1", "true")
                .text("vpcId");
    }

    private String create(String cidr) {
        return wire.ec2("CreateVpc", "CidrBlock", cidr).text("vpcId");
    }

    private Answer subnet(String vpc, String cidr) {
        return wire.ec2("CreateSubnet", "VpcId", vpc, "CidrBlock", cidr);
    }

    private Answer inVpc(String describe, String vpc, String filter, String value) {
        return wire.ec2(
                describe,
                "Filter.1.Name",
                "vpc-id",
                "Filter.1.Value.1",
                vpc,
                "Filter.2.Name",
                filter,
                "Filter.2.Value.1",
                value);
    }

    private String attribute(String vpc, String name) {
        return wire.ec2("DescribeVpcAttribute", "VpcId", vpc, "Attribute", name).text("value");
    }
}
