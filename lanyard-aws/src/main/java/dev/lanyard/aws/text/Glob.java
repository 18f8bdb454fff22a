// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

/// A pattern over a whole text: `*` is any run of characters, `?` exactly one. Everything else is itself.
public final class Glob {
    /// Wildcards as they stand among code points, so that a literal star can stand there too.
    public static final int RUN = -1;

    public static final int ONE = -2;

    private final String prefix;
    private final int[] rest;

    private Glob(String prefix, int[] rest) {
        this.prefix = prefix;
        this.rest = rest;
    }

    /// Compiles a text in which every `*` and `?` is a wildcard.
    public static Glob of(String pattern) {
        return of(pattern.codePoints()
                .map(c -> c == '*' ? RUN : c == '?' ? ONE : c)
                .toArray());
    }

    /// Compiles code points among which [#RUN] and [#ONE] are wildcards.
    public static Glob of(int[] tokens) {
        int literal = 0;
        while (literal < tokens.length && tokens[literal] >= 0) {
            literal++;
        }
        int[] rest = new int[tokens.length - literal];
        System.arraycopy(tokens, literal, rest, 0, rest.length);
        return new Glob(new String(tokens, 0, literal), rest);
    }

    /// Every comparison counts as work: a pattern and a text of strangers can make it their lengths multiplied.
    public boolean matches(String text, Work work) {
        work.spendOn(prefix);
        if (!text.startsWith(prefix)) {
            return false;
        }
        if (rest.length == 0) {
            return text.length() == prefix.length();
        }
        return (rest.length == 1 && rest[0] == RUN) || matchesRest(text, prefix.length(), work);
    }

    /// Greedy, and on a mismatch gives the latest run one more character: never worse than length times length.
    private boolean matchesRest(String text, int start, Work work) {
        int at = start;
        int token = 0;
        int run = -1;
        int retry = start;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (token < rest.length && rest[token] == RUN) {
                work.spend(at - retry + 1L);
                run = token++;
                retry = at;
            } else if (token < rest.length && (rest[token] == c || rest[token] == ONE)) {
                token++;
                at += Character.charCount(c);
            } else if (run >= 0) {
                work.spend(token - run);
                token = run + 1;
                retry += Character.charCount(text.codePointAt(retry));
                at = retry;
            } else {
                work.spend(token);
                return false;
            }
        }
        work.spend(text.length() - retry);
        while (token < rest.length && rest[token] == RUN) {
            token++;
        }
        return token == rest.length;
    }
}
