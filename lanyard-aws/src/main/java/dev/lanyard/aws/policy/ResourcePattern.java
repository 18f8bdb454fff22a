// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.text.Glob;
import java.util.List;

/// One entry of `Resource` or `NotResource`.
final class ResourcePattern {
    private final Glob glob;
    private final String prefix;
    private final Template template;

    private ResourcePattern(Glob glob, String prefix, Template template) {
        this.glob = glob;
        this.prefix = prefix;
        this.template = template;
    }

    static ResourcePattern of(String text, boolean variables) {
        Template template = Template.of(complete(text), variables);
        return template.isFixed()
                ? new ResourcePattern(Glob.of(template.tokens()), "", null)
                : new ResourcePattern(null, template.literalPrefix(), template);
    }

    /// `arn:aws:ec2` means `arn:aws:ec2:*:*:*`.
    private static String complete(String text) {
        List<String> fields = ResourceForm.fields(text);
        return text.equals("*") ? text : text + ":*".repeat(6 - fields.size());
    }

    boolean matches(Evaluation evaluation) {
        if (glob != null) {
            return glob.matches(evaluation.resource, evaluation.work);
        }
        evaluation.work.spendOn(prefix);
        if (!evaluation.resource.startsWith(prefix)) {
            return false;
        }
        int[] tokens = evaluation.resolve(template);
        return tokens != null && Glob.of(tokens).matches(evaluation.resource, evaluation.work);
    }
}
