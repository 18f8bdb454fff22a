// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.text.Glob;
import dev.lanyard.aws.text.Work;
import java.util.Arrays;

/// An ARN with wildcards, matched field by field: a `*` before the fifth colon stays within its field. Fields that the
/// pattern leaves out match anything.
final class ArnPattern {
    private final Glob[] fields;

    private ArnPattern(Glob[] fields) {
        this.fields = fields;
    }

    static ArnPattern of(int[] tokens) {
        Glob[] fields = new Glob[6];
        Arrays.fill(fields, Glob.of("*"));
        int start = 0;
        for (int field = 0; field < 6 && start <= tokens.length; field++) {
            int end = start;
            while (end < tokens.length && (field == 5 || tokens[end] != ':')) {
                end++;
            }
            fields[field] = Glob.of(Arrays.copyOfRange(tokens, start, end));
            start = end + 1;
        }
        return new ArnPattern(fields);
    }

    boolean matches(String arn, Work work) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!fields[i].matches(parts[i], work)) {
                return false;
            }
        }
        return true;
    }
}
