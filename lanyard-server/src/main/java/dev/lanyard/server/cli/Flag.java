// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import dev.lanyard.aws.text.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One option of a command. Help, environment variable and reading derive from it.
///
/// @param name such as `--data-dir`
/// @param value what the help calls its value
/// @param fallback the default; empty when there is none
/// @param reader throws `IllegalArgumentException` with the reason when a text is no such value
/// @param repeatable whether it may be given more than once; its values are then joined with commas
record Flag<T>(
        String name, String value, String fallback, String meaning, Function<String, T> reader, boolean repeatable) {

    Flag(String name, String value, String fallback, String meaning, Function<String, T> reader) {
        this(name, value, fallback, meaning, reader, false);
    }

    /// `--data-dir` is `LANYARD_DATA_DIR`.
    String variable() {
        return "LANYARD" + name.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    T read(String text) throws Misuse {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException failure) {
            throw new Misuse(name + " cannot be '" + text + "': " + failure.getMessage());
        }
    }

    /// Its two lines of help.
    List<String> help() {
        String shownDefault = fallback.isEmpty() ? "none" : fallback;
        return List.of(meaning, variable() + ", default " + shownDefault);
    }

    static <E extends Enum<E>> Function<String, E> oneOf(Class<E> kind) {
        return text -> {
            List<String> names = new ArrayList<>();
            for (E one : kind.getEnumConstants()) {
                String name = one.name().toLowerCase(Locale.ROOT);
                if (name.equals(text)) {
                    return one;
                }
                names.add(name);
            }
            throw new IllegalArgumentException("choose one of " + String.join(", ", names) + ".");
        };
    }

    static int number(String text) {
        boolean negative = text.startsWith("-");
        int number = Digits.read(negative ? text.substring(1) : text, Integer.MAX_VALUE)
                .orElseThrow(() -> new IllegalArgumentException("it is not a number."));
        return negative ? -number : number;
    }

    /// Values that are separated by commas, or given one by one.
    static Flag<List<String>> list(String name, String value, String meaning) {
        Function<String, List<String>> reader = text -> text.isEmpty() ? List.of() : List.of(text.split(",", -1));
        return new Flag<>(name, value, "", meaning, reader, true);
    }

    static <T> Flag<Optional<T>> optional(String name, String value, String meaning, Function<String, T> reader) {
        return new Flag<>(
                name, value, "", meaning, text -> text.isEmpty() ? Optional.empty() : Optional.of(reader.apply(text)));
    }
}
