// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.bind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How one kind of value goes from the tree into a record (`in`) and back (`out`).
interface Fit {
    Object in(Object tree);

    Object out(Object value);

    /// Members below this value that nothing stands for.
    default List<String> unbound() {
        return List.of();
    }

    /// Values that are the same on both sides.
    record Same() implements Fit {
        @Override
        public Object in(Object tree) {
            return tree;
        }

        @Override
        public Object out(Object value) {
            return value;
        }
    }

    /// Values that are a string in the tree and something better in the record.
    record Text(Function<String, Object> reader, Function<Object, String> writer) implements Fit {
        @Override
        public Object in(Object tree) {
            return reader.apply((String) tree);
        }

        @Override
        public Object out(Object value) {
            return writer.apply(value);
        }
    }

    record Elements(Fit element) implements Fit {
        @Override
        public Object in(Object tree) {
            List<?> from = (List<?>) tree;
            List<Object> to = new ArrayList<>(from.size());
            for (Object each : from) {
                to.add(element.in(each));
            }
            return List.copyOf(to);
        }

        @Override
        public Object out(Object value) {
            List<?> from = (List<?>) value;
            List<Object> to = new ArrayList<>(from.size());
            for (Object each : from) {
                to.add(element.out(each));
            }
            return to;
        }

        @Override
        public List<String> unbound() {
            return element.unbound();
        }
    }

    record Entries(Fit element) implements Fit {
        @Override
        public Object in(Object tree) {
            return changed((Map<?, ?>) tree, element::in);
        }

        @Override
        public Object out(Object value) {
            return changed((Map<?, ?>) value, element::out);
        }

        private static Map<String, Object> changed(Map<?, ?> from, Function<Object, Object> change) {
            Map<String, Object> to = new LinkedHashMap<>();
            from.forEach((key, each) -> to.put((String) key, change.apply(each)));
            return to;
        }
    }
}
