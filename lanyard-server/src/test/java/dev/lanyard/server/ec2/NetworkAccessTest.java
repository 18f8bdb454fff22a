// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a user may do to a network, by tags, regions and the action that made a resource.
class NetworkAccessTest {
    private final Wire root = Wire.start();

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void tagsOnCreationNeedTheCreationAndTheTaggingOfIt() {
        Wire ann = user("ann", """
                {"Effect":"Allow","Action":"ec2:CreateVpc","Resource":"arn:aws:ec2:*:*:vpc/*"},
                {"Effect":"Allow","Action":"ec2:CreateTags","Resource":"arn:aws:ec2:*:*:vpc/*",
                 "Condition":{"StringEquals":{"ec2:CreateAction":"CreateVpc","aws:RequestTag/env":"dev"},
                              "ForAllValues:StringEquals":{"aws:TagKeys":["env"]}}}""");
        assertThat(ann.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16").status()).isEqualTo(200);
        Answer made = vpc(ann, "env", "dev");
        assertThat(made.status()).isEqualTo(200);
        assertThat(vpc(ann, "env", "prod").fault())
                .startsWith("UnauthorizedOperation: ")
                .contains("ec2:CreateTags")
                .contains("arn:aws:ec2:us-east-1:000000000000:vpc/*");
        assertThat(vpc(ann, "other", "dev").status()).isEqualTo(403);
        assertThat(ann.ec2("CreateTags", "ResourceId.1", made.text("vpcId"), "Tag.1.Key", "env", "Tag.1.Value", "dev")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void resourcesAreJudgedByTheTagsThatTheyHave() {
        Wire ann = user("ann", """
                {"Effect":"Allow","Action":"ec2:*","Resource":"*",
                 "Condition":{"StringEquals":{"aws:ResourceTag/owner":"ann","ec2:ResourceTag/owner":"ann"}}}""");
        String hers = vpc(root, "owner", "ann").text("vpcId");
        String his = vpc(root, "owner", "bob").text("vpcId");
        assertThat(ann.ec2("DeleteVpc", "VpcId", his).fault())
                .startsWith("UnauthorizedOperation: ")
                .contains("arn:aws:ec2:us-east-1:000000000000:vpc/" + his);
        assertThat(ann.ec2("DeleteVpc", "VpcId", "vpc-12345678").status()).isEqualTo(403);
        assertThat(ann.ec2("DeleteVpc", "VpcId", "vpc-x").fault()).startsWith("InvalidVpcID.Malformed: ");
        assertThat(ann.ec2("DeleteVpc", "VpcId", hers).status()).isEqualTo(200);
    }

    @Test
    void describesAreJudgedByTheirRegion() {
        Wire ann = user("ann", """
                {"Effect":"Allow","Action":"ec2:Describe*","Resource":"*",
                 "Condition":{"StringEquals":{"ec2:Region":"eu-west-1"}}}""");
        assertThat(ann.ec2("DescribeVpcs").status()).isEqualTo(403);
        assertThat(ann.in("eu-west-1").ec2("DescribeVpcs").status()).isEqualTo(200);
        assertThat(ann.in("eu-west-1").ec2("DescribeVpcs", "DryRun", "true").fault())
                .isEqualTo("DryRunOperation: Request would have succeeded, but DryRun flag is set.");
    }

    private Wire user(String name, String statements) {
        root.iam("CreateUser", "UserName", name);
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
        assertThat(root.iam("PutUserPolicy", "UserName", name, "PolicyName", "p", "PolicyDocument", policy)
                        .status())
                .isEqualTo(200);
        Answer key = root.iam("CreateAccessKey", "UserName", name);
        return root.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
    }

    private static Answer vpc(Wire wire, String key, String value) {
        return wire.ec2(
                "CreateVpc",
                "CidrBlock",
                "10.0.0.0/16",
                "TagSpecification.1.ResourceType",
                "vpc",
                "TagSpecification.1.Tag.1.Key",
                key,
                "TagSpecification.1.Tag.1.Value",
                value);
    }
}
