// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may launch instances and dress them.
class InstancePermissionTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/web-role";
    private final Ec2Client root = Ec2Client.start();
    private Ec2Client user;

    @BeforeEach
    void makeUser() {
        root.profile("web");
        root.profile("db");
        root.iam("CreateUser", "UserName", "ann");
        Answer key = root.iam("CreateAccessKey", "UserName", "ann");
        Wire wire = root.wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
        user = new Ec2Client(wire);
    }

    @AfterEach
    void stop() {
        root.close();
    }

    /// Replaces what the user may do.
    private void allow(String... statements) {
        root.iam(
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "p",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }

    private static String statement(String action, String resource) {
        return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"}";
    }

    private static String statement(String action, String resource, String condition) {
        return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\",\"Condition\":{"
                + condition + "}}";
    }

    private static String denied(String action, String resource) {
        return "UnauthorizedOperation: You are not authorized to perform this operation. User:"
                + " arn:aws:iam::000000000000:user/ann is not authorized to perform: " + action + " on resource: "
                + resource + " because no identity-based policy allows the " + action
                + " action. Encoded authorization failure message: ";
    }

    @Test
    void launchNeedsEveryResourceThatItTouches() {
        allow(statement("ec2:DescribeInstances", "*"));
        Answer none = user.launch("InstanceType", "t3.micro");
        assertThat(none.status()).isEqualTo(403);
        assertThat(none.fault())
                .startsWith(denied("ec2:RunInstances", "arn:aws:ec2:us-east-1:000000000000:instance/*"));
        allow(statement("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*"));
        assertThat(user.launch("InstanceType", "t3.micro").fault())
                .startsWith(denied("ec2:RunInstances", "arn:aws:ec2:us-east-1::image/" + Ec2Client.IMAGE));
        allow(statement("ec2:RunInstances", "*"));
        assertThat(user.launch("InstanceType", "t3.micro").status()).isEqualTo(200);
    }

    @Test
    void launchWithAProfilePassesItsRole() {
        allow(statement("ec2:RunInstances", "*"));
        String[] wearing = {"InstanceType", "t3.micro", "IamInstanceProfile.Name", "web"};
        assertThat(user.launch(wearing).fault()).startsWith(denied("iam:PassRole", ROLE));
        allow(
                statement("ec2:RunInstances", "*"),
                statement("iam:PassRole", ROLE, "\"StringEquals\":{\"iam:PassedToService\":\"lambda.amazonaws.com\"}"));
        assertThat(user.launch(wearing).fault()).startsWith(denied("iam:PassRole", ROLE));
        allow(
                statement("ec2:RunInstances", "*"),
                statement(
                        "iam:PassRole",
                        ROLE,
                        "\"StringEquals\":{\"iam:PassedToService\":\"ec2.amazonaws.com\"},\"ArnLike\":"
                                + "{\"iam:AssociatedResourceArn\":\"arn:aws:ec2:us-east-1:000000000000:instance/*\"}"));
        assertThat(user.launch(wearing).status()).isEqualTo(200);
    }

    @Test
    void launchIsJudgedByProfileTypeAndMetadataOptions() {
        allow(
                statement("iam:PassRole", "*"),
                statement(
                        "ec2:RunInstances",
                        "arn:aws:ec2:*:*:instance/*",
                        "\"ArnEquals\":{\"ec2:InstanceProfile\":\"arn:aws:iam::000000000000:instance-profile/web\"},"
                                + "\"StringEquals\":{\"ec2:InstanceType\":\"t3.micro\","
                                + "\"ec2:MetadataHttpTokens\":\"required\"}"),
                "{\"Effect\":\"Allow\",\"Action\":\"ec2:RunInstances\",\"NotResource\":\"arn:aws:ec2:*:*:instance/*\"}");
        String[] good = {
            "InstanceType", "t3.micro", "IamInstanceProfile.Name", "web", "MetadataOptions.HttpTokens", "required"
        };
        assertThat(user.launch(good).status()).isEqualTo(200);
        assertThat(user.launch(Ec2Client.with(new String[] {"InstanceType", "m5.large"}, good))
                        .status())
                .isEqualTo(403);
        assertThat(user.launch(Ec2Client.with(new String[] {"IamInstanceProfile.Name", "db"}, good))
                        .status())
                .isEqualTo(403);
        assertThat(user.launch(Ec2Client.with(new String[] {"MetadataOptions.HttpTokens", "optional"}, good))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void tagsAtLaunchNeedLeaveToTag() {
        allow(statement("ec2:RunInstances", "*"));
        String[] tagged = {
            "InstanceType",
            "t3.micro",
            "TagSpecification.1.ResourceType",
            "instance",
            "TagSpecification.1.Tag.1.Key",
            "team",
            "TagSpecification.1.Tag.1.Value",
            "x"
        };
        assertThat(user.launch(tagged).fault())
                .startsWith(denied("ec2:CreateTags", "arn:aws:ec2:us-east-1:000000000000:instance/*"));
        allow(
                statement("ec2:RunInstances", "*"),
                statement("ec2:CreateTags", "*", "\"StringEquals\":{\"ec2:CreateAction\":\"RunInstances\"}"));
        assertThat(user.launch(tagged).status()).isEqualTo(200);
    }

    @Test
    void associateNeedsTheInstanceAndTheRole() {
        String instance = root.running();
        String arn = "arn:aws:ec2:us-east-1:000000000000:instance/" + instance;
        String[] request = {"InstanceId", instance, "IamInstanceProfile.Name", "web"};
        allow(statement("iam:PassRole", ROLE));
        assertThat(user.ec2("AssociateIamInstanceProfile", request).fault())
                .startsWith(denied("ec2:AssociateIamInstanceProfile", arn));
        allow(statement("ec2:*", "*"));
        assertThat(user.ec2("AssociateIamInstanceProfile", request).fault()).startsWith(denied("iam:PassRole", ROLE));
        allow(
                statement("iam:PassRole", ROLE),
                statement(
                        "ec2:AssociateIamInstanceProfile",
                        arn,
                        "\"ArnLike\":{\"ec2:NewInstanceProfile\":\"arn:aws:iam::*:instance-profile/db\"}"));
        assertThat(user.ec2("AssociateIamInstanceProfile", request).status()).isEqualTo(403);
        allow(
                statement("iam:PassRole", ROLE),
                statement(
                        "ec2:AssociateIamInstanceProfile",
                        arn,
                        "\"ArnLike\":{\"ec2:NewInstanceProfile\":\"arn:aws:iam::*:instance-profile/web\"}"));
        assertThat(user.ec2("AssociateIamInstanceProfile", request).status()).isEqualTo(200);
    }

    @Test
    void replaceAndDisassociateAreJudgedByTheWornProfile() {
        String instance = root.running("IamInstanceProfile.Name", "db");
        String association = root.done("DescribeIamInstanceProfileAssociations").text("associationId");
        String worn = "\"ArnLike\":{\"ec2:InstanceProfile\":\"arn:aws:iam::*:instance-profile/%s\"}";
        String arn = "arn:aws:ec2:us-east-1:000000000000:instance/" + instance;
        allow(statement("ec2:DisassociateIamInstanceProfile", arn, worn.formatted("web")));
        assertThat(user.ec2("DisassociateIamInstanceProfile", "AssociationId", association)
                        .fault())
                .startsWith(
                        denied("ec2:DisassociateIamInstanceProfile", "arn:aws:ec2:us-east-1:000000000000:instance/*"));
        allow(
                statement("iam:PassRole", "*"),
                statement("ec2:ReplaceIamInstanceProfileAssociation", arn, worn.formatted("db")),
                statement("ec2:DisassociateIamInstanceProfile", arn, worn.formatted("web")));
        String next = user.done(
                        "ReplaceIamInstanceProfileAssociation",
                        "AssociationId",
                        association,
                        "IamInstanceProfile.Name",
                        "web")
                .text("associationId");
        assertThat(user.ec2("DisassociateIamInstanceProfile", "AssociationId", next)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void changesAreJudgedByTheValuesThatAreAskedFor() {
        String instance = root.running("MetadataOptions.HttpTokens", "required");
        allow(
                statement(
                        "ec2:ModifyInstanceMetadataOptions",
                        "*",
                        "\"StringEquals\":{\"ec2:Attribute/HttpTokens\":\"required\"}"),
                statement(
                        "ec2:ModifyInstanceMetadataDefaults",
                        "*",
                        "\"StringEquals\":{\"ec2:Attribute/HttpTokens\":\"required\"}"),
                statement(
                        "ec2:ModifyInstanceAttribute",
                        "*",
                        "\"StringEquals\":{\"ec2:Attribute/DisableApiTermination\":\"true\"}"));
        for (String tokens : List.of("required", "optional")) {
            int status = tokens.equals("required") ? 200 : 403;
            assertThat(user.ec2("ModifyInstanceMetadataOptions", "InstanceId", instance, "HttpTokens", tokens)
                            .status())
                    .isEqualTo(status);
            assertThat(user.ec2("ModifyInstanceMetadataDefaults", "HttpTokens", tokens)
                            .status())
                    .isEqualTo(status);
        }
        for (String value : List.of("true", "false")) {
            int status = value.equals("true") ? 200 : 403;
            assertThat(user.ec2("ModifyInstanceAttribute", "InstanceId", instance, "DisableApiTermination.Value", value)
                            .status())
                    .isEqualTo(status);
            assertThat(user.ec2(
                                    "ModifyInstanceAttribute",
                                    "InstanceId",
                                    instance,
                                    "Attribute",
                                    "disableApiTermination",
                                    "Value",
                                    value)
                            .status())
                    .isEqualTo(status);
        }
        assertThat(user.ec2("ModifyInstanceMetadataOptions", "InstanceId", instance, "HttpPutResponseHopLimit", "2")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void changesOfStateAreJudgedByTags() {
        String mine = root.running(
                "TagSpecification.1.ResourceType",
                "instance",
                "TagSpecification.1.Tag.1.Key",
                "owner",
                "TagSpecification.1.Tag.1.Value",
                "ann");
        String other = root.running();
        allow(statement("ec2:TerminateInstances", "*", "\"StringEquals\":{\"aws:ResourceTag/owner\":\"ann\"}"));
        assertThat(user.ec2("TerminateInstances", "InstanceId.1", mine, "InstanceId.2", other)
                        .status())
                .isEqualTo(403);
        assertThat(user.ec2("TerminateInstances", "InstanceId.1", mine).status())
                .isEqualTo(200);
        Answer dry = user.ec2("StopInstances", "InstanceId.1", other, "DryRun", "true");
        assertThat(dry.status()).isEqualTo(403);
    }

    @Test
    void startNeedsNoLeaveToPassTheRole() {
        String instance = root.stopped("IamInstanceProfile.Name", "web");
        allow(statement("ec2:StartInstances", "*"));
        assertThat(user.ec2("StartInstances", "InstanceId.1", instance, "DryRun", "true")
                        .status())
                .isEqualTo(412);
        assertThat(user.ec2("StartInstances", "InstanceId.1", instance).status())
                .isEqualTo(200);
    }
}
