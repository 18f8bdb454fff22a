// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.assume;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static dev.lanyard.server.sts.Actors.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTokenTest {
    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private final Wire bob = actors.user("bob");

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void sessionTokensNeedNoPermissionButADenyCounts() {
        Answer answer = ok(bob.sts("GetSessionToken"));
        assertThat(answer.text("Expiration")).isEqualTo("2026-02-12T23:27:47Z");
        assertThat(ok(root.sts("GetSessionToken", "DurationSeconds", "43200")).text("Expiration"))
                .isEqualTo("2026-02-12T12:27:47Z");
        actors.permit("bob", policy(statement("Deny", "sts:*", "*")));
        assertThat(bob.sts("GetSessionToken").fault()).contains("with an explicit deny");
        ok(bob.sts("GetCallerIdentity"));
    }

    @Test
    void theyActForTheUserButReachNeitherIamNorMostOfSts() {
        actors.permit("bob", allow("*", "*"));
        Wire session = actors.session(bob.sts("GetSessionToken"));
        assertThat(ok(session.sts("GetCallerIdentity")).text("Arn")).isEqualTo("arn:aws:iam::000000000000:user/bob");
        ok(session.ec2("DescribeVpcs"));
        assertThat(session.iam("ListRoles").fault())
                .isEqualTo("InvalidClientTokenId: The security token included in the request is invalid");
        assertThat(session.sts("GetSessionToken").fault())
                .isEqualTo("AccessDenied: Cannot call GetSessionToken with session credentials");
        assertThat(session.sts("GetFederationToken", "Name", "fed").fault())
                .isEqualTo("AccessDenied: Cannot call GetFederationToken with session credentials");
        ok(assume(session, actors.role("r", Actors.trustAccount()), "s1"));
        assertThat(bob.sts("GetSessionToken", "SerialNumber", "arn:aws:iam::1:mfa/bob", "TokenCode", "123456")
                        .fault())
                .startsWith("AccessDenied: MultiFactorAuthentication failed");
    }

    @Test
    void sessionsOfRootAreRootWithinTheSameLimits() {
        Wire session = actors.session(root.sts("GetSessionToken"));
        assertThat(ok(session.sts("GetCallerIdentity")).text("Arn")).isEqualTo("arn:aws:iam::000000000000:root");
        ok(session.ec2("DescribeVpcs"));
        assertThat(session.iam("ListRoles").fault()).startsWith("InvalidClientTokenId: ");
        assertThat(assume(session, "arn:aws:iam::000000000000:role/r", "s1").fault())
                .isEqualTo("AccessDenied: Roles may not be assumed by root accounts.");
    }

    @Test
    void federatedUsersMayDoWhatBothTheirIssuerAndTheirPolicyAllow() {
        assertThat(bob.sts("GetFederationToken", "Name", "fed").fault())
                .isEqualTo("AccessDenied: User: arn:aws:iam::000000000000:user/bob is not authorized to perform:"
                        + " sts:GetFederationToken on resource: arn:aws:sts::000000000000:federated-user/fed because no"
                        + " identity-based policy allows the sts:GetFederationToken action");
        actors.permit("bob", policy(statement("Allow", "sts:*", "*"), statement("Allow", "ec2:DescribeVpcs", "*")));
        Answer answer = ok(bob.sts("GetFederationToken", "Name", "fed", "Policy", allow("ec2:*", "*")));
        assertThat(answer.text("FederatedUserId")).isEqualTo("000000000000:fed");
        assertThat(answer.has("PackedPolicySize")).isTrue();
        Wire fed = actors.session(answer);
        Answer identity = ok(fed.sts("GetCallerIdentity"));
        assertThat(identity.text("Arn")).isEqualTo("arn:aws:sts::000000000000:federated-user/fed");
        assertThat(identity.text("UserId")).isEqualTo("000000000000:fed");
        ok(fed.ec2("DescribeVpcs"));
        assertThat(fed.ec2("DescribeSubnets").status()).isEqualTo(403);
        assertThat(fed.iam("ListRoles").fault()).startsWith("InvalidClientTokenId: ");
        assertThat(fed.sts("GetAccessKeyInfo", "AccessKeyId", "AKIAQAAAAAAAAAAAAAAA")
                        .status())
                .isEqualTo(403);

        Wire powerless = actors.session(bob.sts("GetFederationToken", "Name", "nobody"));
        assertThat(powerless.ec2("DescribeVpcs").fault()).contains("because no session policy allows");
    }

    @Test
    void federatedUsersOfRootAreBoundByTheirPolicyAlone() {
        Wire fed =
                actors.session(root.sts("GetFederationToken", "Name", "fed", "Policy", allow("ec2:DescribeVpcs", "*")));
        ok(fed.ec2("DescribeVpcs"));
        assertThat(fed.ec2("DescribeSubnets").status()).isEqualTo(403);
    }

    @Test
    void accessKeyIdsTellTheirAccount() {
        actors.permit("bob", allow("sts:GetAccessKeyInfo", "*"));
        Answer theirs = ok(root.as("123456789013").sts("GetSessionToken"));
        assertThat(ok(bob.sts("GetAccessKeyInfo", "AccessKeyId", theirs.text("AccessKeyId")))
                        .text("Account"))
                .isEqualTo("123456789013");
        assertThat(bob.sts("GetAccessKeyInfo", "AccessKeyId", "0000000000000000")
                        .status())
                .isEqualTo(400);
    }
}
