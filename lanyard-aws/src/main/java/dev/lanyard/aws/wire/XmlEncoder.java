// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.aws.model.TimestampFormat;
import dev.lanyard.aws.model.XmlNamespace;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Writes a tree as the XML of its shape. An empty list is an empty element; what is absent has no element.
final class XmlEncoder {
    private final XmlWriter xml;
    private final boolean millis;

    /// @param millis whether ISO timestamps carry milliseconds
    XmlEncoder(XmlWriter xml, boolean millis) {
        this.xml = xml;
        this.millis = millis;
    }

    /// Writes the members that are present, in the order of the model.
    void members(Structure structure, Map<String, Object> tree) {
        for (Member member : structure.members()) {
            Object value = tree.get(member.name());
            if (value != null && !member.attribute()) {
                member(member, value);
            }
        }
    }

    private void member(Member member, Object value) {
        if (member.flattened() && member.shape() instanceof Shape.ListOf list) {
            elements(list.element(), member.responseName(), (List<?>) value);
        } else if (member.flattened() && member.shape() instanceof Shape.MapOf map) {
            entries(map, member.responseName(), (Map<?, ?>) value);
        } else {
            element(member, member.responseName(), value);
        }
    }

    private void element(Member member, String name, Object value) {
        xml.start(name);
        if (member.namespace().isPresent()) {
            declare(member.namespace().get());
        }
        switch (member.shape()) {
            case Structure structure -> {
                Map<String, Object> tree = Trees.structure(value);
                attributes(structure, tree);
                members(structure, tree);
                xml.end(name);
            }
            case Shape.ListOf list -> {
                elements(list.element(), list.element().responseName(), (List<?>) value);
                xml.end(name);
            }
            case Shape.MapOf map -> {
                entries(map, "entry", (Map<?, ?>) value);
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

    private void entries(Shape.MapOf map, String name, Map<?, ?> values) {
        values.forEach((key, value) -> {
            xml.start(name);
            element(map.key(), map.key().responseName(), key);
            member(map.value(), value);
            xml.end(name);
        });
    }

    private void declare(XmlNamespace namespace) {
        xml.attribute(namespace.prefix().isEmpty() ? "xmlns" : "xmlns:" + namespace.prefix(), namespace.uri());
    }

    private void attributes(Structure structure, Map<String, Object> tree) {
        for (Member member : structure.members()) {
            Object value = tree.get(member.name());
            if (value != null && member.attribute()) {
                xml.attribute(member.responseName(), text(member.shape(), value));
            }
        }
    }

    private String text(Shape shape, Object value) {
        return switch (value) {
            case String text -> text;
            case Double decimal -> Scalars.decimal(decimal);
            case Instant instant -> timestamp(((Shape.Timestamp) shape).format(), instant);
            case byte[] blob -> Base64.getEncoder().encodeToString(blob);
            default -> value.toString();
        };
    }

    private String timestamp(TimestampFormat format, Instant instant) {
        return millis && format == TimestampFormat.ISO_8601
                ? Scalars.isoMillis(instant)
                : Scalars.timestamp(instant, format);
    }
}
