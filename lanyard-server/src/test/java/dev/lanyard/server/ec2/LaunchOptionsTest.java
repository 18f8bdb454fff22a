// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaunchOptionsTest {
    private final Ec2Client aws = Ec2Client.start();

    @AfterEach
    void stop() {
        aws.close();
    }

    private Answer described(String instance) {
        return aws.done("DescribeInstances", "InstanceId.1", instance);
    }

    @Test
    void whatIsNotThereIsNotPretended() {
        String fault = "Unsupported: The requested configuration is currently not supported. Please check the"
                + " documentation for supported configurations.";
        assertThat(aws.launch("InstanceMarketOptions.MarketType", "spot").fault())
                .isEqualTo(fault);
        aws.done(
                "CreateLaunchTemplate",
                "LaunchTemplateName",
                "spots",
                "LaunchTemplateData.InstanceMarketOptions.MarketType",
                "spot");
        assertThat(aws.launch("LaunchTemplate.LaunchTemplateName", "spots").fault())
                .isEqualTo(fault);
        assertThat(aws.launch("Ipv6AddressCount", "1").fault())
                .isEqualTo("UnsupportedOperation: IPv6 is not available.");
        assertThat(aws.launch("Ipv6AddressCount", "0").status()).isEqualTo(200);
        assertThat(aws.done("DescribeInstances").count("instanceState")).isEqualTo(1);
        assertThat(aws.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16", "Ipv6CidrBlock", "2001:db8::/56")
                        .fault())
                .isEqualTo("UnsupportedOperation: IPv6 is not available.");
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
