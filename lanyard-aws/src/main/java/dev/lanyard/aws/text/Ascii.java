// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.text;

import java.util.Comparator;

/// The only folding of case there is: the letters A to Z are a to z, and every other character is itself in every
/// locale. The library's foldings differ from one another, and take the long s for an s and the Kelvin sign for a k.
public final class Ascii {
    /// The order of folded texts.
    public static final Comparator<String> IGNORE_CASE = Ascii::compare;

    private Ascii() {}

    public static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return fold(text, i);
            }
        }
        return text;
    }

    public static String upper(String text) {
        StringBuilder upper = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                upper.setCharAt(i, (char) (c - 32));
            }
        }
        return upper.toString();
    }

    public static boolean equalsIgnoreCase(String one, String other) {
        return one.length() == other.length() && startsWithIgnoreCase(one, other);
    }

    public static boolean startsWithIgnoreCase(String text, String prefix) {
        if (text.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (lower(text.charAt(i)) != lower(prefix.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int compare(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        for (int i = 0; i < shorter; i++) {
            int difference = lower(one.charAt(i)) - lower(other.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return one.length() - other.length();
    }

    private static String fold(String text, int from) {
        char[] lower = text.toCharArray();
        for (int i = from; i < lower.length; i++) {
            lower[i] = lower(lower[i]);
        }
        return new String(lower);
    }

    private static char lower(char c) {
        return isUpper(c) ? (char) (c + 32) : c;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
