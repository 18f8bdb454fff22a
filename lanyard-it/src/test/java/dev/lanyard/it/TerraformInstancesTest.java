// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.it.Client.Instance;
import dev.lanyard.it.Terraform.Resource;
import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Vpc;

class TerraformInstancesTest {
    private static final Optional<String> BLUE = Optional.of("arn:aws:iam::000000000000:instance-profile/app/blue");
    private static final Optional<String> GREEN = Optional.of("arn:aws:iam::000000000000:instance-profile/app/green");
    private static final String[] LAUNCHED = {"worn=blue", "template=blue", "hops=1"};
    private static final String[] CHANGED = {"worn=green", "template=green", "hops=2"};
    private static final String[] CHANGED_ASLEEP = {"worn=blue", "template=green", "hops=2"};

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client = new SdkClient(node.endpoint());

    @AutoClose
    private final Ec2Client ec2 = Sdk.connect(Ec2Client.builder(), node.endpoint());

    @TempDir
    private Path directory;

    TerraformInstancesTest() throws StartFailure {}

    @Test
    void instancesWithProfilesInTheirNetworkAreMadeKeptChangedImportedAndDestroyed() {
        Terraform terraform = Terraform.initOrSkip(new Shell(node.endpoint(), directory), "instances.tf");
        terraform.apply(LAUNCHED);
        String worded = terraform.output("worded");
        String templated = terraform.output("templated");
        assertThat(client.instance(worded)).isEqualTo(new Instance("running", BLUE));
        assertThat(client.instance(templated)).isEqualTo(new Instance("running", BLUE));
        assertThat(terraform.findsNothingToDo(LAUNCHED)).isTrue();

        terraform.apply(CHANGED);
        assertThat(client.instance(worded)).isEqualTo(new Instance("running", GREEN));
        assertThat(hopLimit(worded)).isEqualTo(2);
        // A new version of its template makes a new instance.
        assertThat(client.instance(templated).state()).isEqualTo("terminated");
        assertThat(client.instance(terraform.output("templated"))).isEqualTo(new Instance("running", GREEN));
        assertThat(terraform.findsNothingToDo(CHANGED)).isTrue();

        ec2.stopInstances(in -> in.instanceIds(worded));
        terraform.apply(CHANGED_ASLEEP);
        assertThat(client.instance(worded)).isEqualTo(new Instance("stopped", BLUE));
        assertThat(terraform.findsNothingToDo(CHANGED_ASLEEP)).isTrue();

        List<Resource> imported = terraform.resources().stream()
                // The provider never reads a public key, and so would replace one that is imported.
                .filter(each -> !each.type().equals("aws_key_pair"))
                .toList();
        terraform.forget(imported);
        assertThat(terraform.apply(CHANGED_ASLEEP))
                .contains("Resources: " + imported.size() + " imported, 0 added, 0 changed, 0 destroyed.");

        terraform.destroy(CHANGED_ASLEEP);
        assertThat(client.instance(worded).state()).isEqualTo("terminated");
        assertThat(client.profiles()).isEmpty();
        assertThat(ec2.describeVpcs().vpcs()).extracting(Vpc::isDefault).containsExactly(true);
    }

    private int hopLimit(String instance) {
        return ec2.describeInstances(in -> in.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .metadataOptions()
                .httpPutResponseHopLimit();
    }
}
