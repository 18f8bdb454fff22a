// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAclTest {
    private final Wire wire = Wire.start();
    private String vpc;
    private String subnet;
    private String standard;
    private String acl;

    @BeforeEach
    void start() {
        vpc = wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        subnet = wire.ec2("CreateSubnet", "VpcId", vpc, "CidrBlock", "10.0.1.0/24")
                .text("subnetId");
        standard = filtered("default", "true").text("networkAclId");
        acl = wire.ec2("CreateNetworkAcl", "VpcId", vpc).text("networkAclId");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void newAclDeniesEverythingAndHasNoSubnets() {
        Answer made = wire.ec2(
                "CreateNetworkAcl",
                "VpcId",
                vpc,
                "TagSpecification.1.ResourceType",
                "network-acl",
                "TagSpecification.1.Tag.1.Key",
                "Name",
                "TagSpecification.1.Tag.1.Value",
                "tight");
        assertThat(made.text("networkAclId")).matches("acl-[0-9a-f]{17}");
        assertThat(made.text("default")).isEqualTo("false");
        assertThat(made.text("ownerId")).isEqualTo("000000000000");
        assertThat(made.count("ruleNumber")).isEqualTo(2);
        assertThat(made.text("ruleNumber")).isEqualTo("32767");
        assertThat(made.text("ruleAction")).isEqualTo("deny");
        assertThat(made.body()).contains("<associationSet/>");
        assertThat(filtered("tag:Name", "tight").text("networkAclId")).isEqualTo(made.text("networkAclId"));
        assertThat(wire.ec2("CreateNetworkAcl", "VpcId", "vpc-0123456789abcdef0")
                        .fault())
                .isEqualTo("InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist");
    }

    @Test
    void entriesAreMadeReplacedAndDeletedByDirectionAndNumber() {
        assertThat(entry("Create", "100", "6", "PortRange.From", "22", "PortRange.To", "23")
                        .text("return"))
                .isEqualTo("true");
        assertThat(entry("Create", "100", "tcp", "PortRange.From", "22", "PortRange.To", "23")
                        .fault())
                .isEqualTo("NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists.");
        assertThat(entry("Create", "100", "-1", "Egress", "true", "PortRange.From", "0", "PortRange.To", "0")
                        .status())
                .isEqualTo(200);
        Answer shown = wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", acl);
        assertThat(shown.count("ruleNumber")).isEqualTo(4);
        assertThat(shown.count("portRange")).isEqualTo(1);
        assertThat(shown.text("portRange").replaceAll("\\s", "")).isEqualTo("<from>22</from><to>23</to>");
        assertThat(shown.text("cidrBlock")).isEqualTo("10.0.0.0/8");
        assertThat(entry("Replace", "100", "17", "PortRange.From", "53", "PortRange.To", "53")
                        .status())
                .isEqualTo(200);
        assertThat(wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", acl).body())
                .contains("<protocol>17</protocol>")
                .doesNotContain("<protocol>6</protocol>");
        assertThat(delete("100", "false").text("return")).isEqualTo("true");
        assertThat(delete("100", "false").fault())
                .isEqualTo("InvalidNetworkAclEntry.NotFound: no ingress entry with number 100");
        assertThat(entry("Replace", "101", "-1", "Egress", "true").fault())
                .isEqualTo("InvalidNetworkAclEntry.NotFound: no egress entry with number 101");
        assertThat(wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", acl).count("ruleNumber"))
                .isEqualTo(3);
    }

    @Test
    void entriesOfIcmpAndIpv6AreShownAsTheyAre() {
        assertThat(entry("Create", "10", "1", "Icmp.Type", "8", "Icmp.Code", "-1")
                        .status())
                .isEqualTo(200);
        assertThat(wire.ec2(
                                "CreateNetworkAclEntry",
                                "NetworkAclId",
                                acl,
                                "RuleNumber",
                                "11",
                                "Protocol",
                                "-1",
                                "RuleAction",
                                "deny",
                                "Egress",
                                "false",
                                "Ipv6CidrBlock",
                                "::/0")
                        .status())
                .isEqualTo(200);
        Answer shown = wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", acl);
        assertThat(shown.text("icmpTypeCode").replaceAll("\\s", "")).isEqualTo("<code>-1</code><type>8</type>");
        assertThat(shown.text("ipv6CidrBlock")).isEqualTo("::/0");
        assertThat(filtered("entry.icmp.type", "8").text("networkAclId")).isEqualTo(acl);
        assertThat(filtered("entry.ipv6-cidr", "::/0").text("networkAclId")).isEqualTo(acl);
        assertThat(filtered("entry.rule-number", "12").count("networkAclId")).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RuleNumber   | 0            | InvalidParameterValue: Value (0) for parameter ruleNumber is invalid. Expecting a number between 1 and 32766.
            RuleNumber   | 32767        | InvalidParameterValue: Value (32767) for parameter ruleNumber is invalid. Expecting a number between 1 and 32766.
            Protocol     | wat          | InvalidParameterValue: Invalid value 'wat' for IP protocol. Unknown protocol.
            Protocol     | 1            | MissingParameter: The request must contain the parameter icmpTypeCode
            PortRange.To | 70000        | InvalidParameterValue: TCP/UDP port (70000) out of range
            PortRange.To | 1            | InvalidParameterValue: Invalid TCP/UDP port range (22:1)
            CidrBlock    | 10.0.0.0     | InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.
            Ipv6CidrBlock| ::/0         | InvalidParameterCombination: The parameter cidrBlock cannot be used with the parameter ipv6CidrBlock
            NetworkAclId | acl-1        | InvalidNetworkAclId.Malformed: Invalid id: "acl-1" (expecting "acl-...")
            NetworkAclId | acl-0123456789abcdef0 | InvalidNetworkAclID.NotFound: The networkAcl ID 'acl-0123456789abcdef0' does not exist
            """)
    void entriesThatMakeNoSenseAreRefused(String parameter, String value, String fault) {
        assertThat(entry("Create", "1", "6", "PortRange.From", "22", "PortRange.To", "22", parameter, value)
                        .fault())
                .isEqualTo(fault);
        assertThat(wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", acl).count("ruleNumber"))
                .isEqualTo(2);
    }

    @Test
    void directionHasTwentyEntries() {
        for (int i = 1; i <= 20; i++) {
            assertThat(entry("Create", Integer.toString(i), "-1").status()).isEqualTo(200);
        }
        assertThat(entry("Create", "21", "-1").fault())
                .isEqualTo("NetworkAclEntryLimitExceeded: The maximum number of network acl entries has been reached.");
        assertThat(entry("Create", "21", "-1", "Egress", "true").status()).isEqualTo(200);
    }

    @Test
    void subnetHasOneAclAndAnotherTakesItsPlace() {
        Answer before = filtered("association.subnet-id", subnet);
        assertThat(before.text("networkAclId")).isEqualTo(standard);
        String association = before.text("networkAclAssociationId");
        Answer replaced = replace(association, acl);
        assertThat(replaced.text("newAssociationId"))
                .matches("aclassoc-[0-9a-f]{17}")
                .isNotEqualTo(association);
        Answer after = filtered("association.subnet-id", subnet);
        assertThat(after.text("networkAclId")).isEqualTo(acl);
        assertThat(after.text("networkAclAssociationId")).isEqualTo(replaced.text("newAssociationId"));
        assertThat(replace(association, acl).fault())
                .isEqualTo("InvalidAssociationID.NotFound: The association ID '" + association + "' does not exist");
        assertThat(wire.ec2("DeleteNetworkAcl", "NetworkAclId", acl).fault())
                .isEqualTo("DependencyViolation: The networkAcl '" + acl + "' has dependencies and cannot be deleted.");
        String other = wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        String foreign = wire.ec2("CreateNetworkAcl", "VpcId", other).text("networkAclId");
        assertThat(replace(replaced.text("newAssociationId"), foreign).fault())
                .isEqualTo("InvalidParameterValue: Network ACL " + foreign + " and subnet " + subnet
                        + " belong to different networks");
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", subnet).status()).isEqualTo(200);
        assertThat(wire.ec2("DeleteNetworkAcl", "NetworkAclId", acl).text("return"))
                .isEqualTo("true");
        assertThat(wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", acl).fault())
                .isEqualTo("InvalidNetworkAclID.NotFound: The networkAcl ID '" + acl + "' does not exist");
    }

    @Test
    void defaultAclChangesButStays() {
        assertThat(wire.ec2("DeleteNetworkAcl", "NetworkAclId", standard).fault())
                .isEqualTo("InvalidParameterValue: cannot delete default network ACL " + standard);
        assertThat(wire.ec2("DeleteNetworkAclEntry", "NetworkAclId", standard, "RuleNumber", "100", "Egress", "true")
                        .status())
                .isEqualTo(200);
        assertThat(filtered("default", "true").count("ruleNumber")).isEqualTo(3);
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", subnet).status()).isEqualTo(200);
        assertThat(wire.ec2("DeleteVpc", "VpcId", vpc).fault())
                .isEqualTo("DependencyViolation: The vpc '" + vpc + "' has dependencies and cannot be deleted.");
        wire.ec2("DeleteNetworkAcl", "NetworkAclId", acl);
        assertThat(wire.ec2("DeleteVpc", "VpcId", vpc).status()).isEqualTo(200);
        assertThat(wire.ec2("DescribeNetworkAcls", "NetworkAclId.1", standard).fault())
                .startsWith("InvalidNetworkAclID.NotFound: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "us-east-1"})
    void defaultNetworkHasItsAclWithEverySubnet(String region) {
        Wire there = wire.in(region);
        String untouched = there.ec2("DescribeVpcs", "Filter.1.Name", "is-default", "Filter.1.Value.1", "true")
                .text("vpcId");
        Answer shown = there.ec2("DescribeNetworkAcls", "Filter.1.Name", "vpc-id", "Filter.1.Value.1", untouched);
        assertThat(shown.count("networkAclAssociationId"))
                .isEqualTo(there.ec2("DescribeSubnets", "Filter.1.Name", "vpc-id", "Filter.1.Value.1", untouched)
                        .count("subnetId"))
                .isPositive();
        there.ec2("CreateInternetGateway");
        assertThat(there.ec2("DescribeNetworkAcls", "Filter.1.Name", "vpc-id", "Filter.1.Value.1", untouched)
                        .text("associationSet"))
                .as("the same once the first write made the network")
                .isEqualTo(shown.text("associationSet"));
    }

    private Answer filtered(String name, String value) {
        return wire.ec2(
                "DescribeNetworkAcls",
                "Filter.1.Name",
                "vpc-id",
                "Filter.1.Value.1",
                vpc,
                "Filter.2.Name",
                name,
                "Filter.2.Value.1",
                value);
    }

    private Answer entry(String verb, String number, String protocol, String... more) {
        return wire.ec2(
                verb + "NetworkAclEntry",
                Ec2Client.with(
                        more,
                        "NetworkAclId",
                        acl,
                        "RuleNumber",
                        number,
                        "Protocol",
                        protocol,
                        "RuleAction",
                        "allow",
                        "Egress",
                        "false",
                        "CidrBlock",
                        "10.0.0.0/8"));
    }

    private Answer delete(String number, String egress) {
        return wire.ec2("DeleteNetworkAclEntry", "NetworkAclId", acl, "RuleNumber", number, "Egress", egress);
    }

    private Answer replace(String association, String to) {
        return wire.ec2("ReplaceNetworkAclAssociation", "AssociationId", association, "NetworkAclId", to);
    }
}
