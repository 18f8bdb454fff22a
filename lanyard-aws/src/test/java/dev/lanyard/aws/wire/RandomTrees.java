// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Random data of a shape. Recursion ends because deep structures have no members.
final class RandomTrees {
    private static final int MAX_DEPTH = 9;
    private static final List<String> TEXTS =
            List.of("", "a", "a b&c=d%", "é \uD83D\uDE00", "<x y=\"z\">'&amp;", "line\r\n\tend ", "1", "true", "a.b");

    private final Random random;

    RandomTrees(long seed) {
        this.random = new Random(seed);
    }

    Map<String, Object> structure(Structure structure) {
        return structure(structure, 0);
    }

    private Map<String, Object> structure(Structure structure, int depth) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (structure.union()) {
            List<Member> choices = structure.members();
            Member chosen = choices.get(random.nextInt(choices.size()));
            tree.put(chosen.name(), value(chosen.shape(), depth + 1));
            return tree;
        }
        for (Member member : structure.members()) {
            if (depth < MAX_DEPTH && random.nextInt(4) > 0) {
                tree.put(member.name(), value(member.shape(), depth + 1));
            }
        }
        return tree;
    }

    private Object value(Shape shape, int depth) {
        return switch (shape) {
            case Structure structure -> structure(structure, depth);
            case Shape.ListOf list -> {
                List<Object> values = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    values.add(value(list.element().shape(), depth));
                }
                yield values;
            }
            case Shape.MapOf map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    values.put("key" + i, value(map.value().shape(), depth));
                }
                yield values;
            }
            case Shape.Text text -> {
                List<String> choices = text.values().isEmpty() ? TEXTS : text.values();
                yield choices.get(random.nextInt(choices.size()));
            }
            case Shape.Int _ -> random.nextInt();
            case Shape.LongInt _ -> random.nextLong();
            case Shape.Decimal _ -> random.nextGaussian();
            case Shape.Bool _ -> random.nextBoolean();
            case Shape.Timestamp _ -> Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
            case Shape.Blob _ -> {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }
}
