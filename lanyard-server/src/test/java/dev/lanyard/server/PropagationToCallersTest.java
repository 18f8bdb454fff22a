// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static dev.lanyard.server.LaggingWorld.ACCOUNT;
import static dev.lanyard.server.LaggingWorld.TRUST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// With a delay of ten seconds, STS and the policy engine know roles, users, keys and policies as they were.
class PropagationToCallersTest {
    private static final String LIST_ROLES = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}}""";

    @AutoClose
    private final LaggingWorld world = LaggingWorld.by("10s");

    @Test
    void stsDoesNotKnowANewRoleYetAndTrustsAsItDid() {
        Wire user = world.user("ann");
        world.iam(
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "p",
                "PolicyDocument",
                LIST_ROLES.replace("iam:ListRoles", "sts:*"));
        world.seconds(10);
        String arn = world.role("app").text("Arn");

        assertThat(assume(user, arn).fault()).startsWith("AccessDenied");
        world.seconds(10);
        assertThat(assume(user, arn).status()).isEqualTo(200);

        world.iam(
                "UpdateAssumeRolePolicy",
                "RoleName",
                "app",
                "PolicyDocument",
                TRUST.replace("\"AWS\":\"000000000000\"", "\"AWS\":\"111122223333\""));
        assertThat(assume(user, arn).status()).isEqualTo(200);
        world.seconds(10);
        assertThat(assume(user, arn).fault()).startsWith("AccessDenied");
    }

    private static Answer assume(Wire user, String role) {
        return user.sts("AssumeRole", "RoleArn", role, "RoleSessionName", "session");
    }

    @Test
    void aKeyIsKnownLateAndLivesOn() {
        Wire user = world.user("ann");
        assertThat(user.sts("GetCallerIdentity").fault()).startsWith("InvalidClientTokenId");
        world.seconds(10);
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);

        world.iam(
                "DeleteAccessKey",
                "UserName",
                "ann",
                "AccessKeyId",
                world.iam("ListAccessKeys", "UserName", "ann").text("AccessKeyId"));
        world.iam("DeleteUser", "UserName", "ann");
        assertThat(user.sts("GetCallerIdentity").text("Arn")).endsWith("user/ann");
        world.seconds(10);
        assertThat(user.sts("GetCallerIdentity").fault()).startsWith("InvalidClientTokenId");
    }

    @Test
    void policiesCountLate() {
        Wire user = world.user("ann");
        world.iam("CreateGroup", "GroupName", "readers");
        world.iam("AddUserToGroup", "GroupName", "readers", "UserName", "ann");
        world.seconds(10);
        assertThat(user.iam("ListRoles").status()).isEqualTo(403);

        world.iam("PutGroupPolicy", "GroupName", "readers", "PolicyName", "p", "PolicyDocument", LIST_ROLES);
        assertThat(user.iam("ListRoles").status()).isEqualTo(403);
        world.seconds(10);
        assertThat(user.iam("ListRoles").status()).isEqualTo(200);

        world.iam("RemoveUserFromGroup", "GroupName", "readers", "UserName", "ann");
        world.seconds(9);
        assertThat(user.iam("ListRoles").status()).isEqualTo(200);
        world.seconds(1);
        assertThat(user.iam("ListRoles").status()).isEqualTo(403);
    }

    @Test
    void changesOfOneEntityBecomeVisibleInTheirOrder() {
        Wire user = world.user("ann");
        world.dial("1s-60s,seed=3");
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            world.iam("PutUserPolicy", "UserName", "ann", "PolicyName", "p" + i, "PolicyDocument", LIST_ROLES);
        }
        for (int second = 0; second < 70; second++) {
            world.seconds(1);
            if (user.sts("GetCallerIdentity").status() == 200) {
                String allowed = world.wire()
                        .iam(
                                "SimulatePrincipalPolicy",
                                "PolicySourceArn",
                                "arn:aws:iam::000000000000:user/ann",
                                "ActionNames.member.1",
                                "iam:ListRoles")
                        .body();
                int statements = allowed.split("<SourcePolicyId>", -1).length - 1;
                if (seen.isEmpty() || seen.getLast() != statements) {
                    seen.add(statements);
                }
            }
        }
        assertThat(seen).isSorted().hasSizeGreaterThan(2).endsWith(8);
    }

    @Test
    void aRunWithASeedCanBeRepeated() {
        assertThat(arrivals("1s-60s,seed=3"))
                .isEqualTo(arrivals("1s-60s,seed=3"))
                .isNotEqualTo(arrivals("1s-60s,seed=4"))
                .allSatisfy(second -> assertThat(second).isBetween(1, 60));
    }

    /// After how many seconds each of a few new users is known.
    private static List<Integer> arrivals(String delay) {
        try (LaggingWorld run = LaggingWorld.by(delay)) {
            List<Wire> users = List.of(run.user("ann"), run.user("bob"), run.user("eve"));
            List<Integer> arrivals = new ArrayList<>();
            for (int second = 1; second <= 60; second++) {
                run.seconds(1);
                for (Wire user : users.subList(arrivals.size(), users.size())) {
                    if (user.sts("GetCallerIdentity").status() != 200) {
                        break;
                    }
                    arrivals.add(second);
                }
            }
            return arrivals;
        }
    }

    @Test
    void othersCanBeWaitedFor() {
        Wire user = world.user("ann");
        Instant before = world.wire().clock().instant();

        assertThat(world.wire()
                        .admin("POST", "propagation/wait/111122223333", "")
                        .status())
                .isEqualTo(200);
        assertThat(world.wire().clock().instant()).isEqualTo(before);
        assertThat(world.wire().admin("POST", "propagation/wait", "").body()).isEqualTo("{\"status\":\"visible\"}");
        assertThat(world.wire().clock().instant()).isEqualTo(before.plusSeconds(10));
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);
    }

    @Test
    void anAccountHasADelayOfItsOwnAndMayGiveItUp() {
        world.dial("5s-15s,seed=42");
        assertThat(world.wire().admin("propagation").body())
                .isEqualTo("{\"default\":\"0s\",\"accounts\":{\"000000000000\":\"5s-15s,seed=42\"}}");
        Wire other = world.wire().as("111122223333");
        other.iam("CreateUser", "UserName", "bob");
        Answer key = other.iam("CreateAccessKey", "UserName", "bob");
        assertThat(world.wire()
                        .with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty())
                        .sts("GetCallerIdentity")
                        .status())
                .isEqualTo(200);
        Wire user = world.user("ann");

        assertThat(world.wire().admin("DELETE", "propagation/" + ACCOUNT, "").body())
                .isEqualTo("{\"default\":\"0s\",\"accounts\":{}}");
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoDelayIsRefused() {
        for (String text : List.of("", "soon", "-1s", "15s-5s", "25m,seed=", "100000m")) {
            Answer refused = world.wire().admin("PUT", "propagation/" + ACCOUNT, text);
            assertThat(refused.status()).as(text).isEqualTo(400);
            assertThat(refused.body()).startsWith("{\"message\":\"Not set: ");
        }
        assertThat(world.wire().admin("propagation").body()).contains("\"000000000000\":\"10s\"");
        assertThat(world.wire().admin("PUT", "propagation/nobody", "1s").status())
                .isEqualTo(404);
        assertThat(world.wire().admin("POST", "propagation", "").status()).isEqualTo(404);
    }

    @Test
    void aResetForgetsDelays() {
        assertThat(world.wire().admin("POST", "reset", "").status()).isEqualTo(200);
        assertThat(world.wire().admin("propagation").body()).isEqualTo("{\"default\":\"0s\",\"accounts\":{}}");
    }
}
