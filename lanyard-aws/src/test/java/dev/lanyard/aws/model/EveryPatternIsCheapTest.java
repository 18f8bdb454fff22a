// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// AWS's patterns meet what strangers send, up to the length that the shape allows or that is matched in any case. None
/// may take a stack, or time that grows faster than the text.
class EveryPatternIsCheapTest {
    private static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_MATCHED = 2_000;
    private static final List<String> PIECES = List.of(
            "a",
            "A",
            "1",
            "/",
            "/a",
            "a/",
            "a.",
            ".a",
            "a-",
            "-",
            ":",
            "a:",
            " ",
            "\n",
            "é",
            "\uD83D\uDE00",
            "0a",
            "_",
            "=",
            "+",
            "arn:aws:iam::123456789012:role/",
            "a,b",
            "@",
            "\u0000",
            "ab1",
            "{\"a\":",
            "1.2.3.");

    @Test
    void noneTakesAStackOrMoreThanAMoment() {
        Map<String, Shape.Text> patterns = new LinkedHashMap<>();
        for (String service : List.of("iam", "sts", "ec2", "dms")) {
            ServiceModel model = ServiceModel.load(service);
            Set<Shape> seen = new HashSet<>();
            for (String name : model.operations()) {
                model.operation(name).orElseThrow().input().ifPresent(input -> collect(input, seen, patterns));
            }
        }
        assertThat(patterns).hasSizeGreaterThan(20);
        List<String> costly = new ArrayList<>();
        patterns.forEach((text, shape) -> {
            int length = Math.clamp(shape.length().max(), LONGEST_MATCHED, LONGEST_BODY);
            for (String piece : PIECES) {
                for (String end : List.of("", "\u0001")) {
                    for (String start : List.of("", "arn:aws:iam::123456789012:")) {
                        String value = start + piece.repeat((length - 100) / piece.length()) + end;
                        long from = System.nanoTime();
                        try {
                            boolean _ = shape.pattern().orElseThrow().matches(value);
                        } catch (StackOverflowError _) {
                            costly.add(text + " takes a stack for " + start + piece + "..." + end);
                            return;
                        }
                        if (System.nanoTime() - from > Duration.ofSeconds(3).toNanos()) {
                            costly.add(text + " takes long for " + start + piece + "..." + end);
                            return;
                        }
                    }
                }
            }
        });
        assertThat(costly).isEmpty();
    }

    private static void collect(Shape shape, Set<Shape> seen, Map<String, Shape.Text> patterns) {
        if (shape instanceof Structure && !seen.add(shape)) {
            return;
        }
        switch (shape) {
            case Structure structure -> structure.members().forEach(member -> collect(member.shape(), seen, patterns));
            case Shape.ListOf list -> collect(list.element().shape(), seen, patterns);
            case Shape.MapOf map -> collect(map.value().shape(), seen, patterns);
            case Shape.Text text -> text.pattern().ifPresent(pattern -> patterns.putIfAbsent(pattern.text(), text));
            default -> {}
        }
    }
}
