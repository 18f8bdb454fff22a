// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.it.Client.Instance;
import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;

/// Ansible with its collection `amazon.aws`.
class AnsibleTest {
    private static final String PROFILES = "arn:aws:iam::000000000000:instance-profile/";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client = new SdkClient(node.endpoint());

    @AutoClose
    private final Ec2Client ec2 = Sdk.connect(Ec2Client.builder(), node.endpoint());

    @TempDir
    private Path directory;

    AnsibleTest() throws StartFailure {}

    @BeforeEach
    void layOut() throws IOException {
        shell().requireOrSkip(
                        "Ansible with amazon.aws and boto3",
                        List.of(
                                "ansible",
                                "localhost",
                                "-m",
                                "amazon.aws.aws_caller_info",
                                "-a",
                                "endpoint_url=" + node.endpoint()));
        try (InputStream playbook = AnsibleTest.class.getResourceAsStream("instances.yml")) {
            Files.copy(playbook, directory.resolve("instances.yml"));
        }
    }

    @Test
    void instanceWithAProfileInItsNetworkIsMadeKeptChangedStoppedAndEnded() {
        assertThat(play("blue", "running")).contains("failed=0").doesNotContain("changed=0");
        String instance = ec2.describeInstances()
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .instanceId();
        assertThat(client.instance(instance)).isEqualTo(new Instance("running", Optional.of(PROFILES + "blue")));
        assertThat(play("blue", "running")).contains("changed=0");

        assertThat(play("green", "running")).contains("changed=1");
        assertThat(client.instance(instance)).isEqualTo(new Instance("running", Optional.of(PROFILES + "green")));
        assertThat(play("green", "stopped")).contains("changed=1");
        assertThat(client.instance(instance)).isEqualTo(new Instance("stopped", Optional.of(PROFILES + "green")));
        assertThat(play("green", "absent")).contains("changed=1");
        assertThat(client.instance(instance).state()).isEqualTo("terminated");
    }

    /// @return what it printed, which ends with a line that counts what was changed
    private String play(String worn, String state) {
        return shell().run(List.of(
                        "ansible-playbook",
                        "-e",
                        Json.text(Map.of("worn", worn, "state", state, "trust", Trust.EC2)),
                        "instances.yml"))
                .orFail();
    }

    private Shell shell() {
        return new Shell(node.endpoint(), directory);
    }
}
