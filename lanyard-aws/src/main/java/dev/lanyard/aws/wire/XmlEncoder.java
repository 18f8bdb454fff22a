// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.aws.model.XmlNamespace;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a tree as the XML of its shape. An empty list is an empty element; what is absent has no element.
final class XmlEncoder {
    private final XmlWriter xml;
    private final int isoDigits;

    /// @param isoDigits how many digits of a second timestamps show
    XmlEncoder(XmlWriter xml, int isoDigits) {
        this.xml = xml;
        this.isoDigits = isoDigits;
    }

    /// Writes the members that are present, in the order of the model.
    void members(Structure structure, Map<String, Object> tree) {
        for (Member member : structure.members()) {
            Object value = tree.get(member.name());
            if (value != null) {
                member(member, value);
            }
        }
    }

    private void member(Member member, Object value) {
        if (member.flattened() && member.shape() instanceof Shape.ListOf list) {
            elements(list.element(), member.responseName(), (List<?>) value);
        } else if (member.flattened() && member.shape() instanceof Shape.MapOf map) {
            entries(map, member.namespace(), member.responseName(), (Map<?, ?>) value);
        } else {
            element(member, member.responseName(), value);
        }
    }

    private void element(Member member, String name, Object value) {
        start(name, member.namespace());
        switch (member.shape()) {
            case Structure structure -> {
                Map<String, Object> tree = Trees.structure(value);
                members(structure, tree);
                xml.end(name);
            }
            case Shape.ListOf list -> {
                elements(list.element(), list.element().responseName(), (List<?>) value);
                xml.end(name);
            }
            case Shape.MapOf map -> {
                entries(map, Optional.empty(), "entry", (Map<?, ?>) value);
                xml.end(name);
            }
            default -> xml.endWith(text(member.shape(), value), name);
        }
    }

    private void elements(Member element, String name, List<?> values) {
        for (Object value : values) {
            element(element, name, value);
        }
    }

    private void entries(Shape.MapOf map, Optional<XmlNamespace> namespace, String name, Map<?, ?> values) {
        values.forEach((key, value) -> {
            start(name, namespace);
            element(map.key(), map.key().responseName(), key);
            member(map.value(), value);
            xml.end(name);
        });
    }

    private void start(String name, Optional<XmlNamespace> namespace) {
        xml.start(name);
        if (namespace.isPresent()) {
            String prefix = namespace.get().prefix();
            xml.attribute(
                    prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix,
                    namespace.get().uri());
        }
    }

    private String text(Shape shape, Object value) {
        return switch (value) {
            case String text -> text;
            case Double decimal -> Scalars.decimal(decimal);
            case Instant instant -> Scalars.timestamp(instant, ((Shape.Timestamp) shape).format(), isoDigits);
            case byte[] blob -> Base64.getEncoder().encodeToString(blob);
            default -> value.toString();
        };
    }
}
