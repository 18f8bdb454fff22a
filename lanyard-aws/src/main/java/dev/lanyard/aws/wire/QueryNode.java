// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.fault.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Query parameters as the tree that the dots in their names describe.
final class QueryNode {
    private static final int MAX_INDEX_DIGITS = 9;

    private record Indexed(int index, QueryNode node) implements Comparable<Indexed> {
        @Override
        public int compareTo(Indexed other) {
            return Integer.compare(index, other.index);
        }
    }

    private Map<String, QueryNode> children = Map.of();
    private String parameter = "";
    private String value;

    static QueryNode of(QueryParameters parameters) {
        QueryNode root = new QueryNode();
        parameters.forEach(root::add);
        return root;
    }

    private void add(String name, String text) {
        QueryNode node = this;
        int from = 0;
        while (from <= name.length()) {
            int dot = name.indexOf('.', from);
            int end = dot < 0 ? name.length() : dot;
            node = node.childToFill(name.substring(from, end));
            from = end + 1;
        }
        node.parameter = name;
        node.value = text;
    }

    private QueryNode childToFill(String segment) {
        if (children.isEmpty()) {
            children = new LinkedHashMap<>();
        }
        return children.computeIfAbsent(segment, _ -> new QueryNode());
    }

    /// The whole name of the parameter whose value this is.
    String parameter() {
        return parameter;
    }

    /// The value of the parameter that ends here.
    Optional<String> value() {
        return Optional.ofNullable(value);
    }

    Optional<QueryNode> child(String segment) {
        return Optional.ofNullable(children.get(segment));
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /// The children whose names are numbers, in the order of the numbers. Gaps close; other names are no elements.
    ///
    /// @throws Fault for a number that is there in two spellings
    List<QueryNode> elements() {
        List<Indexed> indexed = new ArrayList<>(children.size());
        children.forEach((segment, node) -> {
            int index = index(segment);
            if (index >= 0) {
                indexed.add(new Indexed(index, node));
            }
        });
        indexed.sort(null);
        for (int i = 1; i < indexed.size(); i++) {
            if (indexed.get(i - 1).index == indexed.get(i).index) {
                throw WireFault.MALFORMED_QUERY_STRING.because(
                        "The element " + indexed.get(i).index + " of a list is given more than once");
            }
        }
        return indexed.stream().map(Indexed::node).toList();
    }

    private static int index(String segment) {
        if (segment.isEmpty() || segment.length() > MAX_INDEX_DIGITS) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = index * 10 + c - '0';
        }
        return index;
    }
}
