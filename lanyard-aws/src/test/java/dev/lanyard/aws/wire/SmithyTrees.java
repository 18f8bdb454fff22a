// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;

/// Turns the parameters of Smithy's test cases into trees.
final class SmithyTrees {
    private SmithyTrees() {}

    static Map<String, Object> of(Structure structure, ObjectNode params) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            params.getMember(member.name())
                    .filter(node -> !node.isNullNode())
                    .ifPresent(node -> tree.put(member.name(), value(member.shape(), node)));
        }
        return tree;
    }

    private static Object value(Shape shape, Node node) {
        if (node.isNullNode()) {
            return null;
        }
        return switch (shape) {
            case Structure structure -> of(structure, node.expectObjectNode());
            case Shape.ListOf list -> {
                List<Object> values = new ArrayList<>();
                node.expectArrayNode()
                        .forEach(element -> values.add(value(list.element().shape(), element)));
                yield values;
            }
            case Shape.MapOf map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                node.expectObjectNode()
                        .getStringMap()
                        .forEach((key, element) ->
                                values.put(key, value(map.value().shape(), element)));
                yield values;
            }
            case Shape.Text _ -> node.expectStringNode().getValue();
            case Shape.Int _ -> node.expectNumberNode().getValue().intValue();
            case Shape.LongInt _ -> node.expectNumberNode().getValue().longValue();
            case Shape.Decimal _ ->
                node.asStringNode()
                        .map(text -> Scalars.decimal(text.getValue()))
                        .orElseGet(() -> node.expectNumberNode().getValue().doubleValue());
            case Shape.Bool _ -> node.expectBooleanNode().getValue();
            case Shape.Timestamp _ ->
                Scalars.epochSeconds(
                        new BigDecimal(node.expectNumberNode().getValue().toString()));
            case Shape.Blob _ -> node.expectStringNode().getValue().getBytes(UTF_8);
        };
    }

    /// The tree with blobs as text, which unlike arrays can be compared.
    static Object comparable(Object node) {
        return switch (node) {
            case null -> "null";
            case byte[] blob -> "blob " + Base64.getEncoder().encodeToString(blob);
            case Map<?, ?> entries -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                entries.forEach((key, value) -> copy.put(key, comparable(value)));
                yield copy;
            }
            case List<?> values -> values.stream().map(SmithyTrees::comparable).toList();
            default -> node;
        };
    }
}
