// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.validate;

import dev.lanyard.aws.model.Shape;
import java.util.Optional;

/// One way in which an input breaks the model.
///
/// @param field the member as IAM's messages name it, such as `tags.1.member.key`
/// @param parameter the member as requests name it, such as `Tags.member.1.Key`
/// @param shape what the member must look like
/// @param value what it is; empty when it is absent
/// @param nested whether the member stands inside a list element or structure
record Violation(String field, String parameter, Shape shape, Optional<Object> value, Rule rule, boolean nested) {
    enum Rule {
        REQUIRED,
        TOO_LONG,
        TOO_SHORT,
        PATTERN,
        TOO_BIG,
        TOO_SMALL,
        NOT_ENUMERATED,
        /// An element of a list of strings breaks any of the element's rules.
        ELEMENT
    }
}
