// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The client's half of the query protocols: writes forms and reads XML, the other way round than the code under test.
final class TestClient {
    private final boolean flat;

    /// @param flat whether lists are written as EC2 wants them
    TestClient(boolean flat) {
        this.flat = flat;
    }

    String form(Structure structure, Map<String, Object> tree) {
        StringBuilder form = new StringBuilder();
        write(structure, tree, "", form);
        return form.toString();
    }

    private void write(Shape shape, Object value, String name, StringBuilder form) {
        switch (shape) {
            case Structure structure -> {
                Map<String, Object> tree = Trees.structure(value);
                structure.members().stream()
                        .filter(member -> tree.containsKey(member.name()))
                        .forEach(member -> write(
                                member.shape(),
                                tree.get(member.name()),
                                name.isEmpty() ? member.requestName() : name + "." + member.requestName(),
                                form));
                writeEmpty(tree.isEmpty(), name, form);
            }
            case Shape.ListOf list -> {
                List<?> values = (List<?>) value;
                String prefix = flat ? name : name + "." + list.element().requestName();
                for (int i = 0; i < values.size(); i++) {
                    write(list.element().shape(), values.get(i), prefix + "." + (i + 1), form);
                }
                writeEmpty(values.isEmpty(), name, form);
            }
            case Shape.MapOf map -> throw new IllegalStateException("No input here has a map: " + name);
            default -> write(name, text(value), form);
        }
    }

    private static void writeEmpty(boolean empty, String name, StringBuilder form) {
        if (empty && !name.isEmpty()) {
            write(name, "", form);
        }
    }

    private static void write(String name, String value, StringBuilder form) {
        form.append(form.isEmpty() ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, UTF_8));
    }

    private static String text(Object value) {
        return value instanceof byte[] blob ? Base64.getEncoder().encodeToString(blob) : value.toString();
    }

    Map<String, Object> read(Structure structure, Element element) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            List<Element> found = children(element, member.responseName());
            if (!found.isEmpty()) {
                tree.put(member.name(), value(member.shape(), found.getFirst()));
            }
        }
        return tree;
    }

    private Object value(Shape shape, Element element) {
        String text = element.getTextContent();
        return switch (shape) {
            case Structure structure -> read(structure, element);
            case Shape.ListOf list ->
                children(element, list.element().responseName()).stream()
                        .map(child -> value(list.element().shape(), child))
                        .toList();
            case Shape.MapOf map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (Element entry : children(element, "entry")) {
                    String key = children(entry, "key").getFirst().getTextContent();
                    entries.put(
                            key,
                            value(map.value().shape(), children(entry, "value").getFirst()));
                }
                yield entries;
            }
            case Shape.Text _ -> text;
            case Shape.Int _ -> Integer.valueOf(text);
            case Shape.LongInt _ -> Long.valueOf(text);
            case Shape.Decimal _ -> Double.valueOf(text);
            case Shape.Bool _ -> Boolean.valueOf(text);
            case Shape.Timestamp _ -> Instant.parse(text);
            case Shape.Blob _ -> Base64.getDecoder().decode(text);
        };
    }

    static List<Element> children(Element element, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                children.add(child);
            }
        }
        return children;
    }
}
