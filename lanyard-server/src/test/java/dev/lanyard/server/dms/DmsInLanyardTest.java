// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// DMS among its real neighbours: IAM's users, policies and roles, EC2's default network.
class DmsInLanyardTest {
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]+");

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void defaultGroupCoversTheZonesOfTheDefaultVpc() {
        wire.dms("CreateInstanceProfile", "{\"InstanceProfileName\": \"p\", \"AvailabilityZone\": \"us-east-1a\"}");
        Answer groups = wire.dms("DescribeReplicationSubnetGroups", "{}");
        assertThat(groups.text("ReplicationSubnetGroupIdentifier")).isEqualTo("default");
        assertThat(groups.text("VpcId")).startsWith("vpc-");
        assertThat(groups.text("SubnetGroupStatus")).isEqualTo("Complete");
        assertThat(subnets(groups).size()).isGreaterThan(2);
        assertThat(wire.dms("CreateInstanceProfile", "{\"AvailabilityZone\": \"eu-west-1a\"}")
                        .fault())
                .startsWith("InvalidParameterValueException: ");
        assertThat(wire.dms("CreateInstanceProfile", "{\"VpcSecurityGroups\": [\"sg-0\"]}")
                        .fault())
                .isEqualTo("ResourceNotFoundFault: Security group sg-0 not found.");
    }

    @Test
    void groupsNeedTheVpcRoleToTrustDms() {
        wire.dms("CreateInstanceProfile", "{}");
        List<String> subnets = subnets(wire.dms("DescribeReplicationSubnetGroups", "{}"));
        String create = """
                {"ReplicationSubnetGroupIdentifier": "net", "ReplicationSubnetGroupDescription": "d",
                 "SubnetIds": ["%s", "%s"]}""".formatted(subnets.get(0), subnets.get(1));
        String improper =
                "AccessDeniedFault: The IAM Role arn:aws:iam::000000000000:role/dms-vpc-role is not configured"
                        + " properly.";
        assertThat(wire.dms("CreateReplicationSubnetGroup", create).fault()).isEqualTo(improper);
        role("dms-vpc-role", "ec2.amazonaws.com");
        assertThat(wire.dms("CreateReplicationSubnetGroup", create).fault()).isEqualTo(improper);
        wire.iam("UpdateAssumeRolePolicy", "RoleName", "dms-vpc-role", "PolicyDocument", trust("dms.amazonaws.com"));
        assertThat(wire.dms("CreateReplicationSubnetGroup", create).status()).isEqualTo(200);
        assertThat(wire.in("eu-west-1")
                        .dms("CreateReplicationSubnetGroup", create)
                        .fault())
                .startsWith("InvalidSubnet: ");
    }

    @Test
    void networkGoesFromBeneathDmsAsOnAwsAndIsMissedLater() {
        role("dms-vpc-role", "dms.amazonaws.com");
        String vpc = wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        String a = subnet(vpc, "10.0.0.0/24", "us-east-1a");
        String b = subnet(vpc, "10.0.1.0/24", "us-east-1b");
        String group = wire.ec2("CreateSecurityGroup", "GroupName", "g", "GroupDescription", "d", "VpcId", vpc)
                .text("groupId");
        assertThat(wire.dms("CreateReplicationSubnetGroup", """
                {"ReplicationSubnetGroupIdentifier": "net", "ReplicationSubnetGroupDescription": "d",
                 "SubnetIds": ["%s", "%s"]}""".formatted(a, b)).text("VpcId"))
                .isEqualTo(vpc);
        String profile = """
                {"SubnetGroupIdentifier": "net", "VpcSecurityGroups": ["%s"]}""".formatted(group);
        assertThat(wire.dms("CreateInstanceProfile", profile).status()).isEqualTo(200);
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", group).status()).isEqualTo(200);
        assertThat(wire.dms("CreateInstanceProfile", profile).fault()).startsWith("ResourceNotFoundFault: ");
        String bare = "{\"SubnetGroupIdentifier\": \"net\"}";
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", b).status()).isEqualTo(200);
        assertThat(wire.dms("CreateInstanceProfile", bare).fault()).startsWith("InvalidResourceStateFault: ");
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", a).status()).isEqualTo(200);
        assertThat(wire.ec2("DeleteVpc", "VpcId", vpc).status()).isEqualTo(200);
        assertThat(wire.dms("CreateInstanceProfile", bare).fault()).startsWith("FailedDependencyFault: ");
        assertThat(wire.dms("DescribeInstanceProfiles", "{}").text("SubnetGroupIdentifier"))
                .isEqualTo("net");
    }

    /// A network of two subnets, in which schema conversion has just been started.
    private final class Worksite {
        final String vpc = wire.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        final String a = subnet(vpc, "10.0.0.0/24", "us-east-1a");
        final String b = subnet(vpc, "10.0.1.0/24", "us-east-1b");
        final String group = wire.ec2("CreateSecurityGroup", "GroupName", "g", "GroupDescription", "d", "VpcId", vpc)
                .text("groupId");

        Worksite() {
            role("dms-vpc-role", "dms.amazonaws.com");
            role("s3", "dms.amazonaws.com");
            wire.dms("CreateReplicationSubnetGroup", """
                    {"ReplicationSubnetGroupIdentifier": "net", "ReplicationSubnetGroupDescription": "d",
                     "SubnetIds": ["%s", "%s"]}""".formatted(a, b));
            wire.dms("CreateInstanceProfile", """
                    {"InstanceProfileName": "p", "SubnetGroupIdentifier": "net", "VpcSecurityGroups": ["%s"]}""".formatted(group));
            wire.dms("CreateDataProvider", """
                    {"DataProviderName": "my", "Engine": "mysql", "Settings": {"MySqlSettings": {"ServerName": "db"}}}""");
            project("s3");
            assertThat(conversion("StartExtensionPackAssociation").status()).isEqualTo(200);
        }

        Answer conversion(String operation) {
            String project = wire.dms("DescribeMigrationProjects", "{}").text("MigrationProjectArn");
            return wire.dms(operation, "{\"MigrationProjectIdentifier\": \"" + project + "\"}");
        }
    }

    @Test
    void networkInWhichSchemaConversionWorksIsHeld() {
        Worksite site = new Worksite();
        String other = subnet(site.vpc, "10.0.2.0/24", "us-east-1a");
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", site.b).fault())
                .isEqualTo("DependencyViolation: The subnet '" + site.b + "' has dependencies and cannot be deleted.");
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", site.group).fault())
                .isEqualTo("DependencyViolation: resource " + site.group + " has a dependent object");
        assertThat(wire.ec2("DeleteVpc", "VpcId", site.vpc).fault()).startsWith("DependencyViolation: ");
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", other).status()).isEqualTo(200);
        wire.clock().advance(Duration.ofSeconds(2));
        assertThat(wire.ec2("DeleteSecurityGroup", "GroupId", site.group).status())
                .isEqualTo(200);
        assertThat(wire.ec2("DeleteSubnet", "SubnetId", site.b).status()).isEqualTo(200);
        assertThat(site.conversion("DescribeExtensionPackAssociations").text("Status"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void roleIsNotHeldAndFailsTheConversionThatMissesIt() {
        Worksite site = new Worksite();
        assertThat(wire.iam("DeleteRole", "RoleName", "s3").status()).isEqualTo(200);
        wire.clock().advance(Duration.ofSeconds(2));
        Answer failed = site.conversion("DescribeExtensionPackAssociations");
        assertThat(failed.text("Status")).isEqualTo("FAILED");
        assertThat(failed.text("Message"))
                .isEqualTo(
                        "DMS could not use the role arn:aws:iam::000000000000:role/s3: it must exist and trust DMS.");
    }

    private String subnet(String vpc, String block, String zone) {
        return wire.ec2("CreateSubnet", "VpcId", vpc, "CidrBlock", block, "AvailabilityZone", zone)
                .text("subnetId");
    }

    @Test
    void regionalPrincipalOfDmsWillDoForTheBucket() {
        wire.dms("CreateInstanceProfile", "{\"InstanceProfileName\": \"p\"}");
        wire.dms("CreateDataProvider", """
                {"DataProviderName": "my", "Engine": "mysql", "Settings": {"MySqlSettings": {"ServerName": "db"}}}""");
        role("s3", "dms.us-east-1.amazonaws.com");
        assertThat(project("s3").status()).isEqualTo(200);
        role("elsewhere", "dms.eu-west-1.amazonaws.com");
        assertThat(project("elsewhere").fault()).startsWith("S3AccessDeniedFault: ");
        assertThat(project("none").fault()).startsWith("S3AccessDeniedFault: ");
    }

    @Test
    void policiesSpeakOfTheDocumentedNamesAndOfTags() {
        wire.dms("CreateInstanceProfile", """
                {"InstanceProfileName": "blue", "Tags": [{"Key": "team", "Value": "blue"}]}""");
        wire.dms("CreateInstanceProfile", "{\"InstanceProfileName\": \"red\"}");
        Wire ann = user("ann", """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["dms:DescribeInstanceProfiles", "dms:ModifyInstanceProfile"],
                   "Resource": "*"},
                  {"Effect": "Allow", "Action": ["dms:ListInstanceProfiles"], "Resource": "*"},
                  {"Effect": "Allow", "Action": ["dms:UpdateInstanceProfile", "dms:DeleteInstanceProfile"],
                   "Resource": "*", "Condition": {"StringEquals": {"dms:instance-profile-tag/team": "blue"}}}]}""");
        assertThat(ann.dms("DescribeInstanceProfiles", "{}").status()).isEqualTo(200);
        assertThat(ann.dms("ModifyInstanceProfile", "{\"InstanceProfileIdentifier\": \"blue\"}")
                        .status())
                .isEqualTo(200);
        Answer denied = ann.dms("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"red\"}");
        assertThat(denied.status()).isEqualTo(400);
        assertThat(denied.fault())
                .matches("AccessDeniedException: User: arn:aws:iam::000000000000:user/ann is not authorized to perform:"
                        + " dms:DeleteInstanceProfile on resource: arn:aws:dms:us-east-1:000000000000:instance-profile:"
                        + "\\* because no identity-based policy allows the dms:DeleteInstanceProfile action");
        assertThat(ann.dms("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"blue\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void roleMustBeTheCallersToPass() {
        wire.dms("CreateInstanceProfile", "{\"InstanceProfileName\": \"p\"}");
        wire.dms("CreateDataProvider", """
                {"DataProviderName": "my", "Engine": "mysql", "Settings": {"MySqlSettings": {"ServerName": "db"}}}""");
        role("s3", "dms.amazonaws.com");
        Wire ann = user("ann", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "dms:*", "Resource": "*"}}""");
        assertThat(project(ann, "s3").fault())
                .startsWith("AccessDeniedException: User: arn:aws:iam::000000000000:user/ann is not authorized to"
                        + " perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/s3");
        Wire bob = user("bob", """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "dms:*", "Resource": "*"},
                  {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
                   "Condition": {"StringEquals": {"iam:PassedToService": "dms.amazonaws.com"}}}]}""");
        Answer made = project(bob, "s3");
        assertThat(made.status()).isEqualTo(200);
        String moved = """
                {"MigrationProjectIdentifier": "%s",
                 "SchemaConversionApplicationAttributes": {"S3BucketPath": "s3://other"}}""".formatted(made.text("MigrationProjectName"));
        assertThat(ann.dms("ModifyMigrationProject", moved).fault())
                .startsWith("AccessDeniedException: User: arn:aws:iam::000000000000:user/ann is not authorized to"
                        + " perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/s3");
        assertThat(bob.dms("ModifyMigrationProject", moved).status()).isEqualTo(200);
    }

    private Answer project(String role) {
        return project(wire, role);
    }

    private static Answer project(Wire caller, String role) {
        return caller.dms("CreateMigrationProject", """
                {"InstanceProfileIdentifier": "p",
                 "SourceDataProviderDescriptors": [{"DataProviderIdentifier": "my"}],
                 "TargetDataProviderDescriptors": [{"DataProviderIdentifier": "my"}],
                 "SchemaConversionApplicationAttributes": {"S3BucketPath": "s3://bucket",
                  "S3BucketRoleArn": "arn:aws:iam::000000000000:role/%s"}}""".formatted(role));
    }

    private Wire user(String name, String policy) {
        wire.iam("CreateUser", "UserName", name);
        assertThat(wire.iam("PutUserPolicy", "UserName", name, "PolicyName", "p", "PolicyDocument", policy)
                        .status())
                .isEqualTo(200);
        Answer key = wire.iam("CreateAccessKey", "UserName", name);
        return wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
    }

    private void role(String name, String service) {
        assertThat(wire.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust(service))
                        .status())
                .isEqualTo(200);
    }

    private static String trust(String service) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                + service + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    private static List<String> subnets(Answer groups) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = SUBNET.matcher(groups.body());
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }
}
