// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// Terraform in a directory, with the AWS provider of a mirror: `LANYARD_IT_TF_MIRROR`, a directory where systems keep
/// one, or whatever Terraform finds by itself.
final class Terraform {
    private static final int NOTHING_TO_DO = 0;
    private static final String REGISTRY = "registry.terraform.io";

    private final Shell shell;

    private Terraform(Shell shell) {
        this.shell = shell;
    }

    /// Lays out a configuration, or skips the test where Terraform or its provider is not installed.
    static Terraform initOrSkip(Shell shell, String configuration) {
        shell.requireOrSkip("Terraform", List.of("terraform", "version"));
        Terraform terraform = new Terraform(shell);
        try (InputStream in = Terraform.class.getResourceAsStream(configuration)) {
            Files.copy(in, shell.directory().resolve("main.tf"));
            List<String> init = new ArrayList<>(List.of("init", "-input=false"));
            mirror().ifPresent(mirror -> init.add("-plugin-dir=" + mirror));
            Shell.Result result = terraform.run(init);
            if (result.exitCode() != 0) {
                Shell.skip("Terraform has no AWS provider here. " + result.err());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terraform;
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

    /// @param variables `name=value`
    /// @return what it printed
    String apply(String... variables) {
        return run(List.of("apply", "-auto-approve", "-input=false", "-no-color"), variables)
                .orFail();
    }

    /// Whether a plan finds that everything is as it shall be; what is not is printed.
    boolean findsNothingToDo(String... variables) {
        Shell.Result plan = run(List.of("plan", "-detailed-exitcode", "-input=false", "-no-color"), variables);
        System.err.print(plan.exitCode() == NOTHING_TO_DO ? "" : plan.out() + plan.err());
        return plan.exitCode() == NOTHING_TO_DO;
    }

    void destroy(String... variables) {
        run(List.of("destroy", "-auto-approve", "-input=false"), variables).orFail();
    }

    String output(String name) {
        return run(List.of("output", "-raw", name)).orFail();
    }

    /// A resource as Terraform remembers it.
    record Resource(String address, String type, JsonNode values) {
        /// What identifies it to an import.
        String importId() {
            return switch (type) {
                case "aws_route_table_association" -> both("subnet_id", "route_table_id");
                case "aws_iam_role_policy_attachment" -> both("role", "policy_arn");
                default -> Json.string(values, "id");
            };
        }

        private String both(String first, String second) {
            return Json.string(values, first) + '/' + Json.string(values, second);
        }
    }

    /// All that it has made.
    List<Resource> resources() {
        JsonNode state = Json.read(run(List.of("show", "-json")).orFail());
        return Json.list(Json.field(Json.field(state, "values"), "root_module"), "resources").stream()
                .filter(each -> Json.string(each, "mode").equals("managed"))
                .map(each -> new Resource(
                        Json.string(each, "address"), Json.string(each, "type"), Json.field(each, "values")))
                .toList();
    }

    /// Forgets resources, which are imported by the next [#apply].
    void forget(List<Resource> resources) {
        List<String> forget = new ArrayList<>(List.of("state", "rm"));
        StringBuilder imports = new StringBuilder();
        for (Resource each : resources) {
            forget.add(each.address());
            imports.append("import {\n  to = %s\n  id = \"%s\"\n}\n".formatted(each.address(), each.importId()));
        }
        run(forget).orFail();
        try {
            Files.writeString(shell.directory().resolve("imports.tf"), imports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shell.Result run(List<String> arguments, String... variables) {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(arguments);
        Stream.of(variables).map("-var="::concat).forEach(command::add);
        return shell.run(command);
    }
}
