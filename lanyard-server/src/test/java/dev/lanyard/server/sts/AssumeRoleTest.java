// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.ACCOUNT;
import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.assume;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.trust;
import static dev.lanyard.server.sts.Actors.trustAccount;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssumeRoleTest {
    private static final String BOB = "arn:aws:iam::" + ACCOUNT + ":user/bob";

    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private Wire bob;

    @BeforeEach
    void hireBob() {
        bob = actors.user("bob");
    }

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void theAnswerNamesTheSessionAndItsCredentialsWork() {
        String role = actors.role("r", trust("\"AWS\":\"" + BOB + "\""), "Path", "/team/");
        Answer answer = ok(assume(bob, role, "s1"));
        assertThat(answer.text("AccessKeyId")).matches("ASIA[A-Z2-7]{16}");
        assertThat(answer.text("SecretAccessKey")).matches("[A-Za-z0-9+/]{40}");
        assertThat(answer.text("SessionToken")).matches("[A-Za-z0-9_-]{300,}").startsWith("FwoG");
        assertThat(answer.text("Expiration")).isEqualTo("2026-02-12T12:27:47Z");
        assertThat(answer.text("AssumedRoleId")).matches("AROA[A-Z2-7]{17}:s1");
        assertThat(answer.text("Arn")).isEqualTo("arn:aws:sts::000000000000:assumed-role/r/s1");
        assertThat(answer.has("PackedPolicySize")).isFalse();

        Answer identity = ok(actors.session(answer).sts("GetCallerIdentity"));
        assertThat(identity.text("Arn")).isEqualTo("arn:aws:sts::000000000000:assumed-role/r/s1");
        assertThat(identity.text("UserId")).isEqualTo(answer.text("AssumedRoleId"));
        assertThat(identity.text("Account")).isEqualTo(ACCOUNT);
    }

    @Test
    void theDevelopmentCredentialsAssumeWhatTrustsTheirAccount() {
        String role = actors.role("r", trustAccount());
        Wire session = actors.session(assume(root, role, "s1"));
        assertThat(ok(session.sts("GetCallerIdentity")).text("Arn"))
                .isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/r/s1");
        assertThat(session.iam("ListRoles").status()).isEqualTo(403);
        actors.permitRole("r", allow("iam:ListRoles", "*"));
        ok(session.iam("ListRoles"));
        assertThat(ok(root.sts("GetCallerIdentity")).text("Arn")).isEqualTo("arn:aws:iam::" + ACCOUNT + ":root");

        Wire other = root.as("111111111111");
        assertThat(assume(other, role, "s2").fault()).startsWith(denied("111111111111", role));
        String shared = actors.role("shared", trust("\"AWS\":\"111111111111\""));
        ok(assume(other, shared, "s2", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"));
        assertThat(assume(root, shared, "s1").fault()).startsWith(denied(ACCOUNT, shared));
    }

    @Test
    void theDevelopmentCredentialsAssumeNothingElse() {
        String bobs = actors.role("bobs", trust("\"AWS\":\"" + BOB + "\""));
        String instances = actors.role("instances", trust("\"Service\":\"ec2.amazonaws.com\""));
        String secret = actors.role(
                "secret", trust("\"AWS\":\"" + ACCOUNT + "\"", "{\"StringEquals\":{\"sts:ExternalId\":\"xy\"}}"));
        for (String role : List.of(bobs, instances, secret, "arn:aws:iam::" + ACCOUNT + ":role/none")) {
            assertThat(assume(root, role, "s1").fault()).startsWith(denied(ACCOUNT, role));
        }
        ok(assume(root, secret, "s1", "ExternalId", "xy"));
        ok(root.iam(
                "UpdateAssumeRolePolicy",
                "RoleName",
                "secret",
                "PolicyDocument",
                trustAccount()
                        .replace(
                                "\"Statement\":[",
                                "\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":"
                                        + "{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"},")));
        assertThat(assume(root, secret, "s1", "ExternalId", "xy").status()).isEqualTo(403);
    }

    private static String denied(String account, String role) {
        return "AccessDenied: User: arn:aws:iam::" + account
                + ":root is not authorized to perform: sts:AssumeRole on resource: " + role;
    }

    @Test
    void trustInTheAccountNeedsAnIdentityPolicyAsWell() {
        String role = actors.role("r", trustAccount());
        assertThat(assume(bob, role, "s1").fault())
                .isEqualTo("AccessDenied: User: " + BOB + " is not authorized to perform: sts:AssumeRole on resource: "
                        + role + " because no identity-based policy allows the sts:AssumeRole action");
        actors.permit("bob", allow("sts:AssumeRole", role));
        ok(assume(bob, role, "s1"));
    }

    @Test
    void rolesThatDistrustAreAsRolesThatDoNotExist() {
        String role = actors.role("r", trust("\"Service\":\"ec2.amazonaws.com\""));
        actors.permit("bob", allow("sts:*", "*"));
        String refusal = "AccessDenied: User: " + BOB + " is not authorized to perform: sts:AssumeRole on resource: ";
        assertThat(assume(bob, role, "s1").fault()).isEqualTo(refusal + role);
        assertThat(assume(bob, role + "x", "s1").fault()).isEqualTo(refusal + role + "x");
        assertThat(assume(bob, role.replace("role/r", "role/R"), "s1").status()).isEqualTo(403);
        assertThat(assume(bob, "arn:a:a::aaaaaaaaaa:", "s1").fault())
                .isEqualTo("ValidationError: arn:a:a::aaaaaaaaaa: is invalid");
    }

    @Test
    void anotherAccountNeedsBothSides() {
        Actors other = new Actors(root.as("111111111111"));
        String role = other.role("r", trustAccount());
        assertThat(assume(bob, role, "s1").status()).isEqualTo(403);
        actors.permit("bob", allow("sts:AssumeRole", role));
        Wire session = actors.session(assume(bob, role, "s1"));
        assertThat(session.sts("GetCallerIdentity").text("Account")).isEqualTo("111111111111");
    }

    @Test
    void theExternalIdIsHeldAgainstTheTrustPolicy() {
        String role = actors.role(
                "r", trust("\"AWS\":\"" + BOB + "\"", "{\"StringEquals\":{\"sts:ExternalId\":\"secret\"}}"));
        assertThat(assume(bob, role, "s1").status()).isEqualTo(403);
        assertThat(assume(bob, role, "s1", "ExternalId", "wrong").status()).isEqualTo(403);
        ok(assume(bob, role, "s1", "ExternalId", "secret"));
    }

    @Test
    void durationsAreHeldToTheRoleAndToChains() {
        String role = actors.role("r", trustAccount(), "MaxSessionDuration", "7200");
        actors.permit("bob", allow("sts:*", "*"));
        actors.permitRole("r", allow("sts:*", "*"));
        assertThat(assume(bob, role, "s1", "DurationSeconds", "7201").fault())
                .isEqualTo(
                        "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        Answer long_ = ok(assume(bob, role, "s1", "DurationSeconds", "7200"));
        assertThat(long_.text("Expiration")).isEqualTo("2026-02-12T13:27:47Z");
        assertThat(assume(actors.session(long_), role, "s2", "DurationSeconds", "3601")
                        .fault())
                .isEqualTo("ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles"
                        + " assumed by role chaining.");
        ok(assume(actors.session(long_), role, "s2"));
    }

    @Test
    void sessionPoliciesNarrowTheRole() {
        String role = actors.role("r", trustAccount());
        actors.permit("bob", allow("sts:*", "*"));
        actors.permitRole("r", allow("iam:*", "*"));
        Answer answer = ok(assume(bob, role, "s1", "Policy", allow("iam:GetRole", "*")));
        assertThat(Integer.parseInt(answer.text("PackedPolicySize"))).isBetween(5, 30);
        Wire session = actors.session(answer);
        ok(session.iam("GetRole", "RoleName", "r"));
        assertThat(session.iam("ListRoles").fault())
                .endsWith("because no session policy allows the iam:ListRoles action");

        assertThat(assume(bob, role, "s1", "Policy", "{}").fault()).startsWith("MalformedPolicyDocument: ");
        String large = allow("iam:GetRole", "arn:aws:iam::000000000000:role/" + "x".repeat(2048));
        assertThat(assume(bob, role, "s1", "Policy", large).fault())
                .matches("PackedPolicyTooLarge: Packed policy consumes \\d{3}% of allotted space, please use smaller"
                        + " policy\\.");
    }

    @Test
    void managedSessionPoliciesCountAsTheyAreAtTheTimeOfTheCall() {
        String role = actors.role("r", trustAccount());
        actors.permit("bob", allow("sts:*", "*"));
        actors.permitRole("r", allow("iam:*", "*"));
        String managed = ok(root.iam("CreatePolicy", "PolicyName", "m", "PolicyDocument", allow("iam:GetRole", "*")))
                .text("Arn");
        Wire session = actors.session(assume(bob, role, "s1", "PolicyArns.member.1.arn", managed));
        ok(session.iam("GetRole", "RoleName", "r"));
        assertThat(session.iam("ListRoles").status()).isEqualTo(403);
        ok(root.iam(
                "CreatePolicyVersion",
                "PolicyArn",
                managed,
                "PolicyDocument",
                allow("iam:ListRoles", "*"),
                "SetAsDefault",
                "true"));
        ok(session.iam("ListRoles"));
        assertThat(session.iam("GetRole", "RoleName", "r").status()).isEqualTo(403);
        assertThat(assume(bob, role, "s1", "PolicyArns.member.1.arn", managed + "x")
                        .fault())
                .startsWith("MalformedPolicyDocument: ");
    }

    @Test
    void tagsBecomePrincipalTagsAndTransitiveOnesGoOn() {
        String role = actors.role("r", trustAccount());
        actors.permit("bob", allow("sts:*", "*"));
        actors.permitRole(
                "r",
                Actors.policy(
                        Actors.statement("Allow", "sts:*", "*"),
                        "{\"Effect\":\"Allow\",\"Action\":\"iam:ListRoles\",\"Resource\":\"*\",\"Condition\":"
                                + "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}}}",
                        "{\"Effect\":\"Allow\",\"Action\":\"iam:ListUsers\",\"Resource\":\"*\",\"Condition\":"
                                + "{\"StringEquals\":{\"aws:PrincipalTag/floor\":\"1\"}}}"));
        String[] tags = {
            "Tags.member.1.Key", "Team", "Tags.member.1.Value", "red",
            "Tags.member.2.Key", "floor", "Tags.member.2.Value", "1",
            "TransitiveTagKeys.member.1", "team"
        };
        Wire first = actors.session(assume(bob, role, "s1", tags));
        ok(first.iam("ListRoles"));
        ok(first.iam("ListUsers"));
        Wire second = actors.session(assume(first, role, "s2"));
        ok(second.iam("ListRoles"));
        assertThat(second.iam("ListUsers").status()).isEqualTo(403);

        assertThat(assume(first, role, "s2", "Tags.member.1.Key", "TEAM", "Tags.member.1.Value", "blue")
                        .fault())
                .isEqualTo("InvalidParameterValue: One of the specified transitive tag keys can't be set because it"
                        + " conflicts with a transitive tag key from the calling session.");
        assertThat(assume(bob, role, "s1", "TransitiveTagKeys.member.1", "x").fault())
                .isEqualTo("InvalidParameterValue: The specified transitive tag key must be included in the requested"
                        + " tags.");
        assertThat(assume(
                                bob,
                                role,
                                "s1",
                                "Tags.member.1.Key",
                                "a",
                                "Tags.member.1.Value",
                                "1",
                                "Tags.member.2.Key",
                                "A",
                                "Tags.member.2.Value",
                                "2")
                        .fault())
                .isEqualTo("InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case"
                        + " insensitive.");
    }

    @Test
    void taggingNeedsItsOwnPermission() {
        String role = actors.role("r", trustAccount());
        actors.permit("bob", allow("sts:AssumeRole", "*"));
        assertThat(assume(bob, role, "s1", "Tags.member.1.Key", "a", "Tags.member.1.Value", "1")
                        .fault())
                .contains("is not authorized to perform: sts:TagSession on resource: " + role);
    }

    @Test
    void aSourceIdentityStaysThroughChains() {
        String role = actors.role("r", trustAccount());
        actors.permit("bob", allow("sts:*", "*"));
        actors.permitRole("r", allow("sts:*", "*"));
        Answer first = ok(assume(bob, role, "s1", "SourceIdentity", "robert"));
        assertThat(first.text("SourceIdentity")).isEqualTo("robert");
        Answer second = ok(assume(actors.session(first), role, "s2"));
        assertThat(second.text("SourceIdentity")).isEqualTo("robert");
        assertThat(assume(actors.session(first), role, "s2", "SourceIdentity", "eve")
                        .fault())
                .contains("sts:SetSourceIdentity");
    }

    @Test
    void contextThatNobodyHereCanAssertIsRefused() {
        String role = actors.role("r", trust("\"AWS\":\"" + BOB + "\""));
        Answer refused = assume(
                bob,
                role,
                "s1",
                "ProvidedContexts.member.1.ProviderArn",
                "arn:aws:iam::aws:contextProvider/IdentityCenter",
                "ProvidedContexts.member.1.ContextAssertion",
                "asserted");
        assertThat(refused.fault())
                .isEqualTo("InvalidParameterValue: The context assertion of"
                        + " arn:aws:iam::aws:contextProvider/IdentityCenter cannot be verified.");
    }

    @Test
    void wrongSessionNamesAreQuoted() {
        assertThat(assume(bob, "arn:aws:iam::000000000000:role/r", "Session1:2").fault())
                .isEqualTo(
                        "ValidationError: 1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed"
                                + " to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }

    @Test
    void useOfKeysAndRolesIsNoted() {
        String role = actors.role("r", trustAccount());
        actors.permit("bob", allow("sts:*", "*"));
        actors.permitRole("r", allow("iam:*", "*"));
        Wire session = actors.session(assume(bob, role, "s1"));
        root.clock().advance(Duration.ofMinutes(5));
        ok(session.in("eu-west-1").iam("ListRoles"));
        Answer shown = ok(root.iam("GetRole", "RoleName", "r"));
        assertThat(shown.text("LastUsedDate")).isEqualTo("2026-02-12T11:32:00Z");
        assertThat(shown.text("Region")).isEqualTo("eu-west-1");
    }
}
