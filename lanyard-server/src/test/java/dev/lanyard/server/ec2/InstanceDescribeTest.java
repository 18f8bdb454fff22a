// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceDescribeTest {
    private final Ec2Client aws = Ec2Client.start();

    @AfterEach
    void stop() {
        aws.close();
    }

    /// The ids of the instances that a filter finds.
    private List<String> found(String name, String... values) {
        List<String> parameters = new ArrayList<>(List.of("Filter.1.Name", name));
        for (int i = 0; i < values.length; i++) {
            parameters.add("Filter.1.Value." + (i + 1));
            parameters.add(values[i]);
        }
        return ids(aws.done("DescribeInstances", parameters.toArray(String[]::new)));
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        for (String part : answer.body().split("<instanceId>")) {
            if (part.startsWith("i-")) {
                ids.add(part.substring(0, 19));
            }
        }
        return ids;
    }

    @Test
    void everyFilterFindsTheInstanceByWhatItShows() {
        String id = twoInstances();
        Answer shown = aws.done("DescribeInstances", "InstanceId.1", id);
        String[][] filters = {
            {"instance-id", id},
            {"instance-type", "t3.*"},
            {"availability-zone", "us-east-1a"},
            {"availability-zone-id", "use1-az1"},
            {"subnet-id", shown.text("subnetId")},
            {"private-ip-address", shown.text("privateIpAddress")},
            {"ip-address", shown.text("ipAddress")},
            {"private-dns-name", shown.text("privateDnsName")},
            {"dns-name", shown.text("dnsName")},
            {"iam-instance-profile.arn", "arn:aws:iam::000000000000:instance-profile/web"},
            {"iam-instance-profile.arn", "*/web"},
            {"iam-instance-profile.id", "AIPA*"},
            {"client-token", "tok"},
            {"reservation-id", shown.text("reservationId")},
            {"tag:Name", "web-?"},
            {"tag-key", "Name"},
            {"metadata-options.http-tokens", "required"},
            {"block-device-mapping.volume-id", shown.text("volumeId")},
            {"network-interface.network-interface-id", shown.text("networkInterfaceId")},
            {"network-interface.addresses.private-ip-address", shown.text("privateIpAddress")},
            {"network-interface.association.public-ip", shown.text("ipAddress")},
            {"network-interface.mac-address", shown.text("macAddress")},
            {"network-interface.attachment.attachment-id", shown.text("attachmentId")},
        };
        for (String[] filter : filters) {
            assertThat(found(filter[0], filter[1])).as(filter[0]).containsExactly(id);
        }
    }

    @Test
    void whatTwoInstancesShareFindsBoth() {
        String id = twoInstances();
        Answer shown = aws.done("DescribeInstances", "InstanceId.1", id);
        String[][] common = {
            {"instance-state-name", "running"},
            {"instance-state-code", "16"},
            {"image-id", Ec2Client.IMAGE},
            {"vpc-id", shown.text("vpcId")},
            {"owner-id", "000000000000"},
            {"launch-time", "2026-02-12T11:27:*"},
            {"architecture", "x86_64"},
            {"root-device-type", "ebs"},
            {"root-device-name", "/dev/xvda"},
            {"monitoring-state", "disabled"},
            {"tenancy", "default"},
            {"source-dest-check", "true"},
            {"instance.group-name", "default"},
            {"instance.group-id", shown.text("groupId")},
            {"metadata-options.state", "applied"},
            {"metadata-options.http-endpoint", "enabled"},
            {"metadata-options.http-put-response-hop-limit", "1"},
            {"metadata-options.http-protocol-ipv6", "disabled"},
            {"metadata-options.instance-metadata-tags", "disabled"},
            {"block-device-mapping.device-name", "/dev/xvda"},
            {"network-interface.group-id", shown.text("groupId")},
        };
        for (String[] filter : common) {
            assertThat(found(filter[0], filter[1])).as(filter[0]).hasSize(2);
            assertThat(found(filter[0], "nothing-like-it")).as(filter[0]).isEmpty();
        }
        assertThat(found("instance-state-name", "running", "stopped")).hasSize(2);
        assertThat(found("instance-state-name", "stopped")).isEmpty();
        assertThat(found("platform", "windows")).isEmpty();
        assertThat(found("key-name", "*")).isEmpty();
        assertThat(aws.ec2("DescribeInstances", "Filter.1.Name", "Instance-Id", "Filter.1.Value.1", id)
                        .fault())
                .isEqualTo("InvalidParameterValue: The filter 'Instance-Id' is invalid");
    }

    /// @return the first, which wears a profile, has a token and a name, and answers IMDSv2 only
    private String twoInstances() {
        aws.profile("web");
        String id = aws.running(
                "IamInstanceProfile.Name",
                "web",
                "ClientToken",
                "tok",
                "TagSpecification.1.ResourceType",
                "instance",
                "TagSpecification.1.Tag.1.Key",
                "Name",
                "TagSpecification.1.Tag.1.Value",
                "web-1",
                "MetadataOptions.HttpTokens",
                "required");
        aws.running("InstanceType", "m5.large", "Placement.AvailabilityZone", "us-east-1b");
        return id;
    }

    @Test
    void filtersFollowChanges() {
        aws.profile("a");
        aws.profile("b");
        String id = aws.running("IamInstanceProfile.Name", "a");
        String association = aws.done("DescribeIamInstanceProfileAssociations").text("associationId");
        aws.done("ReplaceIamInstanceProfileAssociation", "AssociationId", association, "IamInstanceProfile.Name", "b");
        assertThat(found("iam-instance-profile.arn", "arn:aws:iam::000000000000:instance-profile/a"))
                .isEmpty();
        assertThat(found("iam-instance-profile.arn", "arn:aws:iam::000000000000:instance-profile/b"))
                .containsExactly(id);
        aws.done("CreateTags", "ResourceId.1", id, "Tag.1.Key", "env", "Tag.1.Value", "x");
        assertThat(found("tag:env", "x")).containsExactly(id);
        assertThat(found("tag:env", "y")).isEmpty();
        aws.done("StopInstances", "InstanceId.1", id);
        assertThat(found("instance-state-name", "stopping")).containsExactly(id);
        assertThat(found("instance-state-name", "running")).isEmpty();
    }

    @Test
    void idsAreStrictAndFiltersAreNot() {
        String id = aws.running();
        assertThat(aws.ec2("DescribeInstances", "InstanceId.1", "i-0123456789abcdef0")
                        .fault())
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist");
        assertThat(aws.ec2("DescribeInstances", "InstanceId.1", "nonsense").fault())
                .startsWith("InvalidInstanceID.Malformed: Invalid id: \"nonsense\"");
        assertThat(found("instance-id", "i-0123456789abcdef0", "nonsense")).isEmpty();
        assertThat(aws.done("DescribeInstances", "InstanceId.1", id, "InstanceId.2", id)
                        .count("instanceState"))
                .isEqualTo(1);
        assertThat(aws.ec2("DescribeInstances", "InstanceId.1", id, "MaxResults", "5")
                        .fault())
                .isEqualTo("InvalidParameterCombination: The parameter instancesSet cannot be used with the parameter"
                        + " maxResults");
        assertThat(aws.ec2("DescribeInstances", "MaxResults", "3").fault())
                .isEqualTo("InvalidParameterValue: Value ( 3 ) for parameter maxResults is invalid. Expecting a value"
                        + " greater than 5.");
    }

    @Test
    void pagesCountInstancesAndShowEachOnce() {
        aws.launch("InstanceType", "t3.micro", "MinCount", "7", "MaxCount", "7");
        aws.later();
        for (int i = 0; i < 5; i++) {
            aws.running();
        }
        aws.running("InstanceType", "m5.large");
        TreeSet<String> seen = new TreeSet<>();
        int pages = 0;
        String token = "";
        do {
            List<String> parameters = new ArrayList<>(
                    List.of("MaxResults", "5", "Filter.1.Name", "instance-type", "Filter.1.Value.1", "t3.micro"));
            if (!token.isEmpty()) {
                parameters.addAll(List.of("NextToken", token));
            }
            Answer page = aws.done("DescribeInstances", parameters.toArray(String[]::new));
            List<String> ids = ids(page);
            assertThat(ids).hasSizeLessThanOrEqualTo(5);
            assertThat(seen).doesNotContainAnyElementsOf(ids);
            seen.addAll(ids);
            pages++;
            token = page.text("nextToken");
        } while (!token.isEmpty());
        assertThat(seen).hasSize(12);
        assertThat(pages).isEqualTo(3);
        assertThat(aws.ec2("DescribeInstances", "NextToken", "bogus").fault()).startsWith("InvalidParameterValue: ");
    }

    @Test
    void attributesAreShownOneByOne() {
        String id = aws.running("InstanceInitiatedShutdownBehavior", "terminate", "DisableApiStop", "true");
        String[][] attributes = {
            {"instanceInitiatedShutdownBehavior", "<value>terminate</value>"},
            {"disableApiStop", "<value>true</value>"},
            {"disableApiTermination", "<value>false</value>"},
            {"instanceType", "<value>t3.micro</value>"},
            {"sourceDestCheck", "<value>true</value>"},
            {"rootDeviceName", "<value>/dev/xvda</value>"},
            {"ebsOptimized", "<value>false</value>"},
        };
        for (String[] attribute : attributes) {
            Answer answer = aws.done("DescribeInstanceAttribute", "InstanceId", id, "Attribute", attribute[0]);
            assertThat(answer.text("instanceId")).isEqualTo(id);
            assertThat(answer.text(attribute[0])).contains(attribute[1]);
        }
        assertThat(aws.done("DescribeInstanceAttribute", "InstanceId", id, "Attribute", "userData")
                        .body())
                .contains("<userData/>");
        assertThat(aws.ec2("DescribeInstanceAttribute", "InstanceId", id, "Attribute", "colour")
                        .fault())
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    void attributesChangeOneByOne() {
        String id = aws.running();
        assertThat(modify(id).fault()).isEqualTo("InvalidParameterCombination: No attributes specified.");
        assertThat(modify(id, "DisableApiStop.Value", "true", "DisableApiTermination.Value", "true")
                        .fault())
                .isEqualTo("InvalidParameterCombination: Fields for multiple attribute types specified");
        String notStopped = "IncorrectInstanceState: The instance '" + id + "' is not in the 'stopped' state.";
        assertThat(modify(id, "InstanceType.Value", "m5.large").fault()).isEqualTo(notStopped);
        assertThat(modify(id, "UserData.Value", "aGk=").fault()).isEqualTo(notStopped);
        assertThat(modify(id, "SourceDestCheck.Value", "false").body()).contains("<return>true</return>");
        assertThat(aws.done("DescribeInstances").text("sourceDestCheck")).isEqualTo("false");
        aws.done("StopInstances", "InstanceId.1", id);
        aws.later();
        modify(id, "InstanceType.Value", "m5.large");
        modify(id, "Attribute", "userData", "Value", "aGk=");
        modify(id, "Attribute", "disableApiTermination", "Value", "true");
        assertThat(modify(id, "InstanceType.Value", "m5.huge").fault())
                .isEqualTo("InvalidParameterValue: Invalid value 'm5.huge' for InstanceType.");
        Answer shown = aws.done("DescribeInstances");
        assertThat(shown.text("instanceType")).isEqualTo("m5.large");
        assertThat(aws.done("DescribeInstanceAttribute", "InstanceId", id, "Attribute", "userData")
                        .text("value"))
                .isEqualTo("aGk=");
        assertThat(aws.ec2("TerminateInstances", "InstanceId.1", id).fault()).startsWith("OperationNotPermitted: ");
    }

    @Test
    void groupsMoveWithinTheVpc() {
        String id = aws.running();
        String group = aws.done("CreateSecurityGroup", "GroupName", "g", "GroupDescription", "d")
                .text("groupId");
        assertThat(modify(id, "GroupId.1", group).status()).isEqualTo(200);
        assertThat(aws.done("DescribeInstances").text("groupSet")).contains("<groupName>g</groupName>");
        assertThat(modify(id, "GroupId.1", "sg-0123456789abcdef0").fault())
                .isEqualTo("InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist");
    }

    private Answer modify(String id, String... parameters) {
        return aws.ec2("ModifyInstanceAttribute", Ec2Client.with(parameters, "InstanceId", id));
    }

    @Test
    void metadataOptionsApplyAfterAMoment() {
        String id = aws.running();
        Answer answer = metadata(id, "HttpTokens", "required", "HttpPutResponseHopLimit", "2");
        assertThat(answer.text("instanceId")).isEqualTo(id);
        assertThat(answer.text("instanceMetadataOptions"))
                .contains("<state>pending</state>")
                .contains("<httpTokens>required</httpTokens>")
                .contains("<httpEndpoint>enabled</httpEndpoint>");
        assertThat(aws.done("DescribeInstances").text("metadataOptions"))
                .contains("<state>pending</state>")
                .contains("<httpTokens>required</httpTokens>");
        aws.later();
        assertThat(aws.done("DescribeInstances").text("metadataOptions"))
                .contains("<state>applied</state>")
                .contains("<httpPutResponseHopLimit>2</httpPutResponseHopLimit>");
        assertThat(metadata(id).fault()).startsWith("InvalidParameterCombination: ");
        assertThat(metadata(id, "HttpPutResponseHopLimit", "65").fault()).startsWith("InvalidParameterValue: ");
        assertThat(metadata(id, "HttpEndpoint", "disabled", "HttpTokens", "optional")
                        .fault())
                .startsWith("InvalidParameterCombination: ");
        metadata(id, "HttpEndpoint", "disabled");
        assertThat(metadata(id, "HttpTokens", "optional").fault()).startsWith("InvalidParameterCombination: ");
        assertThat(metadata(id, "HttpEndpoint", "enabled", "HttpTokens", "optional")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void stoppedInstanceAppliesMetadataOptionsWhenItStarts() {
        String id = aws.stopped();
        metadata(id, "HttpTokens", "required");
        aws.later();
        assertThat(aws.done("DescribeInstances").text("metadataOptions")).contains("<state>pending</state>");
        aws.done("StartInstances", "InstanceId.1", id);
        aws.later();
        assertThat(aws.done("DescribeInstances").text("metadataOptions")).contains("<state>applied</state>");
    }

    @Test
    void tagsThatTheMetadataServiceShowsAreFitForPaths() {
        String id = aws.running();
        aws.done("CreateTags", "ResourceId.1", id, "Tag.1.Key", "a/b", "Tag.1.Value", "x");
        String unfit = "InvalidParameterValue: 'a/b' is not a valid tag key. Tag keys must match pattern"
                + " ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}), and must not be a reserved name ('.', '..', '_index')";
        assertThat(metadata(id, "InstanceMetadataTags", "enabled").fault()).isEqualTo(unfit);
        aws.done("DeleteTags", "ResourceId.1", id, "Tag.1.Key", "a/b");
        assertThat(metadata(id, "InstanceMetadataTags", "enabled").status()).isEqualTo(200);
        assertThat(aws.ec2("CreateTags", "ResourceId.1", id, "Tag.1.Key", "a/b", "Tag.1.Value", "x")
                        .fault())
                .isEqualTo(unfit);
    }

    private Answer metadata(String id, String... parameters) {
        return aws.ec2("ModifyInstanceMetadataOptions", Ec2Client.with(parameters, "InstanceId", id));
    }

    @Test
    void volumesGrowAndTellOfIt() {
        String volume =
                aws.done("DescribeInstances", "InstanceId.1", aws.running()).text("volumeId");
        Answer growing = aws.done("ModifyVolume", "VolumeId", volume, "Size", "30");
        assertThat(growing.text("modificationState")).isEqualTo("modifying");
        assertThat(growing.text("originalSize")).isEqualTo("8");
        assertThat(growing.text("targetSize")).isEqualTo("30");
        aws.later();
        Answer grown = aws.done("DescribeVolumesModifications", "VolumeId.1", volume);
        assertThat(grown.text("modificationState")).isEqualTo("completed");
        assertThat(grown.text("progress")).isEqualTo("100");
        assertThat(aws.done("DescribeVolumes", "VolumeId.1", volume).text("size"))
                .isEqualTo("30");
        assertThat(aws.ec2("ModifyVolume", "VolumeId", volume, "Size", "20").fault())
                .startsWith("InvalidParameterValue: ");
        assertThat(aws.ec2("DescribeVolumes", "VolumeId.1", "vol-0123456789abcdef0")
                        .fault())
                .isEqualTo("InvalidVolume.NotFound: The volume 'vol-0123456789abcdef0' does not exist.");
    }
}
