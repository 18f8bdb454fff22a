// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.text.Glob;
import dev.lanyard.aws.text.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A policy text with wildcards and variables: `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`.
/// What a variable brings in is literal: a `*` in a user's name matches a star only.
final class Template {
    /// A key's value may be long and be asked for as often as a document has room for its name.
    private static final int MOST_TOKENS = 1 << 16;

    private sealed interface Part {
        record Fixed(int[] tokens) implements Part {}

        record Variable(String key, String fallback) implements Part {}
    }

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /// @param variables whether the document's version knows variables
    static Template of(String text, boolean variables) {
        return of(text, variables, true);
    }

    /// A text without wildcards: `*` and `?` are themselves.
    static Template literal(String text, boolean variables) {
        return of(text, variables, false);
    }

    private static Template of(String text, boolean variables, boolean wildcards) {
        List<Part> parts = new ArrayList<>();
        IntStream.Builder tokens = IntStream.builder();
        int last = variables ? text.lastIndexOf('}') : -1;
        int at = 0;
        while (at < text.length()) {
            int end = at < last && text.startsWith("${", at) ? text.indexOf('}', at) : -1;
            if (end < 0) {
                int c = text.codePointAt(at);
                tokens.add(wildcards && c == '*' ? Glob.RUN : wildcards && c == '?' ? Glob.ONE : c);
                at += Character.charCount(c);
                continue;
            }
            String inside = text.substring(at + 2, end);
            if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
                tokens.add(inside.charAt(0));
            } else {
                parts.add(new Part.Fixed(tokens.build().toArray()));
                tokens = IntStream.builder();
                parts.add(variable(inside));
            }
            at = end + 1;
        }
        parts.add(new Part.Fixed(tokens.build().toArray()));
        return new Template(List.copyOf(parts));
    }

    private static Part variable(String inside) {
        int comma = inside.indexOf(',');
        if (comma < 0) {
            return new Part.Variable(inside.strip(), null);
        }
        String fallback = inside.substring(comma + 1).strip();
        boolean quoted = fallback.length() >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
        return new Part.Variable(
                inside.substring(0, comma).strip(), quoted ? fallback.substring(1, fallback.length() - 1) : fallback);
    }

    boolean isFixed() {
        return parts.size() == 1;
    }

    /// The code points and wildcards before the first variable.
    int[] tokens() {
        return ((Part.Fixed) parts.getFirst()).tokens();
    }

    /// The text before the first wildcard or variable.
    String literalPrefix() {
        int[] tokens = tokens();
        int end = 0;
        while (end < tokens.length && tokens[end] >= 0) {
            end++;
        }
        return new String(tokens, 0, end);
    }

    /// The text of code points without wildcards.
    static String text(int[] tokens) {
        return new String(tokens, 0, tokens.length);
    }

    /// The keys of the variables.
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Variable variable) {
                keys.add(variable.key());
            }
        }
        return keys;
    }

    /// Code points and wildcards with every variable replaced; null when a value is missing, and then nothing matches.
    ///
    /// @param values the one value of a key, or null when it is absent or has many
    /// @throws Work.Exceeded also when they are more than can be meant
    int[] resolve(Function<String, String> values, Work work) {
        Work room = new Work(MOST_TOKENS);
        IntStream.Builder tokens = IntStream.builder();
        for (Part part : parts) {
            switch (part) {
                case Part.Fixed(int[] fixed) -> {
                    room.spend(fixed.length);
                    for (int token : fixed) {
                        tokens.add(token);
                    }
                }
                case Part.Variable(String key, String fallback) -> {
                    String value = values.apply(key);
                    String text = value != null ? value : fallback;
                    if (text == null) {
                        return null;
                    }
                    room.spend(text.length());
                    work.spend(text.length());
                    text.codePoints().forEach(tokens::add);
                }
            }
        }
        return tokens.build().toArray();
    }
}
