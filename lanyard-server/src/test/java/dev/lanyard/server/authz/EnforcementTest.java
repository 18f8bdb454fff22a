// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.authz;

import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnforcementTest {
    private static final String BOB = "User: arn:aws:iam::000000000000:user/bob is not authorized to perform: ";

    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void iamNamesTheEntityAndTheMissingPolicy() {
        Wire bob = actors.user("bob");
        Answer answer = bob.iam("GetInstanceProfile", "InstanceProfileName", "web");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.fault())
                .isEqualTo(
                        "AccessDenied: " + BOB + "iam:GetInstanceProfile on resource: instance profile web because no"
                                + " identity-based policy allows the iam:GetInstanceProfile action");
        actors.permit("bob", policy(statement("Allow", "*", "*"), statement("Deny", "iam:Get*", "*")));
        assertThat(bob.iam("GetInstanceProfile", "InstanceProfileName", "web").fault())
                .isEqualTo("AccessDenied: " + BOB + "iam:GetInstanceProfile on resource: instance profile web with an"
                        + " explicit deny in an identity-based policy");
    }

    @Test
    void aChangeCountsAtTheNextCall() {
        Wire bob = actors.user("bob");
        for (int i = 0; i < 3; i++) {
            assertThat(bob.iam("ListRoles").status()).isEqualTo(403);
            actors.permit("bob", allow("iam:ListRoles", "*"));
            ok(bob.iam("ListRoles"));
            ok(root.iam("DeleteUserPolicy", "UserName", "bob", "PolicyName", "p"));
        }
    }

    @Test
    void boundariesLimitAndGroupsGrant() {
        Wire bob = actors.user("bob");
        ok(root.iam("CreateGroup", "GroupName", "g"));
        ok(root.iam("PutGroupPolicy", "GroupName", "g", "PolicyName", "p", "PolicyDocument", allow("iam:*", "*")));
        ok(root.iam("AddUserToGroup", "GroupName", "g", "UserName", "bob"));
        ok(bob.iam("ListRoles"));
        String boundary = ok(root.iam("CreatePolicy", "PolicyName", "b", "PolicyDocument", allow("iam:ListUsers", "*")))
                .text("Arn");
        ok(root.iam("PutUserPermissionsBoundary", "UserName", "bob", "PermissionsBoundary", boundary));
        ok(bob.iam("ListUsers"));
        assertThat(bob.iam("ListRoles").fault())
                .endsWith("because no permissions boundary allows the iam:ListRoles action");
    }

    @Test
    void conditionsSeeTheCallAndTheCaller() {
        Wire bob = actors.user("bob");
        actors.permit(
                "bob",
                policy("{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":"
                        + "\"arn:aws:iam::*:user/${aws:username}\",\"Condition\":{"
                        + "\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"},"
                        + "\"Bool\":{\"aws:SecureTransport\":\"false\"},"
                        + "\"StringEquals\":{\"aws:RequestedRegion\":\"us-east-1\",\"aws:PrincipalType\":\"User\","
                        + "\"aws:PrincipalAccount\":\"000000000000\"},"
                        + "\"Null\":{\"aws:TokenIssueTime\":\"true\",\"aws:MultiFactorAuthPresent\":\"true\"},"
                        + "\"DateGreaterThan\":{\"aws:CurrentTime\":\"2026-02-12T11:27:46Z\"}}}"));
        ok(bob.in("eu-west-1").iam("GetUser", "UserName", "bob"));
        assertThat(bob.iam("GetUser", "UserName", "alice").status()).isEqualTo(403);
    }

    @Test
    void theLengthOfAHiddenMessageTellsNothing() {
        Wire bob = actors.user("bob");
        String vpc = ok(root.ec2(
                        "CreateVpc",
                        "CidrBlock",
                        "10.0.0.0/16",
                        "TagSpecification.1.ResourceType",
                        "vpc",
                        "TagSpecification.1.Tag.1.Key",
                        "owner",
                        "TagSpecification.1.Tag.1.Value",
                        "somebody"))
                .text("vpcId");
        int there = hidden(bob.ec2("DeleteVpc", "VpcId", vpc)).length();
        assertThat(there % 512).isZero();
        assertThat(hidden(bob.ec2("DeleteVpc", "VpcId", "vpc-0123456789abcdef0")))
                .hasSize(there);
    }

    private static String hidden(Answer answer) {
        return answer.fault().substring(answer.fault().lastIndexOf(' ') + 1);
    }

    @Test
    void ec2HidesItsReasonsInAMessageThatTheAccountCanDecode() {
        Wire bob = actors.user("bob");
        actors.permit("bob", policy(statement("Allow", "sts:Decode*", "*"), statement("Deny", "ec2:CreateVpc", "*")));
        Answer answer = bob.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16");
        assertThat(answer.status()).isEqualTo(403);
        String fault = answer.fault();
        assertThat(fault)
                .startsWith("UnauthorizedOperation: You are not authorized to perform this operation. " + BOB
                        + "ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:000000000000:vpc/* with an explicit deny in"
                        + " an identity-based policy. Encoded authorization failure message: ");
        String message = fault.substring(fault.lastIndexOf(' ') + 1);
        assertThat(message).matches("[A-Za-z0-9_-]{300,}");
        String decoded = ok(bob.sts("DecodeAuthorizationMessage", "EncodedMessage", message))
                .text("DecodedMessage");
        assertThat(decoded)
                .startsWith(
                        "{\"allowed\":false,\"explicitDeny\":true,\"matchedStatements\":{\"items\":[{\"statementId\":\"\","
                                + "\"effect\":\"DENY\",\"principals\":{\"items\":[{\"value\":\"AIDA")
                .contains("\"actions\":{\"items\":[{\"value\":\"ec2:CreateVpc\"}]}")
                .contains(
                        "\"name\":\"bob\",\"arn\":\"arn:aws:iam::000000000000:user/bob\"},\"action\":\"ec2:CreateVpc\"");
        assertThat(root.as("111111111111")
                        .sts("DecodeAuthorizationMessage", "EncodedMessage", message)
                        .fault())
                .isEqualTo("InvalidAuthorizationMessageException: Message is not valid");
        assertThat(root.sts("DecodeAuthorizationMessage", "EncodedMessage", "x" + message)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void messageCanBeDecodedHoweverMuchTheCallerSent() {
        Wire bob = actors.user("bob");
        Random random = new Random(3);
        List<String> vpc =
                new ArrayList<>(List.of("CidrBlock", "10.0.0.0/16", "TagSpecification.1.ResourceType", "vpc"));
        for (int i = 1; i <= 50; i++) {
            String tag = "TagSpecification.1.Tag." + i;
            byte[] value = new byte[180];
            random.nextBytes(value);
            vpc.addAll(List.of(
                    tag + ".Key", "k" + i, tag + ".Value", Base64.getEncoder().encodeToString(value)));
        }
        String fault = bob.ec2("CreateVpc", vpc.toArray(String[]::new)).fault();
        String message = fault.substring(fault.lastIndexOf(' ') + 1);
        assertThat(ok(root.sts("DecodeAuthorizationMessage", "EncodedMessage", message))
                        .text("DecodedMessage"))
                .contains("\"action\":\"ec2:CreateVpc\"")
                .endsWith("\"conditions\":{\"items\":[]}}}");
    }

    @Test
    void ec2SaysLittleOfWhatHasNoResource() {
        assertThat(actors.user("bob").ec2("DescribeVpcs").fault())
                .isEqualTo("UnauthorizedOperation: You are not authorized to perform this operation. " + BOB
                        + "ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action");
    }

    @Test
    void dmsTakesBothSpellingsOfAPermission() {
        Wire bob = actors.user("bob");
        Answer answer = bob.dms("DescribeInstanceProfiles", "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fault())
                .startsWith("AccessDeniedException: " + BOB + "dms:")
                .contains(" because no identity-based policy allows the dms:");
        actors.permit("bob", allow("dms:DescribeInstanceProfiles", "*"));
        ok(bob.dms("DescribeInstanceProfiles", "{}"));
        actors.permit("bob", allow("dms:ListInstanceProfiles", "*"));
        ok(bob.dms("DescribeInstanceProfiles", "{}"));
        actors.permit(
                "bob",
                policy(
                        statement("Allow", "dms:ListInstanceProfiles", "*"),
                        statement("Deny", "dms:DescribeInstanceProfiles", "*")));
        assertThat(bob.dms("DescribeInstanceProfiles", "{}").fault()).contains("with an explicit deny in");
    }

    @Test
    void signaturesAloneCanBeAskedFor() {
        Options options = Options.onFreePorts().auth(Options.AuthMode.SIGNATURE).build();
        try (Wire wire = Wire.start(options)) {
            Wire bob = new Actors(wire).user("bob");
            ok(bob.iam("ListRoles"));
            assertThat(wire.with("test", "wrong", java.util.Optional.empty())
                            .iam("ListRoles")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void decisionsAreExplained() {
        Wire bob = actors.user("bob");
        actors.permit(
                "bob",
                policy("{\"Sid\":\"OnlyFromHome\",\"Effect\":\"Allow\",\"Action\":\"iam:ListRoles\","
                        + "\"Resource\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}}"));
        String id = bob.iam("ListRoles").text("RequestId");
        String report = root.admin("decisions/" + id).body();
        assertThat(report)
                .contains("\"caller\":\"arn:aws:iam::000000000000:user/bob\"")
                .contains("\"decision\":\"implicitDeny\",\"missing\":\"identity-based policy\"")
                .contains("\"sid\":\"OnlyFromHome\"")
                .contains("\"outcome\":\"a condition fails\",\"unmet\":[{\"operator\":\"IpAddress\","
                        + "\"key\":\"aws:SourceIp\",\"expected\":[\"10.0.0.0/8\"],\"actual\":[\"127.0.0.1\"]}]")
                .contains("\"remedy\":{\"addTo\":\"identity-based policy\",\"statement\":{\"Effect\":\"Allow\","
                        + "\"Action\":\"iam:ListRoles\",\"Resource\":\"arn:aws:iam::000000000000:role/\"}}");
        for (Wire afar : List.of(root, root.as("111111111111"), bob)) {
            assertThat(afar.adminFromAfar("decisions/" + id).status()).isEqualTo(403);
        }
        assertThat(root.admin("decisions/none").status()).isEqualTo(404);
    }

    @Test
    void theLastTenThousandDecisionsAreKept() {
        Wire bob = actors.user("bob");
        String first = bob.iam("ListRoles").text("RequestId");
        for (int i = 1; i < 10_000; i++) {
            bob.iam("ListRoles");
        }
        assertThat(root.admin("decisions/" + first).status()).isEqualTo(200);
        String last = bob.iam("ListRoles").text("RequestId");
        assertThat(root.admin("decisions/" + first).status()).isEqualTo(404);
        assertThat(root.admin("decisions/" + last).status()).isEqualTo(200);
        ok(root.admin("POST", "reset", ""));
        assertThat(root.admin("decisions/" + last).status()).isEqualTo(404);
    }

    @Test
    void callersWhoSendMuchAreRememberedForLess() {
        Wire bob = actors.user("bob");
        String first = bob.iam("ListRoles").text("RequestId");
        String[] tags = new String[200];
        for (int i = 0; i < 50; i++) {
            tags[4 * i] = "Tags.member." + (i + 1) + ".Key";
            tags[4 * i + 1] = i + "k".repeat(120);
            tags[4 * i + 2] = "Tags.member." + (i + 1) + ".Value";
            tags[4 * i + 3] = "v".repeat(256);
        }
        String[] role =
                Stream.concat(Stream.of("RoleName", "r"), Arrays.stream(tags)).toArray(String[]::new);
        String last = "";
        for (int i = 0; i < 1_000; i++) {
            last = bob.iam("TagRole", role).text("RequestId");
        }
        assertThat(root.admin("decisions/" + first).status()).isEqualTo(404);
        assertThat(root.admin("decisions/" + last).status()).isEqualTo(200);
    }
}
