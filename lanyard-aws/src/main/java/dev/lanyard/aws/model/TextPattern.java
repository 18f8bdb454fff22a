// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.regex.Pattern;

/// The pattern that a string must satisfy as a whole. It is compiled when first used: most patterns never are.
public final class TextPattern {
    private final String text;
    private volatile Pattern compiled;

    TextPattern(String text) {
        this.text = text;
    }

    /// The pattern exactly as AWS writes it, which is how error messages quote it.
    public String text() {
        return text;
    }

    /// Whether the whole value satisfies the pattern. Check the length first: patterns assume that it is bounded.
    public boolean matches(String value) {
        Pattern pattern = compiled;
        if (pattern == null) {
            pattern = Pattern.compile(text);
            compiled = pattern;
        }
        return pattern.matcher(value).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
