// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.Optional;

/// A member of a structure, or the element, key or value of a list or map.
///
/// @param name the member's name in the model, which is its key in the tree
/// @param requestName its name on the wire in a request: a segment of a parameter name, or a JSON key
/// @param responseName its name on the wire in a response: an XML element or a JSON key
/// @param flattened whether its elements stand directly in the parent, without an enclosing element
public record Member(
        String name,
        Shape shape,
        boolean required,
        String requestName,
        String responseName,
        boolean flattened,
        Optional<XmlNamespace> namespace) {}
