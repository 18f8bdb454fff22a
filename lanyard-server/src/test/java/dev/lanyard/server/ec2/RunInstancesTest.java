// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunInstancesTest {
    private final Ec2Client aws = Ec2Client.start();

    @AfterEach
    void stop() {
        aws.close();
    }

    private Answer described(String instance) {
        return aws.done("DescribeInstances", "InstanceId.1", instance);
    }

    private String subnetOf(String instance) {
        return described(instance).text("subnetId");
    }

    @Test
    void launchedInstanceIsPendingAndBare() {
        Answer launched = aws.launch("InstanceType", "t3.micro");
        assertThat(launched.text("reservationId")).matches("r-[0-9a-f]{17}");
        assertThat(launched.text("ownerId")).isEqualTo("000000000000");
        assertThat(launched.text("instanceId")).matches("i-[0-9a-f]{17}");
        assertThat(launched.body())
                .contains("<groupSet/>")
                .contains("<blockDeviceMapping/>")
                .contains("<dnsName/>")
                .contains("<reason/>")
                .contains("<productCodes/>");
        assertThat(launched.text("instanceState")).contains("<code>0</code>").contains("<name>pending</name>");
        assertThat(launched.text("stateReason")).contains("<code>pending</code>");
        assertThat(launched.text("imageId")).isEqualTo(Ec2Client.IMAGE);
        assertThat(launched.text("amiLaunchIndex")).isEqualTo("0");
        assertThat(launched.text("privateIpAddress")).startsWith("172.31.");
        assertThat(launched.text("privateDnsName"))
                .isEqualTo("ip-" + launched.text("privateIpAddress").replace('.', '-') + ".ec2.internal");
        assertThat(launched.has("ipAddress")).isFalse();
        assertThat(launched.has("iamInstanceProfile")).isFalse();
        assertThat(launched.text("monitoring")).contains("disabled");
        assertThat(launched.text("networkInterfaceSet")).contains("<status>attaching</status>");
        assertThat(launched.text("metadataOptions"))
                .contains("<state>pending</state>")
                .contains("<httpTokens>optional</httpTokens>")
                .contains("<httpPutResponseHopLimit>1</httpPutResponseHopLimit>");
        assertThat(launched.text("clientToken")).matches("[0-9a-f-]{36}");
        assertThat(launched.text("launchTime")).isEqualTo("2026-02-12T11:27:47.000Z");
        assertThat(launched.text("rootDeviceName")).isEqualTo("/dev/xvda");
        assertThat(launched.text("placement")).contains("<availabilityZone>us-east-1a</availabilityZone>");
    }

    @Test
    void emptyZoneIsNone() {
        assertThat(aws.launch("InstanceType", "t3.micro", "Placement.AvailabilityZone", "")
                        .text("placement"))
                .contains("<availabilityZone>us-east-1a</availabilityZone>");
    }

    @Test
    void runningInstanceHasItsDiskAndPublicAddress() {
        Answer running = described(aws.running());
        assertThat(running.text("instanceState")).contains("<code>16</code>");
        assertThat(running.has("stateReason")).isFalse();
        assertThat(running.text("blockDeviceMapping"))
                .contains("<deviceName>/dev/xvda</deviceName>")
                .contains("<status>attached</status>")
                .contains("<deleteOnTermination>true</deleteOnTermination>");
        String address = running.text("ipAddress");
        assertThat(address).matches("[0-9.]+");
        assertThat(running.text("dnsName")).isEqualTo("ec2-" + address.replace('.', '-') + ".compute-1.amazonaws.com");
        assertThat(running.text("metadataOptions")).contains("<state>applied</state>");
        assertThat(running.text("currentInstanceBootMode")).isEqualTo("legacy-bios");
        assertThat(running.text("platformDetails")).isEqualTo("Linux/UNIX");
        assertThat(running.has("platform")).isFalse();
        String volume = running.text("volumeId");
        Answer disk = aws.done("DescribeVolumes", "VolumeId.1", volume);
        assertThat(disk.text("size")).isEqualTo("8");
        assertThat(disk.body()).contains("<status>in-use</status>");
    }

    @Test
    void severalInstancesShareAReservation() {
        Answer launched = aws.launch("InstanceType", "t3.micro", "MinCount", "2", "MaxCount", "3");
        assertThat(launched.count("instanceId")).isEqualTo(3);
        assertThat(launched.body()).contains("<amiLaunchIndex>2</amiLaunchIndex>");
        aws.launch("InstanceType", "t3.micro");
        Answer all = aws.done("DescribeInstances");
        assertThat(all.count("reservationId")).isEqualTo(2);
        assertThat(all.count("instanceState")).isEqualTo(4);
    }

    @Test
    void countsMustMakeSense() {
        assertThat(aws.launch("MinCount", "0").fault())
                .startsWith("InvalidParameterValue: Value (0) for parameter minCount");
        assertThat(aws.launch("MinCount", "2").fault()).startsWith("InvalidParameterValue: ");
        assertThat(aws.launch("MinCount", "30000", "MaxCount", "30000").fault())
                .startsWith("InstanceLimitExceeded: You have requested more instances (30000) than your current");
        assertThat(aws.ec2("RunInstances", "ImageId", Ec2Client.IMAGE, "MaxCount", "1")
                        .fault())
                .isEqualTo("MissingParameter: The request must contain the parameter MinCount");
        assertThat(aws.done("DescribeInstances").count("instanceId")).isZero();
    }

    @Test
    void everythingNamedMustExist() {
        String t3 = "t3.micro";
        assertThat(aws.ec2("RunInstances", "MinCount", "1", "MaxCount", "1").fault())
                .isEqualTo("MissingParameter: The request must contain the parameter ImageId");
        assertThat(aws.launch("ImageId", "x").fault())
                .isEqualTo("InvalidAMIID.Malformed: Invalid id: \"x\" (expecting \"ami-...\")");
        assertThat(aws.launch("InstanceType", "t3.enormous").fault())
                .isEqualTo("InvalidParameterValue: Invalid value 't3.enormous' for InstanceType.");
        assertThat(aws.launch("InstanceType", t3, "KeyName", "k").fault())
                .isEqualTo("InvalidKeyPair.NotFound: The key pair 'k' does not exist");
        assertThat(aws.launch("InstanceType", t3, "SubnetId", "subnet-0123456789abcdef0")
                        .fault())
                .isEqualTo("InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist");
        assertThat(aws.launch("InstanceType", t3, "SecurityGroupId.1", "sg-0123456789abcdef0")
                        .fault())
                .isEqualTo("InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist");
        assertThat(aws.launch("InstanceType", t3, "SecurityGroup.1", "nope").fault())
                .startsWith("InvalidGroup.NotFound: The security group 'nope' does not exist in default VPC 'vpc-");
        assertThat(aws.launch("InstanceType", t3, "Placement.AvailabilityZone", "us-east-1z")
                        .fault())
                .isEqualTo("InvalidParameterValue: Invalid availability zone: [us-east-1z]");
        assertThat(aws.launch("InstanceType", t3, "IamInstanceProfile.Name", "nope")
                        .fault())
                .isEqualTo("InvalidParameterValue: Value (nope) for parameter iamInstanceProfile.name is invalid."
                        + " Invalid IAM Instance Profile name");
        assertThat(aws.launch("InstanceType", t3, "LaunchTemplate.LaunchTemplateName", "nope")
                        .fault())
                .startsWith("InvalidLaunchTemplateName.NotFoundException: ");
        assertThat(aws.done("DescribeInstances").count("instanceId")).isZero();
    }

    @Test
    void profileIsPutOnInTheSameCall() {
        aws.profile("web");
        Answer launched = aws.launch("InstanceType", "t3.micro", "IamInstanceProfile.Name", "web");
        assertThat(launched.text("iamInstanceProfile"))
                .contains("<arn>arn:aws:iam::000000000000:instance-profile/web</arn>")
                .contains("<id>AIPA");
        Answer listed = aws.done("DescribeIamInstanceProfileAssociations");
        assertThat(listed.text("instanceId")).isEqualTo(launched.text("instanceId"));
        assertThat(listed.text("state")).isEqualTo("associating");
    }

    @Test
    void dryRunTellsWhetherANewProfileIsVisible() {
        assertThat(aws.launch("InstanceType", "t3.micro", "IamInstanceProfile.Name", "web", "DryRun", "true")
                        .fault())
                .startsWith("InvalidParameterValue: Value (web) for parameter iamInstanceProfile.name is invalid.");
        aws.profile("web");
        Answer verdict = aws.launch("InstanceType", "t3.micro", "IamInstanceProfile.Name", "web", "DryRun", "true");
        assertThat(verdict.status()).isEqualTo(412);
        assertThat(verdict.fault()).isEqualTo("DryRunOperation: Request would have succeeded, but DryRun flag is set.");
        assertThat(aws.done("DescribeInstances").count("instanceId")).isZero();
        assertThat(aws.done("DescribeNetworkInterfaces").count("networkInterfaceId"))
                .isZero();
    }

    @Test
    void clientTokenLaunchesOnce() {
        String[] request = {"InstanceType", "t3.micro", "ClientToken", "once", "UserData", base64("hello")};
        Answer first = aws.launch(request);
        assertThat(first.text("clientToken")).isEqualTo("once");
        aws.later();
        Answer again = aws.launch(request);
        assertThat(again.text("instanceId")).isEqualTo(first.text("instanceId"));
        assertThat(again.text("reservationId")).isEqualTo(first.text("reservationId"));
        assertThat(again.text("instanceState")).contains("running");
        assertThat(aws.launch("InstanceType", "t3.small", "ClientToken", "once").fault())
                .isEqualTo("IdempotentParameterMismatch: Arguments on this idempotent request are inconsistent with"
                        + " arguments used in previous request(s).");
        aws.done("TerminateInstances", "InstanceId.1", first.text("instanceId"));
        aws.wire.clock().advance(java.time.Duration.ofHours(2));
        Answer late = aws.launch(request);
        assertThat(late.text("instanceId")).isEqualTo(first.text("instanceId"));
        assertThat(late.text("instanceState")).contains("terminated");
        assertThat(aws.done("DescribeInstances").count("instanceId")).isZero();
        assertThat(aws.wire
                        .in("eu-west-1")
                        .ec2(
                                "RunInstances",
                                Ec2Client.with(request, "ImageId", Ec2Client.IMAGE, "MinCount", "1", "MaxCount", "1"))
                        .text("instanceId"))
                .isNotEqualTo(first.text("instanceId"));
        aws.wire.clock().advance(java.time.Duration.ofHours(23));
        aws.running();
        assertThat(aws.launch(request).text("instanceId")).isNotEqualTo(first.text("instanceId"));
        assertThat(aws.launch("ClientToken", "x".repeat(65)).fault()).startsWith("InvalidParameterValue: ");
    }

    @Test
    void userDataIsBase64OfAtMost16KiB() {
        assertThat(aws.launch("InstanceType", "t3.micro", "UserData", "%%%").fault())
                .isEqualTo("InvalidUserData.Malformed: Invalid BASE64 encoding of user data.");
        assertThat(aws.launch("InstanceType", "t3.micro", "UserData", base64("x".repeat(16_385)))
                        .fault())
                .isEqualTo("InvalidParameterValue: User data is limited to 16384 bytes");
        String instance = aws.running("UserData", base64("x".repeat(16_384)));
        assertThat(aws.done("DescribeInstanceAttribute", "InstanceId", instance, "Attribute", "userData")
                        .text("value"))
                .isEqualTo(base64("x".repeat(16_384)));
    }

    @Test
    void tagsGoToWhatTheySay() {
        String instance = aws.running(
                "TagSpecification.1.ResourceType",
                "instance",
                "TagSpecification.1.Tag.1.Key",
                "Name",
                "TagSpecification.1.Tag.1.Value",
                "web",
                "TagSpecification.2.ResourceType",
                "volume",
                "TagSpecification.2.Tag.1.Key",
                "disk",
                "TagSpecification.2.Tag.1.Value",
                "root",
                "TagSpecification.3.ResourceType",
                "network-interface",
                "TagSpecification.3.Tag.1.Key",
                "nic",
                "TagSpecification.3.Tag.1.Value",
                "first");
        assertThat(described(instance).text("tagSet"))
                .contains("<key>Name</key>")
                .contains("<value>web</value>");
        assertThat(aws.done("DescribeVolumes").text("tagSet")).contains("<key>disk</key>");
        Answer tags = aws.done("DescribeTags");
        assertThat(tags.body()).contains("network-interface").contains("<value>first</value>");
        assertThat(aws.launch(
                                "InstanceType",
                                "t3.micro",
                                "TagSpecification.1.ResourceType",
                                "vpc",
                                "TagSpecification.1.Tag.1.Key",
                                "a",
                                "TagSpecification.1.Tag.1.Value",
                                "b")
                        .fault())
                .isEqualTo("InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.");
    }

    @Test
    void networkInterfacesReplaceSubnetAndGroups() {
        String subnet = subnetOf(aws.running());
        assertThat(aws.launch("SubnetId", subnet, "NetworkInterface.1.DeviceIndex", "0")
                        .fault())
                .isEqualTo("InvalidParameterCombination: Network interfaces and an instance-level subnet ID may not be"
                        + " specified on the same request");
        assertThat(aws.launch("NetworkInterface.1.SubnetId", subnet).fault())
                .isEqualTo("InvalidParameterCombination: Each network interface requires a device index.");
        String instance = aws.running(
                "NetworkInterface.1.DeviceIndex",
                "0",
                "NetworkInterface.1.SubnetId",
                subnet,
                "NetworkInterface.1.AssociatePublicIpAddress",
                "false",
                "NetworkInterface.1.PrivateIpAddress",
                "172.31.0.77",
                "NetworkInterface.1.Description",
                "mine",
                "NetworkInterface.2.DeviceIndex",
                "1",
                "NetworkInterface.2.SubnetId",
                subnet);
        Answer shown = described(instance);
        assertThat(shown.count("networkInterfaceId")).isEqualTo(2);
        assertThat(shown.text("privateIpAddress")).isEqualTo("172.31.0.77");
        assertThat(shown.has("ipAddress")).isFalse();
        assertThat(shown.body()).contains("<description>mine</description>");
        assertThat(aws.launch("InstanceType", "t3.micro", "PrivateIpAddress", "172.31.0.77", "SubnetId", subnet)
                        .fault())
                .isEqualTo("InvalidIPAddress.InUse: Address 172.31.0.77 is in use.");
        assertThat(aws.launch("InstanceType", "t3.micro", "PrivateIpAddress", "10.0.0.1")
                        .fault())
                .isEqualTo("InvalidParameterValue: Address 10.0.0.1 does not fall within the subnet's address range");
    }

    @Test
    void zoneChoosesTheDefaultSubnet() {
        Answer shown = described(aws.running("Placement.AvailabilityZone", "us-east-1c"));
        assertThat(shown.text("placement"))
                .contains("<availabilityZone>us-east-1c</availabilityZone>")
                .contains("<tenancy>default</tenancy>");
        assertThat(shown.text("privateIpAddress")).startsWith("172.31.3");
    }

    @Test
    void emptyPlacementIsNone() {
        assertThat(aws.launch("InstanceType", "t3.micro", "Placement.AvailabilityZone", "", "Placement.GroupName", "")
                        .text("placement"))
                .contains("<availabilityZone>us-east-1a</availabilityZone>")
                .contains("<tenancy>default</tenancy>");
    }

    @Test
    void templateIsFilledInFieldByField() {
        aws.profile("web");
        aws.profile("db");
        String template = aws.done(
                        "CreateLaunchTemplate",
                        "LaunchTemplateName",
                        "tpl",
                        "LaunchTemplateData.ImageId",
                        Ec2Client.IMAGE,
                        "LaunchTemplateData.InstanceType",
                        "t3.small",
                        "LaunchTemplateData.IamInstanceProfile.Name",
                        "web",
                        "LaunchTemplateData.MetadataOptions.HttpTokens",
                        "required",
                        "LaunchTemplateData.TagSpecification.1.ResourceType",
                        "instance",
                        "LaunchTemplateData.TagSpecification.1.Tag.1.Key",
                        "from",
                        "LaunchTemplateData.TagSpecification.1.Tag.1.Value",
                        "template")
                .text("launchTemplateId");
        String[] named = {"LaunchTemplate.LaunchTemplateName", "tpl", "MinCount", "1", "MaxCount", "1"};
        Answer plain = aws.done("RunInstances", named);
        assertThat(plain.text("instanceType")).isEqualTo("t3.small");
        assertThat(plain.text("iamInstanceProfile")).contains("instance-profile/web</arn>");
        assertThat(plain.text("metadataOptions")).contains("<httpTokens>required</httpTokens>");
        assertThat(plain.text("tagSet"))
                .contains("<key>from</key>")
                .contains("<key>aws:ec2launchtemplate:id</key>")
                .contains("<value>" + template + "</value>")
                .contains("<key>aws:ec2launchtemplate:version</key>");
        Answer changed = aws.done(
                "RunInstances", Ec2Client.with(named, "InstanceType", "t3.micro", "IamInstanceProfile.Name", "db"));
        assertThat(changed.text("instanceType")).isEqualTo("t3.micro");
        assertThat(changed.text("iamInstanceProfile")).contains("instance-profile/db</arn>");
        assertThat(aws.ec2("RunInstances", Ec2Client.with(named, "LaunchTemplate.Version", "9"))
                        .fault())
                .startsWith("InvalidLaunchTemplateId.VersionNotFound: ");
    }

    @Test
    void blockDevicesChangeTheRootAndAddOthers() {
        String instance = aws.running(
                "BlockDeviceMapping.1.DeviceName",
                "/dev/xvda",
                "BlockDeviceMapping.1.Ebs.VolumeSize",
                "20",
                "BlockDeviceMapping.1.Ebs.VolumeType",
                "gp2",
                "BlockDeviceMapping.2.DeviceName",
                "/dev/sdf",
                "BlockDeviceMapping.2.Ebs.VolumeSize",
                "5",
                "BlockDeviceMapping.2.Ebs.DeleteOnTermination",
                "false");
        Answer disks =
                aws.done("DescribeVolumes", "Filter.1.Name", "attachment.instance-id", "Filter.1.Value.1", instance);
        assertThat(disks.count("snapshotId")).isEqualTo(2);
        assertThat(disks.body())
                .contains("<size>20</size>")
                .contains("<volumeType>gp2</volumeType>")
                .contains("<size>5</size>");
        assertThat(aws.launch(
                                "InstanceType",
                                "t3.micro",
                                "BlockDeviceMapping.1.DeviceName",
                                "/dev/xvda",
                                "BlockDeviceMapping.1.Ebs.VolumeSize",
                                "4")
                        .fault())
                .startsWith("InvalidParameterValue: Volume of size 4GB is smaller than snapshot 'snap-");
        aws.done("TerminateInstances", "InstanceId.1", instance);
        Answer left = aws.done("DescribeVolumes");
        assertThat(left.count("snapshotId")).isEqualTo(1);
        assertThat(left.body()).contains("<size>5</size>").contains("<status>available</status>");
    }

    @Test
    void creditsBelongToBurstableTypes() {
        String t3 = aws.running();
        assertThat(aws.done("DescribeInstanceCreditSpecifications", "InstanceId.1", t3)
                        .text("cpuCredits"))
                .isEqualTo("unlimited");
        String saving = aws.running("CreditSpecification.CpuCredits", "standard");
        assertThat(aws.done("DescribeInstanceCreditSpecifications", "InstanceId.1", saving)
                        .text("cpuCredits"))
                .isEqualTo("standard");
        String m5 = aws.running("InstanceType", "m5.large");
        assertThat(aws.ec2("DescribeInstanceCreditSpecifications", "InstanceId.1", m5)
                        .status())
                .isEqualTo(400);
        assertThat(aws.launch("InstanceType", "m5.large", "CreditSpecification.CpuCredits", "standard")
                        .fault())
                .startsWith("InvalidParameterCombination: ");
    }

    @Test
    void metadataOptionsComeFromRequestThenAccount() {
        String plain =
                aws.running("MetadataOptions.HttpTokens", "required", "MetadataOptions.HttpPutResponseHopLimit", "5");
        assertThat(described(plain).text("metadataOptions"))
                .contains("<httpTokens>required</httpTokens>")
                .contains("<httpPutResponseHopLimit>5</httpPutResponseHopLimit>");
        aws.done("ModifyInstanceMetadataDefaults", "HttpTokens", "required", "HttpPutResponseHopLimit", "3");
        assertThat(aws.done("GetInstanceMetadataDefaults").text("accountLevel"))
                .contains("<httpTokens>required</httpTokens>")
                .contains("<httpPutResponseHopLimit>3</httpPutResponseHopLimit>");
        assertThat(described(aws.running("MetadataOptions.HttpPutResponseHopLimit", "7"))
                        .text("metadataOptions"))
                .contains("<httpTokens>required</httpTokens>")
                .contains("<httpPutResponseHopLimit>7</httpPutResponseHopLimit>");
        aws.done("ModifyInstanceMetadataDefaults", "HttpTokensEnforced", "enabled");
        assertThat(aws.launch("InstanceType", "t3.micro", "MetadataOptions.HttpTokens", "optional")
                        .fault())
                .startsWith("UnsupportedOperation: ");
        aws.done(
                "ModifyInstanceMetadataDefaults",
                "HttpTokens",
                "no-preference",
                "HttpPutResponseHopLimit",
                "-1",
                "HttpTokensEnforced",
                "disabled");
        assertThat(described(aws.running()).text("metadataOptions"))
                .contains("<httpTokens>optional</httpTokens>")
                .contains("<httpPutResponseHopLimit>1</httpPutResponseHopLimit>");
        assertThat(aws.launch("InstanceType", "t3.micro", "MetadataOptions.HttpPutResponseHopLimit", "65")
                        .fault())
                .startsWith("InvalidParameterValue: ");
        assertThat(aws.launch(
                                "InstanceType",
                                "t3.micro",
                                "MetadataOptions.HttpEndpoint",
                                "disabled",
                                "MetadataOptions.HttpTokens",
                                "required")
                        .fault())
                .startsWith("InvalidParameterCombination: ");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
