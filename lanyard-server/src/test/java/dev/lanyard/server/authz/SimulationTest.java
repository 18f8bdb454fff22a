// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.authz;

import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final String BOB = "arn:aws:iam::000000000000:user/bob";

    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void statementsAreReportedWithTheirPlaces() {
        Answer answer = ok(root.iam(
                "SimulateCustomPolicy",
                "PolicyInputList.member.1",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}",
                "ActionNames.member.1",
                "s3:GetObject"));
        assertThat(answer.text("EvalActionName")).isEqualTo("s3:GetObject");
        assertThat(answer.text("EvalResourceName")).isEqualTo("*");
        assertThat(answer.text("EvalDecision")).isEqualTo("allowed");
        assertThat(answer.text("SourcePolicyId")).isEqualTo("PolicyInputList.1");
        assertThat(answer.text("SourcePolicyType")).isEqualTo("IAM Policy");
        assertThat(answer.text("StartPosition")).contains("<Line>1</Line>").contains("<Column>39</Column>");
        assertThat(answer.text("EndPosition")).contains("<Line>1</Line>").contains("<Column>87</Column>");
        assertThat(answer.text("IsTruncated")).isEqualTo("false");
    }

    @Test
    void eachResourceHasItsResultAndAbsentKeysAreNamed() {
        Answer answer = ok(root.iam(
                "SimulateCustomPolicy",
                "PolicyInputList.member.1",
                policy("{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::a/*\",\"Condition\":"
                        + "{\"StringEquals\":{\"aws:PrincipalTag/x\":\"1\"}}}"),
                "ActionNames.member.1",
                "s3:GetObject",
                "ResourceArns.member.1",
                "arn:aws:s3:::a/1",
                "ResourceArns.member.2",
                "arn:aws:s3:::b/1"));
        assertThat(answer.text("EvalDecision")).isEqualTo("implicitDeny");
        assertThat(answer.count("EvalResourceDecision")).isEqualTo(2);
        assertThat(answer.text("MissingContextValues")).contains("aws:PrincipalTag/x");
    }

    @Test
    void resultsComeInPages() {
        List<String> first = new ArrayList<>(List.of("PolicyInputList.member.1", allow("s3:*", "*"), "MaxItems", "2"));
        for (int i = 1; i <= 3; i++) {
            first.addAll(List.of("ActionNames.member." + i, "s3:Action" + i));
        }
        Answer page = ok(root.iam("SimulateCustomPolicy", first.toArray(String[]::new)));
        assertThat(page.count("EvalActionName")).isEqualTo(2);
        assertThat(page.text("IsTruncated")).isEqualTo("true");
        List<String> next = new ArrayList<>(first);
        next.addAll(List.of("Marker", page.text("Marker")));
        Answer last = ok(root.iam("SimulateCustomPolicy", next.toArray(String[]::new)));
        assertThat(last.count("EvalActionName")).isEqualTo(1);
        assertThat(last.text("EvalActionName")).isEqualTo("s3:Action3");
        assertThat(last.text("IsTruncated")).isEqualTo("false");
        assertThat(last.has("Marker")).isFalse();
        next.addAll(List.of("ActionNames.member.4", "s3:Action4"));
        assertThat(root.iam("SimulateCustomPolicy", next.toArray(String[]::new)).fault())
                .isEqualTo("ValidationError: Invalid Marker.");
    }

    @Test
    void resourcePolicySpeaksToTheCallerAndForTheOwner() {
        String bob = BOB;
        assertThat(byResourcePolicy("CallerArn", bob).text("EvalDecision")).isEqualTo("allowed");
        String elsewhere = "arn:aws:iam::111111111111:root";
        assertThat(byResourcePolicy("CallerArn", bob, "ResourceOwner", elsewhere)
                        .text("EvalDecision"))
                .isEqualTo("implicitDeny");
        assertThat(byResourcePolicy(
                                "CallerArn",
                                bob,
                                "ResourceOwner",
                                elsewhere,
                                "PolicyInputList.member.2",
                                allow("s3:GetObject", "*"))
                        .text("EvalDecision"))
                .isEqualTo("allowed");
        assertThat(byResourcePolicy().fault())
                .isEqualTo("InvalidInput: CallerArn must name an IAM user when ResourcePolicy is given.");
        assertThat(byResourcePolicy("CallerArn", bob.replace("user/", "role/")).fault())
                .startsWith("InvalidInput: CallerArn arn:aws:iam::000000000000:role/bob is not");
        assertThat(byResourcePolicy("CallerArn", bob, "ResourceOwner", bob).fault())
                .startsWith("InvalidInput: ResourceOwner ");
    }

    private Answer byResourcePolicy(String... more) {
        String open = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + BOB
                + "\"},\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::a/1\"}}";
        List<String> all = new ArrayList<>(List.of(
                "PolicyInputList.member.1",
                allow("ec2:*", "*"),
                "ActionNames.member.1",
                "s3:GetObject",
                "ResourceArns.member.1",
                "arn:aws:s3:::a/1",
                "ResourcePolicy",
                open));
        all.addAll(List.of(more));
        return root.iam("SimulateCustomPolicy", all.toArray(String[]::new));
    }

    @Test
    void scenarioOfALaunchNamesItsResources() {
        String ec2 = "arn:aws:ec2:us-east-1:000000000000:";
        List<String> launch = new ArrayList<>(List.of(
                "PolicyInputList.member.1",
                allow("ec2:RunInstances", "*"),
                "ActionNames.member.1",
                "ec2:RunInstances",
                "ResourceArns.member.1",
                ec2 + "instance/*",
                "ResourceArns.member.2",
                "arn:aws:ec2:us-east-1::image/ami-1",
                "ResourceArns.member.3",
                ec2 + "security-group/sg-1",
                "ResourceArns.member.4",
                ec2 + "network-interface/*"));
        assertThat(scenario(launch, "EC2-VPC-InstanceStore").text("EvalDecision"))
                .isEqualTo("allowed");
        assertThat(scenario(launch, "EC2-VPC-EBS-Subnet").fault())
                .isEqualTo("InvalidInput: The ResourceHandlingOption EC2-VPC-EBS-Subnet requires a resource of the type"
                        + " subnet.");
        assertThat(scenario(launch, "Spot").fault()).isEqualTo("InvalidInput: Invalid ResourceHandlingOption: Spot");
    }

    private Answer scenario(List<String> launch, String option) {
        List<String> all = new ArrayList<>(launch);
        all.addAll(List.of("ResourceHandlingOption", option));
        return root.iam("SimulateCustomPolicy", all.toArray(String[]::new));
    }

    @Test
    void contextKeysAreListedSortedAndOnce() {
        actors.user("bob");
        actors.permit(
                "bob",
                policy(
                        "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":"
                                + "\"arn:aws:s3:::a/${aws:username}\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}"));
        Answer answer = ok(root.iam("GetContextKeysForPrincipalPolicy", "PolicySourceArn", BOB));
        assertThat(answer.text("ContextKeyNames").replaceAll("\\s", ""))
                .isEqualTo("<member>aws:SecureTransport</member><member>aws:username</member>");
        assertThat(ok(root.iam("GetContextKeysForCustomPolicy", "PolicyInputList.member.1", allow("s3:*", "*")))
                        .text("ContextKeyNames"))
                .isBlank();
    }

    @Test
    void whatIsNotThereOrMakesNoSenseIsRefused() {
        assertThat(root.iam("SimulatePrincipalPolicy", "PolicySourceArn", BOB, "ActionNames.member.1", "s3:GetObject")
                        .fault())
                .isEqualTo("NoSuchEntity: The user with name bob cannot be found.");
        assertThat(root.iam(
                                "SimulateCustomPolicy",
                                "PolicyInputList.member.1",
                                allow("s3:*", "*"),
                                "ActionNames.member.1",
                                "GetObject")
                        .fault())
                .startsWith("InvalidInput: ");
    }

    @Test
    void simulationAndEnforcementNeverDisagree() {
        Wire bob = actors.user("bob");
        String role =
                actors.role("r", Actors.trustAccount(), "Tags.member.1.Key", "team", "Tags.member.1.Value", "red");
        String boundary = ok(root.iam("CreatePolicy", "PolicyName", "b", "PolicyDocument", allow("*", "*")))
                .text("Arn");
        ok(root.iam("PutUserPermissionsBoundary", "UserName", "bob", "PermissionsBoundary", boundary));
        Random random = new Random(11);
        int allowed = 0;
        for (int i = 0; i < 150; i++) {
            actors.permit("bob", random(random));
            if (i % 5 == 0) {
                ok(root.iam(
                        "CreatePolicyVersion",
                        "PolicyArn",
                        boundary,
                        "SetAsDefault",
                        "true",
                        "PolicyDocument",
                        random(random)));
                deleteOldVersion(boundary);
            }
            String[] call = pick(random, CALLS);
            boolean may = bob.iam(call[0], "RoleName", "r").status() != 403;
            Answer simulated = ok(root.iam(
                    "SimulatePrincipalPolicy",
                    "PolicySourceArn",
                    BOB,
                    "ActionNames.member.1",
                    "iam:" + call[0],
                    "ResourceArns.member.1",
                    role,
                    "ContextEntries.member.1.ContextKeyName",
                    "aws:username",
                    "ContextEntries.member.1.ContextKeyType",
                    "string",
                    "ContextEntries.member.1.ContextKeyValues.member.1",
                    "bob",
                    "ContextEntries.member.2.ContextKeyName",
                    "aws:ResourceTag/team",
                    "ContextEntries.member.2.ContextKeyType",
                    "string",
                    "ContextEntries.member.2.ContextKeyValues.member.1",
                    "red"));
            assertThat(simulated.text("EvalDecision").equals("allowed"))
                    .as(simulated.body())
                    .isEqualTo(may);
            allowed += may ? 1 : 0;
        }
        assertThat(allowed).isBetween(10, 140);
    }

    private static final List<String[]> CALLS =
            List.of(new String[] {"GetRole"}, new String[] {"ListRoleTags"}, new String[] {"ListAttachedRolePolicies"});

    private void deleteOldVersion(String arn) {
        String listed = root.iam("ListPolicyVersions", "PolicyArn", arn).body();
        java.util.regex.Matcher old = java.util.regex.Pattern.compile(
                        "<VersionId>(v\\d+)</VersionId>\\s*<IsDefaultVersion>false")
                .matcher(listed);
        if (old.find()) {
            ok(root.iam("DeletePolicyVersion", "PolicyArn", arn, "VersionId", old.group(1)));
        }
    }

    private static String random(Random random) {
        String[] statements = new String[1 + random.nextInt(3)];
        for (int i = 0; i < statements.length; i++) {
            String effect = random.nextInt(5) == 0 ? "Deny" : "Allow";
            String action = pick(random, List.of("iam:GetRole", "iam:*", "iam:List*", "*", "s3:*"));
            String resource = pick(
                    random,
                    List.of(
                            "*",
                            "arn:aws:iam::*:role/r",
                            "arn:aws:iam::000000000000:role/${aws:username}",
                            "arn:aws:iam::*:role/*"));
            String condition = pick(
                    random,
                    List.of(
                            "",
                            "",
                            ",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/team\":\"red\"}}",
                            ",\"Condition\":{\"StringNotEquals\":{\"aws:ResourceTag/team\":\"red\"}}",
                            ",\"Condition\":{\"StringLike\":{\"aws:username\":\"b*\"}}"));
            String plain = statement(effect, action, resource);
            statements[i] = plain.substring(0, plain.length() - 1) + condition + '}';
        }
        return policy(statements);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
