// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecurityGroupTest {
    private final Wire wire = Wire.start();
    private String id;

    @BeforeEach
    void start() {
        id = create("web");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void newGroupLetsEverythingOutAndNothingIn() {
        Answer group = wire.ec2("DescribeSecurityGroups", "GroupId.1", id);
        assertThat(group.has("ipPermissions")).isTrue();
        assertThat(group.body()).contains("<ipPermissions/>").contains("<cidrIp>0.0.0.0/0</cidrIp>");
        assertThat(group.text("ipProtocol")).isEqualTo("-1");
        assertThat(group.has("fromPort")).isFalse();
        assertThat(group.text("securityGroupArn")).isEqualTo("arn:aws:ec2:us-east-1:000000000000:security-group/" + id);
    }

    @Test
    void namesAreUniqueInTheirVpcAndSomeAreReserved() {
        String vpc = wire.ec2("DescribeVpcs").text("vpcId");
        assertThat(wire.ec2("CreateSecurityGroup", "GroupName", "web", "GroupDescription", "d")
                        .fault())
                .isEqualTo("InvalidGroup.Duplicate: The security group 'web' already exists for VPC '" + vpc + "'");
        assertThat(wire.ec2("CreateSecurityGroup", "GroupName", "default", "GroupDescription", "d")
                        .fault())
                .startsWith("InvalidGroup.Reserved: ");
        assertThat(wire.ec2("CreateSecurityGroup", "GroupName", "sg-x", "GroupDescription", "d")
                        .fault())
                .isEqualTo(
                        "InvalidParameterValue: Value (sg-x) for parameter GroupName is invalid. Group names may not be"
                                + " in the format sg-*.");
        assertThat(wire.ec2("CreateSecurityGroup", "GroupName", "w").fault())
                .isEqualTo("MissingParameter: The request must contain the parameter GroupDescription");
        String other = wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        assertThat(wire.ec2("CreateSecurityGroup", "GroupName", "web", "GroupDescription", "d", "VpcId", other)
                        .status())
                .isEqualTo(200);
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupName.1", "web").text("groupId"))
                .isEqualTo(id);
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupName.1", "nobody").fault())
                .isEqualTo("InvalidGroup.NotFound: The security group 'nobody' does not exist in default VPC '" + vpc
                        + "'");
    }

    @Test
    void rulesAreKeptInOneFormAndComeOnlyOnce() {
        Answer made = rule("AuthorizeSecurityGroupIngress", "6", "22", "22", "10.1.2.3/8");
        assertThat(made.text("return")).isEqualTo("true");
        assertThat(made.text("securityGroupRuleId")).matches("sgr-[0-9a-f]{17}");
        assertThat(made.text("ipProtocol")).isEqualTo("tcp");
        assertThat(made.text("cidrIpv4")).isEqualTo("10.0.0.0/8");
        assertThat(made.text("isEgress")).isEqualTo("false");
        assertThat(rule("AuthorizeSecurityGroupIngress", "tcp", "22", "22", "10.0.0.0/8")
                        .fault())
                .isEqualTo("InvalidPermission.Duplicate: the specified rule \"peer: 10.0.0.0/8, TCP, from port: 22, to"
                        + " port: 22, ALLOW\" already exists");
        assertThat(rule("AuthorizeSecurityGroupEgress", "-1", "0", "0", "0.0.0.0/0")
                        .fault())
                .isEqualTo("InvalidPermission.Duplicate: the specified rule \"peer: 0.0.0.0/0, ALL, ALLOW\" already"
                        + " exists");
        assertThat(wire.ec2("DescribeSecurityGroupRules", "Filter.1.Name", "group-id", "Filter.1.Value.1", id)
                        .count("securityGroupRuleId"))
                .isEqualTo(2);
        assertThat(wire.ec2(
                                "AuthorizeSecurityGroupIngress",
                                "GroupId",
                                id,
                                "IpPermissions.1.IpProtocol",
                                "-1",
                                "IpPermissions.1.Ipv6Ranges.1.CidrIpv6",
                                "2001:DB8:0:0:1::/48")
                        .text("cidrIpv6"))
                .isEqualTo("2001:db8::/48");
    }

    @Test
    void rulesThatMakeNoSenseAreRefused() {
        assertThat(rule("AuthorizeSecurityGroupIngress", "tcp", "80", "22", "10.0.0.0/8")
                        .fault())
                .isEqualTo("InvalidParameterValue: Invalid TCP/UDP port range (80:22)");
        assertThat(rule("AuthorizeSecurityGroupIngress", "tcp", "80", "70000", "10.0.0.0/8")
                        .fault())
                .isEqualTo("InvalidParameterValue: TCP/UDP port (70000) out of range");
        assertThat(rule("AuthorizeSecurityGroupIngress", "nope", "80", "80", "10.0.0.0/8")
                        .fault())
                .isEqualTo("InvalidParameterValue: Invalid value 'nope' for IP protocol. Unknown protocol.");
        assertThat(rule("AuthorizeSecurityGroupIngress", "tcp", "80", "80", "10.0.0.0")
                        .fault())
                .isEqualTo("InvalidParameterValue: CIDR block 10.0.0.0 is malformed");
        assertThat(wire.ec2("AuthorizeSecurityGroupIngress", "GroupId", id).fault())
                .startsWith("MissingParameter: ");
        assertThat(wire.ec2(
                                "AuthorizeSecurityGroupIngress",
                                "GroupId",
                                id,
                                "IpProtocol",
                                "tcp",
                                "FromPort",
                                "1",
                                "ToPort",
                                "2",
                                "CidrIp",
                                "10.0.0.0/8")
                        .status())
                .isEqualTo(200);
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupId.1", id).text("toPort"))
                .isEqualTo("2");
    }

    @Test
    void revokeTakesTheDefaultRuleAsTerraformSaysIt() {
        Answer revoked = rule("RevokeSecurityGroupEgress", "-1", "0", "0", "0.0.0.0/0");
        assertThat(revoked.text("return")).isEqualTo("true");
        assertThat(revoked.text("cidrIpv4")).isEqualTo("0.0.0.0/0");
        assertThat(rule("RevokeSecurityGroupEgress", "-1", "0", "0", "0.0.0.0/0")
                        .fault())
                .isEqualTo("InvalidPermission.NotFound: The specified rule does not exist in this security group.");
        String rule = rule("AuthorizeSecurityGroupIngress", "tcp", "22", "22", "10.0.0.0/8")
                .text("securityGroupRuleId");
        assertThat(wire.ec2("RevokeSecurityGroupEgress", "GroupId", id, "SecurityGroupRuleId.1", rule)
                        .fault())
                .isEqualTo("InvalidSecurityGroupRuleId.NotFound: The security group rule ID '" + rule
                        + "' does not exist");
        assertThat(wire.ec2("RevokeSecurityGroupIngress", "GroupId", id, "SecurityGroupRuleId.1", rule)
                        .status())
                .isEqualTo(200);
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupId.1", id).body()).contains("<ipPermissions/>");
    }

    @Test
    void groupsThatAreUsedCannotGo() {
        String other = create("db");
        assertThat(wire.ec2(
                                "AuthorizeSecurityGroupIngress",
                                "GroupId",
                                other,
                                "IpPermissions.1.IpProtocol",
                                "-1",
                                "IpPermissions.1.Groups.1.GroupId",
                                id)
                        .text("referencedGroupInfo"))
                .contains(id);
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", id).fault())
                .isEqualTo("DependencyViolation: resource " + id + " has a dependent object");
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", other).text("groupId"))
                .isEqualTo(other);
        String subnet = wire.ec2("DescribeSubnets").text("subnetId");
        String eni = wire.ec2("CreateNetworkInterface", "SubnetId", subnet, "SecurityGroupId.1", id)
                .text("networkInterfaceId");
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", id).fault()).startsWith("DependencyViolation: ");
        wire.ec2("DeleteNetworkInterface", "NetworkInterfaceId", eni);
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupName", "web").status()).isEqualTo(200);
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupId.1", id).fault())
                .isEqualTo("InvalidGroup.NotFound: The security group '" + id + "' does not exist");
        String standard = wire.ec2("DescribeSecurityGroups").text("groupId");
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", standard).fault())
                .isEqualTo("CannotDelete: the specified group: \"" + standard
                        + "\" name: \"default\" cannot be deleted by a user");
    }

    @Test
    void groupHasSixtyRulesInOneDirection() {
        List<String> parameters = new ArrayList<>(List.of("GroupId", id, "IpPermissions.1.IpProtocol", "-1"));
        for (int i = 1; i <= 60; i++) {
            parameters.addAll(List.of("IpPermissions.1.IpRanges." + i + ".CidrIp", "10.0." + i + ".0/24"));
        }
        assertThat(wire.ec2("AuthorizeSecurityGroupIngress", parameters.toArray(String[]::new))
                        .count("securityGroupRuleId"))
                .isEqualTo(60);
        assertThat(rule("AuthorizeSecurityGroupIngress", "tcp", "1", "1", "10.0.0.0/8")
                        .fault())
                .isEqualTo("RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been"
                        + " reached.");
        assertThat(rule("AuthorizeSecurityGroupEgress", "tcp", "1", "1", "10.0.0.0/8")
                        .status())
                .isEqualTo(200);
    }

    private String create(String name) {
        return wire.ec2("CreateSecurityGroup", "GroupName", name, "GroupDescription", "d")
                .text("groupId");
    }

    private Answer rule(String action, String protocol, String from, String to, String cidr) {
        return wire.ec2(
                action,
                "GroupId",
                id,
                "IpPermissions.1.IpProtocol",
                protocol,
                "IpPermissions.1.FromPort",
                from,
                "IpPermissions.1.ToPort",
                to,
                "IpPermissions.1.IpRanges.1.CidrIp",
                cidr);
    }
}
