// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

/// A filter value with its wildcards.
record Wildcard(String pattern) {

    /// Greedy with one point to come back to, so that no pattern costs more than its length times the text's.
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && fits(p, text.charAt(t))) {
                p += width(p);
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean fits(int at, char c) {
        return isEscape(at) ? pattern.charAt(at + 1) == c : pattern.charAt(at) == '?' || pattern.charAt(at) == c;
    }

    private int width(int at) {
        return isEscape(at) ? 2 : 1;
    }

    private boolean isEscape(int at) {
        return pattern.charAt(at) == '\\' && at + 1 < pattern.length();
    }
}
