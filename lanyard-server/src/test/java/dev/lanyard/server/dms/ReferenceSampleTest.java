// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The sample exchange of the page DeleteInstanceProfile in AWS's API reference. Ids and the time cannot be chosen;
/// everything else is the same to the byte, but for the white space.
class ReferenceSampleTest {
    private static final String ACCOUNT = "111122223333";
    private static final String KEY = "arn:aws:kms:us-east-1:" + ACCOUNT + ":key/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111";

    @Test
    void profileIsDeletedAsOnThePage() {
        try (Wire start = Wire.start()) {
            Wire wire = start.as(ACCOUNT);
            String group = make(wire);
            String arn = wire.dms("DescribeInstanceProfiles", "{}").text("InstanceProfileArn");
            assertThat(arn)
                    .hasSameSizeAs("arn:aws:dms:us-east-1:111122223333:instance-profile:EXAMPLEABCDEFGHIJKLMNOPQRS");
            Answer answer = wire.dms("DeleteInstanceProfile", """
                    {
                        "InstanceProfileIdentifier": "%s"
                    }""".formatted(arn));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("content-type", "application/x-amz-json-1.1");
            assertThat(answer.headers().get("x-amzn-requestid")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(answer.body()).isEqualTo(compact("""
                            {
                                "InstanceProfile": {
                                    "InstanceProfileArn": "%s",
                                    "KmsKeyArn": "%s",
                                    "PubliclyAccessible": false,
                                    "NetworkType": "IPV4",
                                    "InstanceProfileName": "example-instance-profile",
                                    "Description": "Example instance profile for documentation",
                                    "InstanceProfileCreationTime": "2026-02-12T11:27:47.000000Z",
                                    "SubnetGroupIdentifier": "example-replication-subnet-group",
                                    "VpcSecurityGroups": [
                                        "%s"
                                    ]
                                }
                            }""".formatted(arn, KEY, group)));
        }
    }

    private static String compact(String json) {
        return json.replaceAll("\n *", "").replace("\": ", "\":");
    }

    /// Makes the profile of the page.
    ///
    /// @return its security group
    private static String make(Wire wire) {
        wire.iam("CreateRole", "RoleName", "dms-vpc-role", "AssumeRolePolicyDocument", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"Service": "dms.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""");
        List<String> subnets = new ArrayList<>();
        Matcher ids = Pattern.compile("subnet-[0-9a-f]{17}")
                .matcher(wire.ec2("DescribeSubnets").body());
        while (ids.find()) {
            subnets.add(ids.group());
        }
        String group = wire.ec2("DescribeSecurityGroups").text("groupId");
        List<String> distinct = subnets.stream().distinct().toList();
        wire.dms("CreateReplicationSubnetGroup", """
                {"ReplicationSubnetGroupIdentifier": "example-replication-subnet-group",
                 "ReplicationSubnetGroupDescription": "d", "SubnetIds": ["%s", "%s"]}""".formatted(distinct.get(0), distinct.get(1)));
        wire.dms("CreateInstanceProfile", """
                {"InstanceProfileName": "example-instance-profile", "NetworkType": "IPV4", "PubliclyAccessible": false,
                 "Description": "Example instance profile for documentation", "KmsKeyArn": "%s",
                 "SubnetGroupIdentifier": "example-replication-subnet-group", "VpcSecurityGroups": ["%s"]}""".formatted(KEY, group));
        return group;
    }
}
