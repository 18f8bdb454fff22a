// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.it.Client.Instance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// EC2 does not know a profile that was just made. Terraform is used to that from AWS, and asks again.
class TerraformPatienceTest {
    @AutoClose
    private final Server server = Server.start(List.of("--transitions", "zero", "--propagation-delay", "2s-4s,seed=1"));

    @AutoClose
    private final Client client = new SdkClient(server.endpoint());

    @TempDir
    private Path directory;

    TerraformPatienceTest() throws IOException {}

    @Test
    void anInstanceWearsAProfileThatWasMadeAMomentAgo() {
        Terraform terraform = Terraform.initOrSkip(new Shell(server.endpoint(), directory), "newcomer.tf");
        terraform.apply();
        assertThat(client.instance(terraform.output("instance")))
                .isEqualTo(new Instance("running", Optional.of("arn:aws:iam::000000000000:instance-profile/app")));
        assertThat(terraform.findsNothingToDo()).isTrue();
        terraform.destroy();
    }
}
