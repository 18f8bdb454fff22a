// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A place in the metadata tree.
sealed interface Node {
    /// Something to read.
    record Leaf(Supplier<Item> item) implements Node {
        static Leaf text(String text, Instant modified) {
            Item item = new Item(text.getBytes(UTF_8), false, modified);
            return new Leaf(() -> item);
        }
    }

    /// A list of names. What is hidden answers all the same.
    final class Directory implements Node {
        private final Instant modified;
        private final Map<String, Node> listed = new TreeMap<>();
        private final Map<String, Node> hidden = new TreeMap<>();
        private final boolean slashes;

        Directory(Instant modified) {
            this(modified, true);
        }

        /// @param slashes whether names of directories end with a slash in the list
        Directory(Instant modified, boolean slashes) {
            this.modified = modified;
            this.slashes = slashes;
        }

        Directory put(String name, Node node) {
            listed.put(name, node);
            return this;
        }

        Directory put(String name, String text) {
            return put(name, Leaf.text(text, modified));
        }

        Directory put(String name, Optional<String> text) {
            text.ifPresent(value -> put(name, value));
            return this;
        }

        /// Puts the lines unless there are none.
        Directory put(String name, Iterable<String> lines) {
            String text = String.join("\n", lines);
            return text.isEmpty() ? this : put(name, text);
        }

        Directory hide(String name, Node node) {
            hidden.put(name, node);
            return this;
        }

        Node child(String name) {
            Node node = listed.get(name);
            return node == null ? hidden.get(name) : node;
        }

        boolean isEmpty() {
            return listed.isEmpty();
        }

        Item list() {
            StringBuilder names = new StringBuilder();
            listed.forEach((name, node) -> {
                names.append(names.isEmpty() ? "" : "\n").append(name);
                if (slashes && node instanceof Directory) {
                    names.append('/');
                }
            });
            return new Item(names.toString().getBytes(UTF_8), false, modified);
        }
    }
}
