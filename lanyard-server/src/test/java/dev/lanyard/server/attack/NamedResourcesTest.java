// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Resources that requests name otherwise than policies do: what is meant is judged, and a denial tells nothing of it.
class NamedResourcesTest {
    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private Wire ann;

    @BeforeEach
    void makeUser() {
        ann = actors.user("ann");
    }

    @AfterEach
    void stop() {
        root.close();
    }

    private static String[] with(String[] parameters, String... more) {
        return Stream.concat(Stream.of(parameters), Stream.of(more)).toArray(String[]::new);
    }

    /// What is told of a denial, without the message that only the account can open.
    private static String told(Answer answer) {
        return answer.fault().split("Encoded", 2)[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AuthorizeSecurityGroupIngress",
                "RevokeSecurityGroupIngress",
                "UpdateSecurityGroupRuleDescriptionsIngress",
                "DeleteSecurityGroup"
            })
    void aGroupThatIsDeniedIsDeniedByItsNameAsWell(String action) {
        String[] rule = {
            "IpPermissions.1.IpProtocol", "tcp",
            "IpPermissions.1.FromPort", "22",
            "IpPermissions.1.ToPort", "22",
            "IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"
        };
        String[] more = action.startsWith("Delete") ? new String[0] : rule;
        String group = ok(root.ec2("CreateSecurityGroup", "GroupName", "guarded", "GroupDescription", "d"))
                .text("groupId");
        actors.permit(
                "ann",
                policy(
                        statement("Allow", "ec2:*", "*"),
                        statement("Deny", "ec2:*", "arn:aws:ec2:*:*:security-group/" + group)));
        assertThat(ann.ec2(action, with(more, "GroupId", group)).fault()).startsWith("UnauthorizedOperation");
        assertThat(ann.ec2(action, with(more, "GroupName", "guarded")).fault())
                .startsWith("UnauthorizedOperation")
                .doesNotContain(group);
        assertThat(ann.ec2(action, with(more, "GroupName", "absent")).fault()).startsWith("InvalidGroup.NotFound");
        actors.permit("ann", allow("iam:*", "*"));
        assertThat(told(ann.ec2(action, with(more, "GroupName", "guarded"))))
                .isEqualTo(told(ann.ec2(action, with(more, "GroupName", "absent"))));
    }

    @Test
    void aSubnetThatIsDeniedKeepsItsRoutes() {
        String vpc = ok(root.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16")).text("vpcId");
        String subnet = ok(root.ec2("CreateSubnet", "VpcId", vpc, "CidrBlock", "10.0.1.0/24"))
                .text("subnetId");
        String table = ok(root.ec2("CreateRouteTable", "VpcId", vpc)).text("routeTableId");
        String other = ok(root.ec2("CreateRouteTable", "VpcId", vpc)).text("routeTableId");
        String association = ok(root.ec2("AssociateRouteTable", "RouteTableId", table, "SubnetId", subnet))
                .text("associationId");
        actors.permit(
                "ann",
                policy(
                        statement("Allow", "ec2:*", "*"),
                        statement("Deny", "ec2:*", "arn:aws:ec2:*:*:subnet/" + subnet)));
        String[] replaced = {"AssociationId", association, "RouteTableId", other};
        assertThat(ann.ec2("ReplaceRouteTableAssociation", replaced).fault()).startsWith("UnauthorizedOperation");
        assertThat(ann.ec2("DisassociateRouteTable", "AssociationId", association)
                        .fault())
                .startsWith("UnauthorizedOperation");
        actors.permit("ann", allow("ec2:*", "*"));
        assertThat(ann.ec2("ReplaceRouteTableAssociation", replaced).status()).isEqualTo(200);
    }

    /// An action, what it names, and something of the kind that is not there.
    record Naming(String action, String parameter, String there, String absent) {
        @Override
        public String toString() {
            return action + " by " + parameter;
        }
    }

    static Stream<Naming> namings() {
        return Stream.of(
                new Naming("ModifyLaunchTemplate", "LaunchTemplateName", "web", "absent"),
                new Naming("DeleteLaunchTemplate", "LaunchTemplateName", "web", "absent"),
                new Naming("CreateLaunchTemplateVersion", "LaunchTemplateName", "web", "absent"),
                new Naming("DeleteLaunchTemplateVersions", "LaunchTemplateName", "web", "absent"),
                new Naming("DeleteKeyPair", "KeyPairId", "{key}", "key-0123456789abcdef0"),
                new Naming("DisassociateRouteTable", "AssociationId", "{main}", "rtbassoc-0123456789abcdef0"),
                new Naming("DisassociateIamInstanceProfile", "AssociationId", "{worn}", "iip-assoc-0123456789abcdef0"));
    }

    @ParameterizedTest
    @MethodSource("namings")
    void aDenialIsTheSameForWhatIsThereAndWhatIsNot(Naming naming) {
        String image = "ami-0123456789abcdef0";
        ok(root.ec2("CreateLaunchTemplate", "LaunchTemplateName", "web", "LaunchTemplateData.ImageId", image));
        String key = ok(root.ec2("CreateKeyPair", "KeyName", "k", "KeyType", "ed25519"))
                .text("keyPairId");
        String main = ok(root.ec2("DescribeRouteTables")).text("routeTableAssociationId");
        actors.role("r", Actors.trust("\"Service\":\"ec2.amazonaws.com\""));
        ok(root.iam("CreateInstanceProfile", "InstanceProfileName", "p"));
        ok(root.iam("AddRoleToInstanceProfile", "InstanceProfileName", "p", "RoleName", "r"));
        String[] launch = {"ImageId", image, "MinCount", "1", "MaxCount", "1", "IamInstanceProfile.Name", "p"};
        ok(root.ec2("RunInstances", launch));
        String worn = ok(root.ec2("DescribeIamInstanceProfileAssociations")).text("associationId");
        String there =
                naming.there().replace("{key}", key).replace("{main}", main).replace("{worn}", worn);
        String[] more = {"Version.1", "1", "LaunchTemplateVersion.1", "1", "LaunchTemplateData.ImageId", image};
        boolean template = naming.action().contains("Version");
        String[] rest = template ? more : new String[0];
        String known = told(ann.ec2(naming.action(), with(rest, naming.parameter(), there)));
        assertThat(known).startsWith("UnauthorizedOperation");
        assertThat(told(ann.ec2(naming.action(), with(rest, naming.parameter(), naming.absent()))))
                .isEqualTo(known);
    }
}
