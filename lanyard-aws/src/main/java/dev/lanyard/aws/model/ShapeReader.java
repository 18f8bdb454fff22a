// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import dev.lanyard.aws.json.Json;
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
        Json.Obj facts = source.entry("shapes", name)
                .orElseThrow(() -> new IllegalStateException("The model lacks shape " + name));
        Shape read = read(name, facts);
        Shape earlier = known.putIfAbsent(name, read);
        return earlier == null ? read : earlier;
    }

    private Shape read(String name, Json.Obj facts) {
        String type = facts.text("type").orElseThrow();
        return switch (type) {
            case "structure" -> new Structure(name, facts.flag("union"), () -> members(facts));
            case "list" -> {
                Json.Obj element = facts.object("member").orElseThrow();
                yield new Shape.ListOf(member("member", element, false), range(facts), facts.flag("sparse"));
            }
            case "map" -> {
                Member key = member("key", facts.object("key").orElseThrow(), true);
                Member value = member("value", facts.object("value").orElseThrow(), false);
                yield new Shape.MapOf(key, value, range(facts), facts.flag("sparse"));
            }
            case "string" -> {
                Optional<TextPattern> pattern = facts.text("pattern").map(TextPattern::new);
                yield new Shape.Text(range(facts), pattern, facts.texts("enum"));
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

    private List<Member> members(Json.Obj facts) {
        List<String> required = facts.texts("required");
        List<Member> members = new ArrayList<>();
        facts.object("members")
                .orElseThrow()
                .members()
                .forEach((name, of) -> members.add(member(name, (Json.Obj) of, required.contains(name))));
        return members;
    }

    private Member member(String name, Json.Obj facts, boolean required) {
        Shape shape = format(facts)
                .<Shape>map(Shape.Timestamp::new)
                .orElseGet(() -> shape(facts.text("shape").orElseThrow()));
        Optional<String> location = facts.text("locationName");
        return new Member(
                name,
                shape,
                required,
                protocol.requestName(name, location, facts.text("queryName")),
                protocol.responseName(name, location),
                facts.flag("flattened"),
                facts.object("xmlNamespace").map(ShapeReader::namespace));
    }

    private static XmlNamespace namespace(Json.Obj facts) {
        return new XmlNamespace(
                facts.text("prefix").orElse(""), facts.text("uri").orElseThrow());
    }

    private static Optional<TimestampFormat> format(Json.Obj facts) {
        return facts.text("timestampFormat").map(name -> switch (name) {
            case "iso8601" -> TimestampFormat.ISO_8601;
            case "unixTimestamp" -> TimestampFormat.EPOCH_SECONDS;
            case "rfc822" -> TimestampFormat.HTTP_DATE;
            default -> throw new IllegalStateException("Unknown timestamp format " + name);
        });
    }

    private static Range range(Json.Obj facts) {
        if (!facts.has("min") && !facts.has("max")) {
            return Range.ANY;
        }
        return new Range(
                facts.number("min").orElse(Long.MIN_VALUE), facts.number("max").orElse(Long.MAX_VALUE));
    }
}
