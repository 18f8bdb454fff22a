// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import dev.lanyard.store.sql.DatabaseUrl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a user wrote after a command's name, and what the environment says where nothing was written.
final class Arguments {
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, String> environment;
    private boolean help;
    private List<String> program = List.of();

    private Arguments(Map<String, String> environment) {
        this.environment = environment;
    }

    /// Reads `--name value`, `--name=value`, `--help`, and after `--` or the first other word a program.
    static Arguments read(Command command, List<String> words, Map<String, String> environment) throws Misuse {
        Arguments arguments = new Arguments(environment);
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at++);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (word.equals("-h") || word.equals("--help")) {
                arguments.help = true;
            } else if (!word.startsWith("-") || word.equals("--")) {
                arguments.program = words.subList(word.equals("--") ? at : at - 1, words.size());
                break;
            } else {
                Flag<?> flag = flag(command, name);
                if (equals < 0 && at == words.size()) {
                    throw new Misuse(name + " needs a value.");
                }
                arguments.write(flag, equals < 0 ? words.get(at++) : word.substring(equals + 1));
            }
        }
        if (!command.runsProgram() && !arguments.program.isEmpty()) {
            throw new Misuse("'" + DatabaseUrl.masked(arguments.program.getFirst()) + "' is not an option.");
        }
        return arguments;
    }

    private static Flag<?> flag(Command command, String name) throws Misuse {
        return command.flags().stream()
                .filter(flag -> flag.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Misuse("There is no option " + name + "."));
    }

    private void write(Flag<?> flag, String value) {
        written.merge(flag.name(), value, (earlier, later) -> flag.repeatable() ? earlier + ',' + later : later);
    }

    /// The value on the command line, else the environment's, else the default.
    <T> T value(Flag<T> flag) throws Misuse {
        String text = written.get(flag.name());
        if (text != null) {
            return flag.read(text);
        }
        String variable = Optional.ofNullable(environment.get(flag.variable())).orElse("");
        return flag.read(variable.isEmpty() ? flag.fallback() : variable);
    }

    boolean help() {
        return help;
    }

    List<String> program() {
        return program;
    }

    Map<String, String> environment() {
        return environment;
    }
}
