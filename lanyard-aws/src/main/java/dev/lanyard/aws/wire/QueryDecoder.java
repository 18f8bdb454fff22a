// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import dev.lanyard.aws.text.Ascii;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decodes query parameters into the tree of a shape, for both query protocols.
final class QueryDecoder {
    /// What a query protocol answers to a value that is not what the model says.
    interface Complaint {
        Fault of(String parameter, String value, String reason);
    }

    private final boolean allFlat;
    private final Complaint complaint;

    /// @param allFlat whether every list is flat whatever the model says, as in EC2
    QueryDecoder(boolean allFlat, Complaint complaint) {
        this.allFlat = allFlat;
        this.complaint = complaint;
    }

    Map<String, Object> decode(Structure structure, QueryParameters parameters) {
        return members(structure, QueryNode.of(parameters));
    }

    private Map<String, Object> members(Structure structure, QueryNode node) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            node.child(member.requestName())
                    .flatMap(child -> value(member, child))
                    .ifPresent(value -> tree.put(member.name(), value));
        }
        return tree;
    }

    private Optional<Object> value(Member member, QueryNode node) {
        boolean flat = allFlat || member.flattened();
        return switch (member.shape()) {
            case Structure structure -> {
                requireNoText(node, "A structure is expected.");
                yield Optional.of(members(structure, node));
            }
            case Shape.ListOf list -> {
                requireNoText(node, "A list is expected.");
                yield Optional.of(list(list, flat, node));
            }
            case Shape.MapOf map -> {
                requireNoText(node, "A map is expected.");
                yield Optional.of(map(map, flat, node));
            }
            default -> node.value().map(text -> scalar(member.shape(), text, node.parameter()));
        };
    }

    /// An empty list, map or structure is its bare name with an empty value.
    private void requireNoText(QueryNode node, String reason) {
        String text = node.value().orElse("");
        if (!text.isEmpty() && node.isLeaf()) {
            throw complaint.of(node.parameter(), text, reason);
        }
    }

    private List<Object> list(Shape.ListOf list, boolean flat, QueryNode node) {
        List<Object> values = new ArrayList<>();
        for (QueryNode element : elements(node, flat, list.element().requestName())) {
            value(list.element(), element).ifPresent(values::add);
        }
        return values;
    }

    private Map<String, Object> map(Shape.MapOf map, boolean flat, QueryNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (QueryNode entry : elements(node, flat, "entry")) {
            Optional<String> key = entry.child(map.key().requestName()).flatMap(QueryNode::value);
            Optional<Object> value = entry.child(map.value().requestName()).flatMap(found -> value(map.value(), found));
            if (key.isPresent() && value.isPresent()) {
                values.putIfAbsent(key.get(), value.get());
            }
        }
        return values;
    }

    private static List<QueryNode> elements(QueryNode node, boolean flat, String name) {
        return flat
                ? node.elements()
                : node.child(name).map(QueryNode::elements).orElse(List.of());
    }

    private Object scalar(Shape shape, String text, String parameter) {
        try {
            return switch (shape) {
                case Shape.Text _ -> text;
                case Shape.Int _ -> Integer.parseInt(decimal(text));
                case Shape.LongInt _ -> Long.parseLong(decimal(text));
                case Shape.Decimal _ -> Scalars.decimal(text);
                case Shape.Bool _ -> bool(text);
                case Shape.Timestamp _ -> Scalars.timestamp(text);
                case Shape.Blob _ -> Base64.getDecoder().decode(text);
                case Structure _, Shape.ListOf _, Shape.MapOf _ ->
                    throw new IllegalStateException("Not a scalar: " + parameter);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw complaint.of(parameter, text, "It must be " + expected(shape) + ".");
        }
    }

    /// Java reads digits of any script and a plus sign; AWS's numbers have neither.
    private static String decimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && c != '-') {
                throw new NumberFormatException(text);
            }
        }
        return text;
    }

    private boolean bool(String text) {
        return switch (Ascii.lower(text)) {
            case "true" -> true;
            case "false" -> false;
            case "1" -> numericBool(text, true);
            case "0" -> numericBool(text, false);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private boolean numericBool(String text, boolean value) {
        if (!allFlat) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    private static String expected(Shape shape) {
        return switch (shape) {
            case Shape.Int _, Shape.LongInt _ -> "an integer";
            case Shape.Decimal _ -> "a number";
            case Shape.Bool _ -> "true or false";
            case Shape.Timestamp _ -> "a timestamp";
            default -> "base64";
        };
    }
}
