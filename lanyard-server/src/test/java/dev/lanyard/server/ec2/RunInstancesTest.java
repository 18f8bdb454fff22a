// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
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
    void launchesAreShownToTheSecond() {
        aws.wire.clock().advance(Duration.ofMillis(1234));
        String id = aws.running();
        Answer shown = described(id);
        assertThat(shown.text("launchTime")).isEqualTo("2026-02-12T11:27:48.000Z");
        assertThat(shown.text("usageOperationUpdateTime")).isEqualTo("2026-02-12T11:27:48.000Z");
        assertThat(shown.text("attachTime")).isEqualTo("2026-02-12T11:27:48.000Z");
        assertThat(aws.done("DescribeVolumes").text("attachTime")).isEqualTo("2026-02-12T11:27:48.000Z");
        assertThat(aws.done(
                                "DescribeInstances",
                                "Filter.1.Name",
                                "launch-time",
                                "Filter.1.Value.1",
                                "2026-02-12T11:27:48.000Z")
                        .text("instanceId"))
                .isEqualTo(id);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
