// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The AWS command line interface: one process per call.
final class AwsCli implements JsonClient.Calls {
    private static final Pattern ERROR =
            Pattern.compile("An error occurred \\(([^)]+)\\) when calling the \\w+ operation: (.*)", Pattern.DOTALL);

    /// Where the CLI has its own word. It has one for both counts of RunInstances, and what is said twice is said once.
    private static final Map<String, String> OTHER_NAMES = Map.of("MinCount", "count", "MaxCount", "count");

    private final Shell shell;

    private AwsCli(Shell shell) {
        this.shell = shell;
    }

    static AwsCli in(Shell shell) {
        shell.requireOrSkip("The AWS CLI", List.of("sh", "-c", "command -v aws"));
        return new AwsCli(shell);
    }

    @Override
    public JsonNode call(String service, String operation, Map<String, ?> members) {
        List<String> command = new ArrayList<>(List.of("aws", service, kebab(operation), "--output", "json"));
        members.forEach((name, value) -> {
            String option = OTHER_NAMES.getOrDefault(name, kebab(name));
            if (value instanceof Boolean flag) {
                command.add((flag ? "--" : "--no-") + option);
            } else {
                command.add("--" + option);
                command.add(value instanceof String text ? text : Json.text(value));
            }
        });
        Shell.Result result = shell.run(command);
        if (result.exitCode() == 0) {
            return Json.read(result.out().isBlank() ? "{}" : result.out());
        }
        Matcher error = ERROR.matcher(result.err().strip());
        if (!error.find()) {
            throw new AssertionError(command + " ended with " + result);
        }
        throw new Refusal(error.group(1), error.group(2));
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {}
}
