// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// With a delay of ten seconds, EC2 and the metadata service know profiles as they were.
class PropagationToInstancesTest {
    private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";

    @AutoClose
    private final LaggingWorld world = LaggingWorld.by("10s");

    private void put(String role, String profile) {
        world.iam("AddRoleToInstanceProfile", "InstanceProfileName", profile, "RoleName", role);
    }

    private void take(String role, String profile) {
        world.iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", profile, "RoleName", role);
    }

    private Answer run(String profile) {
        return world.wire()
                .ec2(
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

    private String metadata(String instance, String path) {
        WireRequest request = new WireRequest(
                "GET",
                "/instances/" + instance + path,
                "",
                new Headers().add("host", "127.0.0.1:1338"),
                new byte[0],
                "127.0.0.1",
                false);
        return new String(
                world.wire().lanyard().handleMetadata(request).orElseThrow().body(), StandardCharsets.UTF_8);
    }

    @Test
    void ec2DoesNotKnowANewProfileYet() {
        world.role("app");
        world.iam("CreateInstanceProfile", "InstanceProfileName", "app");
        put("app", "app");
        assertThat(world.iam("GetInstanceProfile", "InstanceProfileName", "app").text("RoleName"))
                .isEqualTo("app");

        world.seconds(9);
        assertThat(run("app").fault())
                .isEqualTo("InvalidParameterValue: Value (app) for parameter iamInstanceProfile.name is invalid."
                        + " Invalid IAM Instance Profile name");
        world.seconds(1);
        launch("app");
    }

    @Test
    void ec2DoesNotKnowTheNewRoleOfAProfileYet() {
        world.role("app");
        world.iam("CreateInstanceProfile", "InstanceProfileName", "app");
        world.seconds(10);
        put("app", "app");

        assertThat(run("app").fault()).contains(" has no associated IAM Roles");
        world.seconds(10);
        launch("app");
    }

    @Test
    void aDeletedProfileCanStillBeWorn() {
        world.role("app");
        world.iam("CreateInstanceProfile", "InstanceProfileName", "app");
        put("app", "app");
        world.seconds(10);
        take("app", "app");
        world.iam("DeleteInstanceProfile", "InstanceProfileName", "app");

        launch("app");
        world.seconds(10);
        assertThat(run("app").fault()).contains("Invalid IAM Instance Profile name");
    }

    /// A running instance of the profile `app`, which has held the role `red` for long.
    private String red() {
        world.role("red");
        world.role("blue");
        world.iam("CreateInstanceProfile", "InstanceProfileName", "app");
        put("red", "app");
        world.seconds(10);
        String instance = launch("app");
        world.seconds(5);
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

        world.seconds(9);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        world.seconds(1);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void aSwapThatNobodySawTheRoleBeforeIsLateAsWell() {
        String instance = red();
        swap();

        world.seconds(5);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        world.seconds(5);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void associatingAnewForcesTheSwap() {
        String instance = swapped();
        world.seconds(1);
        String association =
                world.wire().ec2("DescribeIamInstanceProfileAssociations").text("associationId");
        world.wire().ec2("DisassociateIamInstanceProfile", "AssociationId", association);
        world.seconds(1);
        assertThat(world.wire()
                        .ec2("AssociateIamInstanceProfile", "InstanceId", instance, "IamInstanceProfile.Name", "app")
                        .status())
                .isEqualTo(200);

        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
        assertThat(metadata(instance, CREDENTIALS + "blue")).contains("\"Code\" : \"Success\"");
    }

    @Test
    void stoppingAndStartingForcesTheSwap() {
        String instance = swapped();
        world.wire().ec2("StopInstances", "InstanceId.1", instance);
        world.seconds(2);
        world.wire().ec2("StartInstances", "InstanceId.1", instance);

        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
    }

    @Test
    void nothingLagsAtZero() {
        String instance = swapped();
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");

        world.dial("0s");
        world.seconds(1);
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("blue");
        take("blue", "app");
        put("red", "app");
        assertThat(metadata(instance, CREDENTIALS)).isEqualTo("red");
        world.iam("CreateInstanceProfile", "InstanceProfileName", "new");
        put("red", "new");
        launch("new");
    }
}
