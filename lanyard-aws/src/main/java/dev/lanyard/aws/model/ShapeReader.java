// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Turns the facts of a model file into shapes, each once.
final class ShapeReader {
    private final ModelSource source;
    private final WireProtocol protocol;
    private final Map<String, Shape> known = new ConcurrentHashMap<>();

    ShapeReader(ModelSource source, WireProtocol protocol) {
        this.source = source;
        this.protocol = protocol;
    }

    Structure structure(String name) {
        return (Structure) shape(name);
    }

    Shape shape(String name) {
        Shape shape = known.get(name);
        if (shape != null) {
            return shape;
        }
        Map<String, Object> facts = source.entry("shapes", name)
                .orElseThrow(() -> new IllegalStateException("The model lacks shape " + name));
        Shape read = read(name, facts);
        Shape earlier = known.putIfAbsent(name, read);
        return earlier == null ? read : earlier;
    }

    private Shape read(String name, Map<String, Object> facts) {
        String type = (String) facts.get("type");
        return switch (type) {
            case "structure" -> new Structure(name, flag(facts, "union"), () -> members(facts));
            case "list" -> {
                Map<String, Object> element = ModelSource.object(facts.get("member"));
                yield new Shape.ListOf(member("member", element, false), range(facts), flag(facts, "sparse"));
            }
            case "map" -> {
                Member key = member("key", ModelSource.object(facts.get("key")), true);
                Member value = member("value", ModelSource.object(facts.get("value")), false);
                yield new Shape.MapOf(key, value, range(facts), flag(facts, "sparse"));
            }
            case "string" -> {
                Optional<TextPattern> pattern = text(facts, "pattern").map(TextPattern::new);
                yield new Shape.Text(range(facts), pattern, ModelSource.strings(facts.get("enum")));
            }
            case "integer" -> new Shape.Int(range(facts));
            case "long" -> new Shape.LongInt(range(facts));
            case "float", "double" -> new Shape.Decimal(range(facts));
            case "boolean" -> new Shape.Bool();
            case "timestamp" -> new Shape.Timestamp(format(facts).orElse(protocol.timestamps()));
            case "blob" -> new Shape.Blob(range(facts));
            default -> throw new IllegalStateException("Shape " + name + " is of unknown type " + type);
        };
    }

    private List<Member> members(Map<String, Object> facts) {
        List<String> required = ModelSource.strings(facts.get("required"));
        List<Member> members = new ArrayList<>();
        ModelSource.object(facts.get("members"))
                .forEach((name, of) -> members.add(member(name, ModelSource.object(of), required.contains(name))));
        return members;
    }

    private Member member(String name, Map<String, Object> facts, boolean required) {
        Shape shape =
                format(facts).<Shape>map(Shape.Timestamp::new).orElseGet(() -> shape((String) facts.get("shape")));
        Optional<String> location = text(facts, "locationName");
        return new Member(
                name,
                shape,
                required,
                protocol.requestName(name, location, text(facts, "queryName")),
                protocol.responseName(name, location),
                flag(facts, "flattened"),
                Optional.ofNullable(facts.get("xmlNamespace")).map(ShapeReader::namespace));
    }

    private static XmlNamespace namespace(Object facts) {
        Map<String, Object> namespace = ModelSource.object(facts);
        return new XmlNamespace(text(namespace, "prefix").orElse(""), (String) namespace.get("uri"));
    }

    private static Optional<TimestampFormat> format(Map<String, Object> facts) {
        return text(facts, "timestampFormat").map(name -> switch (name) {
            case "iso8601" -> TimestampFormat.ISO_8601;
            case "unixTimestamp" -> TimestampFormat.EPOCH_SECONDS;
            case "rfc822" -> TimestampFormat.HTTP_DATE;
            default -> throw new IllegalStateException("Unknown timestamp format " + name);
        });
    }

    private static Range range(Map<String, Object> facts) {
        if (!facts.containsKey("min") && !facts.containsKey("max")) {
            return Range.ANY;
        }
        Number min = (Number) facts.getOrDefault("min", Long.MIN_VALUE);
        Number max = (Number) facts.getOrDefault("max", Long.MAX_VALUE);
        return new Range(min.longValue(), max.longValue());
    }

    private static Optional<String> text(Map<String, Object> facts, String name) {
        return Optional.ofNullable((String) facts.get(name));
    }

    private static boolean flag(Map<String, Object> facts, String name) {
        return Boolean.TRUE.equals(facts.get(name));
    }
}
