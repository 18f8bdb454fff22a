// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.allow;
import static dev.lanyard.server.sts.Actors.assume;
import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.trustAccount;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a session must not survive, and what must not pass for one.
class SessionAttackTest {
    private static final String INVALID =
            "InvalidClientTokenId: The security token included in the request is invalid.";

    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private Wire bob;
    private Answer credentials;

    @BeforeEach
    void assumeARole() {
        bob = actors.user("bob");
        actors.permit("bob", allow("sts:*", "*"));
        credentials = ok(assume(bob, actors.role("r", trustAccount()), "s1"));
    }

    @AfterEach
    void stop() {
        root.close();
    }

    private String whoIs(String key, String secret, String token) {
        Answer answer = root.with(key, secret, Optional.of(token)).sts("GetCallerIdentity");
        return answer.status() == 200 ? answer.text("Arn") : answer.fault();
    }

    @Test
    void changedTokensAreUnknown() {
        String token = credentials.text("SessionToken");
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(token.length());
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(whoIs(credentials.text("AccessKeyId"), credentials.text("SecretAccessKey"), changed))
                    .as("character %d", at)
                    .isEqualTo(INVALID);
        }
        String cut = token.substring(0, token.length() - 4);
        assertThat(whoIs(credentials.text("AccessKeyId"), credentials.text("SecretAccessKey"), cut))
                .isEqualTo(INVALID);
        assertThat(whoIs(credentials.text("AccessKeyId"), credentials.text("SecretAccessKey"), "FwoGZm9yZ2Vk"))
                .isEqualTo(INVALID);
    }

    @Test
    void aTokenNeedsItsOwnKeyAndSecret() {
        String token = credentials.text("SessionToken");
        Answer second = ok(assume(bob, "arn:aws:iam::000000000000:role/r", "s2"));
        assertThat(whoIs(second.text("AccessKeyId"), second.text("SecretAccessKey"), token))
                .isEqualTo(INVALID);
        assertThat(whoIs(credentials.text("AccessKeyId"), second.text("SecretAccessKey"), token))
                .startsWith("SignatureDoesNotMatch: ");
        assertThat(root.with(credentials.text("AccessKeyId"), credentials.text("SecretAccessKey"), Optional.empty())
                        .sts("GetCallerIdentity")
                        .fault())
                .isEqualTo(INVALID);
    }

    @Test
    void aSessionEndsOnTheSecond() {
        Wire session = actors.session(credentials);
        root.clock().advance(Duration.ofSeconds(3_599));
        ok(session.sts("GetCallerIdentity"));
        root.clock().advance(Duration.ofSeconds(1));
        assertThat(session.sts("GetCallerIdentity").fault())
                .isEqualTo("ExpiredToken: The security token included in the request is expired");
        assertThat(session.ec2("DescribeVpcs").fault()).isEqualTo("RequestExpired: Request has expired.");
        assertThat(session.dms("DescribeInstanceProfiles", "{}").fault())
                .isEqualTo("ExpiredTokenException: The security token included in the request is expired");
    }

    @Test
    void aSessionDiesWithItsRoleEvenWhenTheRoleIsMadeAgain() {
        Wire session = actors.session(credentials);
        ok(session.sts("GetCallerIdentity"));
        ok(root.iam("DeleteRole", "RoleName", "r"));
        assertThat(session.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
        actors.role("r", trustAccount());
        assertThat(session.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
    }

    @Test
    void inactiveAndDeletedKeysAreUnknown() {
        Wire key = actors.user("carl");
        String id = root.iam("ListAccessKeys", "UserName", "carl").text("AccessKeyId");
        ok(key.sts("GetCallerIdentity"));
        ok(root.iam("UpdateAccessKey", "UserName", "carl", "AccessKeyId", id, "Status", "Inactive"));
        assertThat(key.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
        ok(root.iam("UpdateAccessKey", "UserName", "carl", "AccessKeyId", id, "Status", "Active"));
        ok(key.sts("GetCallerIdentity"));
        ok(root.iam("DeleteAccessKey", "UserName", "carl", "AccessKeyId", id));
        assertThat(key.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
    }

    @Test
    void credentialsOfADeletedUserAreUnknown() {
        Wire carl = actors.user("carl");
        Wire session = actors.session(carl.sts("GetSessionToken"));
        assertThat(ok(session.sts("GetCallerIdentity")).text("Arn")).endsWith(":user/carl");
        String id = root.iam("ListAccessKeys", "UserName", "carl").text("AccessKeyId");
        ok(root.iam("DeleteAccessKey", "UserName", "carl", "AccessKeyId", id));
        ok(root.iam("DeleteUser", "UserName", "carl"));
        assertThat(carl.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
        assertThat(session.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
        actors.user("carl");
        assertThat(session.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
    }

    @Test
    void keysOpenTheirOwnAccountOnly() {
        actors.permit("bob", allow("*", "*"));
        new Actors(root.as("111111111111")).role("theirs", trustAccount());
        assertThat(bob.iam("GetRole", "RoleName", "theirs").fault())
                .isEqualTo("NoSuchEntity: The role with name theirs cannot be found.");
    }

    @Test
    void nothingSurvivesAReset() {
        Wire session = actors.session(root.sts("GetSessionToken"));
        ok(session.sts("GetCallerIdentity"));
        ok(root.admin("POST", "reset", ""));
        assertThat(session.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
        assertThat(bob.sts("GetCallerIdentity").fault()).isEqualTo(INVALID);
    }
}
