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

    private void init(String file) throws IOException {
        shell().requireOrSkip("Terraform", List.of("terraform", "version"));
        try (InputStream configuration = TerraformTest.class.getResourceAsStream(file)) {
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
    void instanceWithAProfileIsMadeKeptChangedAndDestroyed() throws IOException {
        init("instance.tf");
        apply("worn=blue");
        String instance = terraform(List.of("output", "-raw", "instance")).orFail();
        String profiles = "arn:aws:iam::000000000000:instance-profile/app/";
        assertThat(client.instance(instance).profileArn()).contains(profiles + "blue");
        assertThat(plan("worn=blue")).isEqualTo(NOTHING_TO_DO);

        apply("worn=green");
        assertThat(client.instance(instance))
                .isEqualTo(new Client.Instance("running", Optional.of(profiles + "green")));
        assertThat(plan("worn=green")).isEqualTo(NOTHING_TO_DO);

        terraform(List.of("destroy", "-auto-approve", "-input=false", "-var=worn=green"))
                .orFail();
        assertThat(client.instance(instance).state()).isEqualTo("terminated");
        assertThat(client.profiles()).isEmpty();
    }

    @Test
    void rolesUsersGroupsAndPoliciesAreMadeKeptChangedImportedAndDestroyed() throws IOException {
        init("iam.tf");
        apply("action=iam:ListRoles");
        assertThat(plan("action=iam:ListRoles")).isEqualTo(NOTHING_TO_DO);
        apply("action=iam:ListUsers");
        assertThat(plan("action=iam:ListUsers")).isEqualTo(NOTHING_TO_DO);
        imported("aws_iam_user.ann", "ann");
        imported("aws_iam_role_policy.own", "app:own");
        imported("aws_iam_policy.shared", "arn:aws:iam::000000000000:policy/shared");
        assertThat(plan("action=iam:ListUsers")).isEqualTo(NOTHING_TO_DO);
        terraform(List.of("destroy", "-auto-approve", "-input=false", "-var=action=iam:ListUsers"))
                .orFail();
        assertThat(client.profiles()).isEmpty();
    }

    private void imported(String address, String id) {
        terraform(List.of("state", "rm", address)).orFail();
        terraform(List.of("import", "-input=false", "-var=action=iam:ListUsers", address, id))
                .orFail();
    }

    private void apply(String variable) {
        terraform(List.of("apply", "-auto-approve", "-input=false", "-var=" + variable))
                .orFail();
    }

    private int plan(String variable) {
        Shell.Result plan = terraform(List.of("plan", "-detailed-exitcode", "-input=false", "-var=" + variable));
        System.err.print(plan.exitCode() == NOTHING_TO_DO ? "" : plan.out() + plan.err());
        return plan.exitCode();
    }

    private Shell.Result terraform(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(arguments);
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
