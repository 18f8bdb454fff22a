// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With a delay of ten seconds, what IAM says is news for everybody else.
class PropagationTest implements AutoCloseable {
    private static final String ACCOUNT = "000000000000";
    private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com",
             "AWS":"000000000000"},"Action":"sts:AssumeRole"}}""";
    private static final String LIST_ROLES = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}}""";

    private final Wire wire = Wire.start();

    @BeforeEach
    void lag() {
        dial("10s");
    }

    @Override
    @AfterEach
    public void close() {
        wire.close();
    }

    private void dial(String delay) {
        assertThat(wire.admin("PUT", "propagation/" + ACCOUNT, delay).status()).isEqualTo(200);
    }

    private void seconds(int seconds) {
        wire.clock().advance(Duration.ofSeconds(seconds));
    }

    private Answer iam(String action, String... parameters) {
        Answer answer = wire.iam(action, parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private Answer role(String name) {
        return iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST);
    }

    private void put(String role, String profile) {
        iam("AddRoleToInstanceProfile", "InstanceProfileName", profile, "RoleName", role);
    }

    private void take(String role, String profile) {
        iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", profile, "RoleName", role);
    }

    private Answer run(String profile) {
        return wire.ec2(
                "RunInstances",
                "ImageId",
                "ami-0abcdef1234567890",
                "MinCount",
                "1",
                "MaxCount",
                "1",
                "IamInstanceProfile.Name",
                profile);
    }

    private String launch(String profile) {
        Answer launched = run(profile);
        assertThat(launched.status()).as(launched.body()).isEqualTo(200);
        return launched.text("instanceId");
    }

    private Wire user(String name) {
        iam("CreateUser", "UserName", name);
        Answer key = iam("CreateAccessKey", "UserName", name);
        return wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
    }

    private String metadata(String instance, String path) {
        WireRequest request = new WireRequest(
                "GET",
                "/instances/" + instance + path,
                "",
                new Headers().add("host", "127.0.0.1:1338"),
                new byte[0],
                "127.0.0.1",
                false);
        return new String(wire.lanyard().handleMetadata(request).body(), StandardCharsets.UTF_8);
    }

    @Test
    void ec2DoesNotKnowANewProfileYet() {
        role("app");
        iam("CreateInstanceProfile", "InstanceProfileName", "app");
        put("app", "app");
        assertThat(iam("GetInstanceProfile", "InstanceProfileName", "app").text("RoleName"))
                .isEqualTo("app");

        seconds(9);
        assertThat(run("app").fault())
                .isEqualTo("InvalidParameterValue: Value (app) for parameter iamInstanceProfile.name is invalid."
                        + " Invalid IAM Instance Profile name");
        seconds(1);
        launch("app");
    }

    @Test
    void ec2DoesNotKnowTheNewRoleOfAProfileYet() {
        role("app");
        iam("CreateInstanceProfile", "InstanceProfileName", "app");
        seconds(10);
        put("app", "app");

        assertThat(run("app").fault()).contains(" has no associated IAM Roles");
        seconds(10);
        launch("app");
    }

    @Test
    void aDeletedProfileCanStillBeWorn() {
        role("app");
        iam("CreateInstanceProfile", "InstanceProfileName", "app");
        put("app", "app");
        seconds(10);
        take("app", "app");
        iam("DeleteInstanceProfile", "InstanceProfileName", "app");

        launch("app");
        seconds(10);
        assertThat(run("app").fault()).contains("Invalid IAM Instance Profile name");
    }

    /// A running instance of the profile `app`, which has held the role `red` for long.
    private String red() {
        role("red");
        role("blue");
        iam("CreateInstanceProfile", "InstanceProfileName", "app");
        put("red", "app");
        seconds(10);
        String instance = launch("app");
        seconds(5);
        return instance;
    }

    private void swap() {
        take("red", "app");
        put("blue", "app");
    }

    /// The same after it was given credentials of `red` and the role has become `blue`.
    private String swapped() {
        String instance = red();
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        swap();
        return instance;
    }

    @Test
    void aSwappedRoleReachesARunningInstanceLate() {
        String instance = swapped();

        seconds(9);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        seconds(1);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void aSwapThatNobodySawTheRoleBeforeIsLateAsWell() {
        String instance = red();
        swap();

        seconds(5);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        seconds(5);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void associatingAnewForcesTheSwap() {
        String instance = swapped();
        seconds(1);
        String association = wire.ec2("DescribeIamInstanceProfileAssociations").text("associationId");
        wire.ec2("DisassociateIamInstanceProfile", "AssociationId", association);
        seconds(1);
        assertThat(wire.ec2("AssociateIamInstanceProfile", "InstanceId", instance, "IamInstanceProfile.Name", "app")
                        .status())
                .isEqualTo(200);

        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
        assertThat(metadata(instance, CREDENTIALS + "blue")).contains("\"Code\" : \"Success\"");
    }

    @Test
    void stoppingAndStartingForcesTheSwap() {
        String instance = swapped();
        wire.ec2("StopInstances", "InstanceId.1", instance);
        seconds(2);
        wire.ec2("StartInstances", "InstanceId.1", instance);

        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void nothingLagsAtZero() {
        String instance = swapped();
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");

        dial("0s");
        seconds(1);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
        take("blue", "app");
        put("red", "app");
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        iam("CreateInstanceProfile", "InstanceProfileName", "new");
        put("red", "new");
        launch("new");
    }

    @Test
    void stsDoesNotKnowANewRoleYetAndTrustsAsItDid() {
        Wire user = user("ann");
        iam(
                "PutUserPolicy",
                "UserName",
                "ann",
                "PolicyName",
                "p",
                "PolicyDocument",
                LIST_ROLES.replace("iam:ListRoles", "sts:*"));
        seconds(10);
        String arn = role("app").text("Arn");

        assertThat(assume(user, arn).fault()).startsWith("AccessDenied");
        seconds(10);
        assertThat(assume(user, arn).status()).isEqualTo(200);

        iam(
                "UpdateAssumeRolePolicy",
                "RoleName",
                "app",
                "PolicyDocument",
                TRUST.replace("\"AWS\":\"000000000000\"", "\"AWS\":\"111122223333\""));
        assertThat(assume(user, arn).status()).isEqualTo(200);
        seconds(10);
        assertThat(assume(user, arn).fault()).startsWith("AccessDenied");
    }

    private static Answer assume(Wire user, String role) {
        return user.sts("AssumeRole", "RoleArn", role, "RoleSessionName", "session");
    }

    @Test
    void aKeyIsKnownLateAndLivesOn() {
        Wire user = user("ann");
        assertThat(user.sts("GetCallerIdentity").fault()).startsWith("InvalidClientTokenId");
        seconds(10);
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);

        iam(
                "DeleteAccessKey",
                "UserName",
                "ann",
                "AccessKeyId",
                iam("ListAccessKeys", "UserName", "ann").text("AccessKeyId"));
        iam("DeleteUser", "UserName", "ann");
        assertThat(user.sts("GetCallerIdentity").text("Arn")).endsWith("user/ann");
        seconds(10);
        assertThat(user.sts("GetCallerIdentity").fault()).startsWith("InvalidClientTokenId");
    }

    @Test
    void policiesCountLate() {
        Wire user = user("ann");
        iam("CreateGroup", "GroupName", "readers");
        iam("AddUserToGroup", "GroupName", "readers", "UserName", "ann");
        seconds(10);
        assertThat(user.iam("ListRoles").status()).isEqualTo(403);

        iam("PutGroupPolicy", "GroupName", "readers", "PolicyName", "p", "PolicyDocument", LIST_ROLES);
        assertThat(user.iam("ListRoles").status()).isEqualTo(403);
        seconds(10);
        assertThat(user.iam("ListRoles").status()).isEqualTo(200);

        iam("RemoveUserFromGroup", "GroupName", "readers", "UserName", "ann");
        seconds(9);
        assertThat(user.iam("ListRoles").status()).isEqualTo(200);
        seconds(1);
        assertThat(user.iam("ListRoles").status()).isEqualTo(403);
    }

    @Test
    void changesOfOneEntityBecomeVisibleInTheirOrder() {
        Wire user = user("ann");
        dial("1s-60s,seed=3");
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            iam("PutUserPolicy", "UserName", "ann", "PolicyName", "p" + i, "PolicyDocument", LIST_ROLES);
        }
        for (int second = 0; second < 70; second++) {
            seconds(1);
            if (user.sts("GetCallerIdentity").status() == 200) {
                String allowed = wire.iam(
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
        try (PropagationTest run = new PropagationTest()) {
            run.dial(delay);
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
        Wire user = user("ann");
        Instant before = wire.clock().instant();

        assertThat(wire.admin("POST", "propagation/wait/111122223333", "").status())
                .isEqualTo(200);
        assertThat(wire.clock().instant()).isEqualTo(before);
        assertThat(wire.admin("POST", "propagation/wait", "").body()).isEqualTo("{\"status\":\"visible\"}");
        assertThat(wire.clock().instant()).isEqualTo(before.plusSeconds(10));
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);
    }

    @Test
    void anAccountHasADelayOfItsOwnAndMayGiveItUp() {
        dial("5s-15s,seed=42");
        assertThat(wire.admin("propagation").body())
                .isEqualTo("{\"default\":\"0s\",\"accounts\":{\"000000000000\":\"5s-15s,seed=42\"}}");
        Wire other = wire.as("111122223333");
        other.iam("CreateUser", "UserName", "bob");
        Answer key = other.iam("CreateAccessKey", "UserName", "bob");
        assertThat(wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty())
                        .sts("GetCallerIdentity")
                        .status())
                .isEqualTo(200);
        Wire user = user("ann");

        assertThat(wire.admin("DELETE", "propagation/" + ACCOUNT, "").body())
                .isEqualTo("{\"default\":\"0s\",\"accounts\":{}}");
        assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoDelayIsRefused() {
        for (String text : List.of("", "soon", "-1s", "15s-5s", "25m,seed=", "100000m")) {
            Answer refused = wire.admin("PUT", "propagation/" + ACCOUNT, text);
            assertThat(refused.status()).as(text).isEqualTo(400);
            assertThat(refused.body()).startsWith("{\"message\":\"Not set: ");
        }
        assertThat(wire.admin("propagation").body()).contains("\"000000000000\":\"10s\"");
        assertThat(wire.admin("PUT", "propagation/nobody", "1s").status()).isEqualTo(404);
        assertThat(wire.admin("POST", "propagation", "").status()).isEqualTo(404);
    }

    @Test
    void aResetForgetsDelays() {
        assertThat(wire.admin("POST", "reset", "").status()).isEqualTo(200);
        assertThat(wire.admin("propagation").body()).isEqualTo("{\"default\":\"0s\",\"accounts\":{}}");
    }
}
