// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Launches that hide what they touch, or that look for what their caller may not know.
class LaunchAttackTest {
    private static final String IMAGE = "ami-0123456789abcdef0";

    private final Ec2Client root = Ec2Client.start();
    private Ec2Client user;
    private String allowed;
    private String forbidden;

    @BeforeEach
    void makeUser() {
        root.iam("CreateUser", "UserName", "ann");
        Answer key = root.iam("CreateAccessKey", "UserName", "ann");
        user = new Ec2Client(root.wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty()));
        String vpc = root.done("CreateVpc", "CidrBlock", "10.0.0.0/16").text("vpcId");
        allowed = subnet(vpc, "10.0.1.0/24");
        forbidden = subnet(vpc, "10.0.2.0/24");
    }

    @AfterEach
    void stop() {
        root.close();
    }

    private String subnet(String vpc, String block) {
        return root.done("CreateSubnet", "VpcId", vpc, "CidrBlock", block, "AvailabilityZone", "us-east-1a")
                .text("subnetId");
    }

    private void policy(String... statements) {
        root.iam(
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "p",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }

    private Answer launch(String first, String second) {
        return user.ec2(
                "RunInstances",
                "ImageId",
                IMAGE,
                "InstanceType",
                "m5.large",
                "MinCount",
                "1",
                "MaxCount",
                "1",
                "NetworkInterface.1.DeviceIndex",
                "0",
                "NetworkInterface.1.SubnetId",
                first,
                "NetworkInterface.2.DeviceIndex",
                "1",
                "NetworkInterface.2.SubnetId",
                second);
    }

    @Test
    void everySubnetOfALaunchIsAskedFor() {
        policy(
                "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Deny\",\"Action\":\"ec2:RunInstances\",\"Resource\":\"arn:aws:ec2:*:*:subnet/"
                        + forbidden + "\"}");
        assertThat(launch(allowed, forbidden).fault())
                .startsWith("UnauthorizedOperation")
                .contains("subnet/" + forbidden);
        assertThat(launch(forbidden, allowed).fault()).startsWith("UnauthorizedOperation");
        assertThat(launch(allowed, allowed).status()).isEqualTo(200);
    }

    @Test
    void everyNewInterfaceIsAskedForWhereItIs() {
        policy(
                "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Deny\",\"Action\":\"ec2:RunInstances\",\"Resource\":\"arn:aws:ec2:*:*:network-interface/*\","
                        + "\"Condition\":{\"ArnLike\":{\"ec2:Subnet\":\"arn:aws:ec2:*:*:subnet/" + forbidden + "\"}}}");
        assertThat(launch(allowed, forbidden).fault()).startsWith("UnauthorizedOperation");
        assertThat(launch(allowed, allowed).status()).isEqualTo(200);
    }

    private static String deny(String resource) {
        return "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"},"
                + "{\"Effect\":\"Deny\",\"Action\":\"ec2:RunInstances\",\"Resource\":\"arn:aws:ec2:*:*:" + resource
                + "\"}";
    }

    @Test
    void interfacesThatExistAreAskedForByThemselvesAndByWhereTheyAre() {
        String there =
                root.done("CreateNetworkInterface", "SubnetId", forbidden).text("networkInterfaceId");
        String[] second = {
            "InstanceType", "m5.large",
            "NetworkInterface.1.DeviceIndex", "0",
            "NetworkInterface.1.SubnetId", allowed,
            "NetworkInterface.2.DeviceIndex", "1",
            "NetworkInterface.2.NetworkInterfaceId", there
        };
        policy(deny("network-interface/" + there));
        assertThat(user.launch(second).fault()).startsWith("UnauthorizedOperation");
        policy(
                "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Deny\",\"Action\":\"ec2:RunInstances\",\"Resource\":\"*\","
                        + "\"Condition\":{\"ArnLike\":{\"ec2:Subnet\":\"arn:aws:ec2:*:*:subnet/" + forbidden + "\"}}}");
        assertThat(user.launch(second).fault()).startsWith("UnauthorizedOperation");
        policy("{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}");
        assertThat(user.launch(second).status()).isEqualTo(200);
    }

    @Test
    void theGroupsOfEveryInterfaceAreAskedForAlsoTheOnesThatNobodyNames() {
        String vpc = root.done("DescribeSubnets", "SubnetId.1", allowed).text("vpcId");
        String byDefault = root.done("DescribeSecurityGroups", "Filter.1.Name", "vpc-id", "Filter.1.Value.1", vpc)
                .text("groupId");
        String own = root.done("CreateSecurityGroup", "GroupName", "own", "GroupDescription", "d", "VpcId", vpc)
                .text("groupId");
        String[] mixed = {
            "InstanceType",
            "m5.large",
            "NetworkInterface.1.DeviceIndex",
            "0",
            "NetworkInterface.1.SubnetId",
            allowed,
            "NetworkInterface.1.SecurityGroupId.1",
            own,
            "NetworkInterface.2.DeviceIndex",
            "1",
            "NetworkInterface.2.SubnetId",
            allowed
        };
        policy(deny("security-group/" + byDefault));
        assertThat(user.launch(mixed).fault()).startsWith("UnauthorizedOperation");
        assertThat(user.launch("InstanceType", "m5.large", "SubnetId", allowed).fault())
                .startsWith("UnauthorizedOperation");
        String[] named = {"InstanceType", "m5.large", "SubnetId", allowed, "SecurityGroupId.1", own};
        assertThat(user.launch(named).status()).isEqualTo(200);
        policy(deny("security-group/" + own));
        assertThat(user.launch(named).fault()).startsWith("UnauthorizedOperation");
    }

    @Test
    void everyVolumeAndSnapshotOfALaunchIsAskedFor() {
        String[] disks = {
            "InstanceType", "m5.large",
            "BlockDeviceMapping.1.DeviceName", "/dev/sdf",
            "BlockDeviceMapping.1.Ebs.VolumeSize", "8",
            "BlockDeviceMapping.1.Ebs.Encrypted", "true",
            "BlockDeviceMapping.2.DeviceName", "/dev/sdg",
            "BlockDeviceMapping.2.Ebs.SnapshotId", "snap-0123456789abcdef0"
        };
        policy("{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}");
        assertThat(user.launch(disks).status()).isEqualTo(200);
        policy(deny(":snapshot/snap-0123456789abcdef0").replace("*:*::", "*::"));
        assertThat(user.launch(disks).fault())
                .startsWith("UnauthorizedOperation")
                .contains("snapshot/snap-0123");
        policy(
                "{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Deny\",\"Action\":\"ec2:RunInstances\",\"Resource\":\"arn:aws:ec2:*:*:volume/*\","
                        + "\"Condition\":{\"Bool\":{\"ec2:Encrypted\":\"false\"}}}");
        assertThat(user.launch(disks).fault()).startsWith("UnauthorizedOperation");
    }

    @Test
    void whoMayNotUseATemplateIsNotToldWhatIsInIt() {
        root.done("CreateLaunchTemplate", "LaunchTemplateName", "there", "LaunchTemplateData.ImageId", IMAGE);
        policy("{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"NotResource\":"
                + "[\"arn:aws:ec2:*:*:launch-template/*\",\"arn:aws:ec2:*::image/*\"]}");
        String denied = denial("LaunchTemplate.LaunchTemplateName", "there");
        assertThat(denied).startsWith("UnauthorizedOperation").doesNotContain(IMAGE);
        assertThat(denial("LaunchTemplate.LaunchTemplateName", "absent")).isEqualTo(denied);
    }

    @Test
    void whoMayNotLaunchIsNotToldWhichTemplatesExist() {
        root.done("CreateLaunchTemplate", "LaunchTemplateName", "there", "LaunchTemplateData.ImageId", IMAGE);
        String denied = denial("LaunchTemplate.LaunchTemplateName", "there");
        assertThat(denied).startsWith("UnauthorizedOperation");
        assertThat(denial("LaunchTemplate.LaunchTemplateName", "absent")).isEqualTo(denied);
        assertThat(denial("LaunchTemplate.LaunchTemplateName", "there", "LaunchTemplate.Version", "9"))
                .isEqualTo(denied);
        assertThat(denial("LaunchTemplate.LaunchTemplateName", "there", "LaunchTemplate.Version", "newest"))
                .isEqualTo(denied);
        String id = root.done("DescribeLaunchTemplates").text("launchTemplateId");
        String other = "lt-0123456789abcdef0";
        assertThat(denial("LaunchTemplate.LaunchTemplateId", other).replace(other, id))
                .isEqualTo(denial("LaunchTemplate.LaunchTemplateId", id))
                .startsWith("UnauthorizedOperation");
        policy("{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}");
        assertThat(denial("LaunchTemplate.LaunchTemplateName", "absent"))
                .startsWith("InvalidLaunchTemplateName.NotFoundException");
    }

    /// What is told of a launch, without the message that only the account can open.
    private String denial(String... template) {
        String[] parameters = new String[template.length + 4];
        System.arraycopy(new String[] {"MinCount", "1", "MaxCount", "1"}, 0, parameters, 0, 4);
        System.arraycopy(template, 0, parameters, 4, template.length);
        return user.ec2("RunInstances", parameters).fault().split("Encoded", 2)[0];
    }
}
