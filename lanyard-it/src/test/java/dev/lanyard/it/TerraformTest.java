// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Terraform with the AWS provider of a mirror: `LANYARD_IT_TF_MIRROR`, a directory where systems keep one, or whatever
/// Terraform finds by itself.
class TerraformTest {
    private static final int NOTHING_TO_DO = 0;
    private static final String REGISTRY = "registry.terraform.io";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client = new SdkClient(node.endpoint());

    @TempDir
    private Path directory;

    TerraformTest() throws StartFailure {}

    @BeforeEach
    void init() throws IOException {
        shell().requireOrSkip("Terraform", List.of("terraform", "version"));
        try (InputStream configuration = TerraformTest.class.getResourceAsStream("instance.tf")) {
            Files.copy(configuration, directory.resolve("main.tf"));
        }
        List<String> init = new ArrayList<>(List.of("init", "-input=false"));
        mirror().ifPresent(mirror -> init.add("-plugin-dir=" + mirror));
        Shell.Result result = terraform(init);
        if (result.exitCode() != 0) {
            Shell.skip("Terraform has no AWS provider here. " + result.err());
        }
    }

    @Test
    void instanceWithAProfileIsMadeKeptChangedAndDestroyed() {
        apply("blue");
        String instance = terraform(List.of("output", "-raw", "instance")).orFail();
        String profiles = "arn:aws:iam::000000000000:instance-profile/app/";
        assertThat(client.instance(instance).profileArn()).contains(profiles + "blue");
        assertThat(plan("blue")).isEqualTo(NOTHING_TO_DO);

        apply("green");
        assertThat(client.instance(instance))
                .isEqualTo(new Client.Instance("running", Optional.of(profiles + "green")));
        assertThat(plan("green")).isEqualTo(NOTHING_TO_DO);

        terraform(List.of("destroy", "-auto-approve", "-input=false", "-var=worn=green"))
                .orFail();
        assertThat(client.instance(instance).state()).isEqualTo("terminated");
        assertThat(client.profiles()).isEmpty();
    }

    private void apply(String worn) {
        terraform(List.of("apply", "-auto-approve", "-input=false", "-var=worn=" + worn))
                .orFail();
    }

    private int plan(String worn) {
        Shell.Result plan = terraform(List.of("plan", "-detailed-exitcode", "-input=false", "-var=worn=" + worn));
        System.err.print(plan.exitCode() == NOTHING_TO_DO ? "" : plan.out() + plan.err());
        return plan.exitCode();
    }

    private Shell.Result terraform(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(arguments);
        command.add("-no-color");
        return shell().run(command);
    }

    private Shell shell() {
        return new Shell(node.endpoint(), directory);
    }

    private static Optional<Path> mirror() throws IOException {
        List<Path> places = new ArrayList<>();
        Stream.of("LANYARD_IT_TF_MIRROR", "TF_PLUGIN_DIR")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .map(Path::of)
                .forEach(places::add);
        places.add(Path.of(System.getProperty("user.home"), ".terraform.d/plugins"));
        places.add(Path.of("/usr/local/share/terraform/plugins"));
        places.add(Path.of("/usr/share/terraform/plugins"));
        if (Files.isDirectory(Path.of("/opt"))) {
            try (Stream<Path> optional = Files.list(Path.of("/opt"))) {
                optional.forEach(places::add);
            }
        }
        return places.stream()
                .filter(place -> Files.isDirectory(place.resolve(REGISTRY).resolve("hashicorp/aws")))
                .findFirst();
    }
}
