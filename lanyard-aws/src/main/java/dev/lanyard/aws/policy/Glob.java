// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

/// A pattern over a whole text: `*` is any run of characters, `?` exactly one. Everything else is itself.
final class Glob {
    /// Wildcards as they stand among code points, so that a literal star can stand there too.
    static final int RUN = -1;

    static final int ONE = -2;

    private final String prefix;
    private final int[] rest;

    private Glob(String prefix, int[] rest) {
        this.prefix = prefix;
        this.rest = rest;
    }

    /// Compiles a text in which every `*` and `?` is a wildcard.
    static Glob of(String pattern) {
        return of(pattern.codePoints()
                .map(c -> c == '*' ? RUN : c == '?' ? ONE : c)
                .toArray());
    }

    /// Compiles code points among which [#RUN] and [#ONE] are wildcards.
    static Glob of(int[] tokens) {
        int literal = 0;
        while (literal < tokens.length && tokens[literal] >= 0) {
            literal++;
        }
        int[] rest = new int[tokens.length - literal];
        System.arraycopy(tokens, literal, rest, 0, rest.length);
        return new Glob(new String(tokens, 0, literal), rest);
    }

    boolean matches(String text) {
        if (!text.startsWith(prefix)) {
            return false;
        }
        if (rest.length == 0) {
            return text.length() == prefix.length();
        }
        return (rest.length == 1 && rest[0] == RUN) || matchesRest(text, prefix.length());
    }

    /// Greedy, and on a mismatch gives the latest run one more character: never worse than length times length.
    private boolean matchesRest(String text, int start) {
        int at = start;
        int token = 0;
        int run = -1;
        int retry = start;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (token < rest.length && rest[token] == RUN) {
                run = token++;
                retry = at;
            } else if (token < rest.length && (rest[token] == c || rest[token] == ONE)) {
                token++;
                at += Character.charCount(c);
            } else if (run >= 0) {
                token = run + 1;
                retry += Character.charCount(text.codePointAt(retry));
                at = retry;
            } else {
                return false;
            }
        }
        while (token < rest.length && rest[token] == RUN) {
            token++;
        }
        return token == rest.length;
    }
}
