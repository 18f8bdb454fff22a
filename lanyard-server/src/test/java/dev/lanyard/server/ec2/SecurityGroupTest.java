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

    @Test
    void rulesChangeAndKeepTheirIds() {
        String rule = rule("AuthorizeSecurityGroupIngress", "tcp", "22", "22", "10.0.0.0/8")
                .text("securityGroupRuleId");
        assertThat(modify(rule, "CidrIpv4", "10.1.0.0/16", "Description", "office")
                        .text("return"))
                .isEqualTo("true");
        Answer shown = wire.ec2("DescribeSecurityGroupRules", "SecurityGroupRuleId.1", rule);
        assertThat(shown.text("cidrIpv4")).isEqualTo("10.1.0.0/16");
        assertThat(shown.text("fromPort")).isEqualTo("443");
        assertThat(shown.text("description")).isEqualTo("office");
        assertThat(modify(rule, "CidrIpv4", "10.1.0.0/16").status()).isEqualTo(200);
        assertThat(wire.ec2("DescribeSecurityGroupRules", "SecurityGroupRuleId.1", rule)
                        .has("description"))
                .isFalse();
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupId.1", id).text("fromPort"))
                .isEqualTo("443");
    }

    @Test
    void rulesDoNotChangeIntoWhatCannotBe() {
        String rule = rule("AuthorizeSecurityGroupIngress", "tcp", "22", "22", "10.0.0.0/8")
                .text("securityGroupRuleId");
        rule("AuthorizeSecurityGroupIngress", "tcp", "443", "443", "10.9.0.0/16");
        assertThat(modify(rule, "CidrIpv4", "10.9.0.0/16").fault())
                .isEqualTo("InvalidPermission.Duplicate: the specified rule \"peer: 10.9.0.0/16, TCP, from port: 443,"
                        + " to port: 443, ALLOW\" already exists");
        assertThat(modify(rule, "CidrIpv6", "::/0").fault())
                .isEqualTo("InvalidParameterValue: The source or destination type of security group rule '" + rule
                        + "' cannot be changed");
        assertThat(modify(rule, "CidrIpv4", "10.0.0.0/8", "CidrIpv6", "::/0").fault())
                .startsWith("InvalidParameterCombination: ");
        assertThat(modify(rule).fault()).startsWith("InvalidParameterCombination: ");
        assertThat(modify("sgr-0123456789abcdef0", "CidrIpv4", "10.0.0.0/8").fault())
                .isEqualTo("InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'sgr-0123456789abcdef0'"
                        + " does not exist");
        assertThat(modify(rule, "CidrIpv4", "10.0.0.0/8", "Description", "caf\u00e9")
                        .fault())
                .isEqualTo("InvalidParameterValue: Invalid rule description. Valid descriptions are strings less than"
                        + " 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        Answer untouched = wire.ec2("DescribeSecurityGroupRules", "SecurityGroupRuleId.1", rule);
        assertThat(untouched.text("cidrIpv4")).isEqualTo("10.0.0.0/8");
        assertThat(untouched.text("fromPort")).isEqualTo("22");
    }

    @Test
    void descriptionsChangeByIdAndByPermission() {
        String rule = rule("AuthorizeSecurityGroupIngress", "tcp", "22", "22", "10.0.0.0/8")
                .text("securityGroupRuleId");
        String update = "UpdateSecurityGroupRuleDescriptionsIngress";
        assertThat(wire.ec2(
                                update,
                                "GroupId",
                                id,
                                "SecurityGroupRuleDescription.1.SecurityGroupRuleId",
                                rule,
                                "SecurityGroupRuleDescription.1.Description",
                                "by id")
                        .text("return"))
                .isEqualTo("true");
        assertThat(description(rule)).isEqualTo("by id");
        assertThat(rule(update, "tcp", "22", "22", "10.0.0.0/8", "by rule").status())
                .isEqualTo(200);
        assertThat(description(rule)).isEqualTo("by rule");
        assertThat(rule(update, "tcp", "23", "23", "10.0.0.0/8", "no such rule").fault())
                .isEqualTo("InvalidPermission.NotFound: The specified rule does not exist in this security group.");
        assertThat(wire.ec2(update, "GroupId", id).fault())
                .isEqualTo("MissingParameter: The request must contain the parameter ipPermissions");
        String out = rule("UpdateSecurityGroupRuleDescriptionsEgress", "-1", "0", "0", "0.0.0.0/0", "everywhere")
                .text("return");
        assertThat(out).isEqualTo("true");
        assertThat(wire.ec2("DescribeSecurityGroups", "GroupId.1", id).text("ipPermissionsEgress"))
                .contains("<description>everywhere</description>");
        assertThat(wire.ec2(
                                "UpdateSecurityGroupRuleDescriptionsEgress",
                                "GroupName",
                                "web",
                                "SecurityGroupRuleDescription.1.SecurityGroupRuleId",
                                rule)
                        .fault())
                .isEqualTo("InvalidSecurityGroupRuleId.NotFound: The security group rule ID '" + rule
                        + "' does not exist");
    }

    private String description(String rule) {
        return wire.ec2("DescribeSecurityGroupRules", "SecurityGroupRuleId.1", rule)
                .text("description");
    }

    private Answer modify(String rule, String... more) {
        List<String> parameters = new ArrayList<>(List.of("GroupId", id, "SecurityGroupRule.1.SecurityGroupRuleId"));
        parameters.add(rule);
        String prefix = "SecurityGroupRule.1.SecurityGroupRule.";
        parameters.addAll(List.of(prefix + "IpProtocol", "tcp", prefix + "FromPort", "443", prefix + "ToPort", "443"));
        for (int i = 0; i < more.length; i += 2) {
            parameters.addAll(List.of(prefix + more[i], more[i + 1]));
        }
        return wire.ec2("ModifySecurityGroupRules", parameters.toArray(String[]::new));
    }

    private String create(String name) {
        return wire.ec2("CreateSecurityGroup", "GroupName", name, "GroupDescription", "d")
                .text("groupId");
    }

    private Answer rule(String action, String protocol, String from, String to, String cidr, String... description) {
        return wire.ec2(
                action,
                Ec2Client.with(
                        description.length == 0
                                ? description
                                : new String[] {"IpPermissions.1.IpRanges.1.Description", description[0]},
                        "GroupId",
                        id,
                        "IpPermissions.1.IpProtocol",
                        protocol,
                        "IpPermissions.1.FromPort",
                        from,
                        "IpPermissions.1.ToPort",
                        to,
                        "IpPermissions.1.IpRanges.1.CidrIp",
                        cidr));
    }
}
