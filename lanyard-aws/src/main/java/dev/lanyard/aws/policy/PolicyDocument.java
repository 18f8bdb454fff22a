// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.json.Json;
import dev.lanyard.aws.json.Json.Position;
import dev.lanyard.aws.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A policy as its author wrote it. The text itself is kept by whoever stores it: a document is never reformatted.
public record PolicyDocument(Optional<String> version, Optional<String> id, List<Statement> statements) {
    public static final String VERSION_2012 = "2012-10-17";
    public static final String VERSION_2008 = "2008-10-17";

    public enum Effect {
        ALLOW,
        DENY
    }

    /// @param start the position after the statement's `{`, as SimulatePrincipalPolicy reports it
    /// @param end the position after the statement's `}`
    public record Statement(
            Optional<String> sid,
            Effect effect,
            Optional<Principals> principals,
            Patterns actions,
            Optional<Patterns> resources,
            List<Condition> conditions,
            Position start,
            Position end) {}

    /// `Action`, or `NotAction` when negated; the same for resources.
    public record Patterns(boolean negated, List<String> values) {}

    /// `Principal`, or `NotPrincipal` when negated. The bare `"*"` is the AWS principal `*`.
    public record Principals(boolean negated, List<NamedPrincipal> names) {}

    /// @param type `AWS`, `Service`, `Federated` or `CanonicalUser`
    public record NamedPrincipal(String type, String value) {}

    /// One operator over one key, such as `ForAnyValue:StringLike`, `aws:TagKeys`.
    public record Condition(String operator, String key, List<String> values) {}

    /// Reads a document that a validator has accepted before, or one that ships with the program.
    /// Throws IllegalArgumentException when it is none.
    public static PolicyDocument parse(String text) {
        return Json.parse(text)
                .flatMap(PolicyDocument::of)
                .orElseThrow(() -> new IllegalArgumentException("Not a policy document: " + text));
    }

    /// Every principal named, in document order.
    public List<NamedPrincipal> principals() {
        return statements.stream()
                .flatMap(s -> s.principals().stream())
                .flatMap(p -> p.names().stream())
                .toList();
    }

    /// The context keys that conditions and policy variables ask for.
    public SortedSet<String> contextKeys() {
        SortedSet<String> keys = new TreeSet<>(Ascii.IGNORE_CASE);
        for (Statement statement : statements) {
            List<String> texts = new ArrayList<>();
            statement.resources().ifPresent(r -> texts.addAll(r.values()));
            for (Condition condition : statement.conditions()) {
                keys.add(condition.key());
                texts.addAll(condition.values());
            }
            if (hasVariables()) {
                texts.forEach(text -> keys.addAll(Template.of(text, true).keys()));
            }
        }
        return keys;
    }

    /// Only this version knows policy variables; in older documents `${...}` is plain text.
    boolean hasVariables() {
        return version.filter(VERSION_2012::equals).isPresent();
    }

    /// The document that a JSON value is; empty when an element has the wrong type or a needed one is missing.
    static Optional<PolicyDocument> of(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return Optional.empty();
        }
        Map<String, Json> members = object.members();
        List<Statement> statements = new ArrayList<>();
        for (Json item : items(members.get("Statement"))) {
            Optional<Statement> statement = item instanceof Json.Obj one ? statement(one) : Optional.empty();
            if (statement.isEmpty()) {
                return Optional.empty();
            }
            statements.add(statement.get());
        }
        return Optional.of(
                new PolicyDocument(text(members.get("Version")), text(members.get("Id")), List.copyOf(statements)));
    }

    /// The elements of a list; anything else is a list of itself, and a missing one an empty list.
    static List<Json> items(Json value) {
        return switch (value) {
            case null -> List.of();
            case Json.Arr(List<Json> items) -> items;
            default -> List.of(value);
        };
    }

    private static Optional<Statement> statement(Json.Obj json) {
        Map<String, Json> members = json.members();
        Optional<Effect> effect = effect(members.get("Effect"));
        Optional<Patterns> actions = patterns(members, "Action", "NotAction");
        if (effect.isEmpty() || actions.isEmpty()) {
            return Optional.empty();
        }
        Optional<Principals> principals =
                principals(members.get("Principal"), false).or(() -> principals(members.get("NotPrincipal"), true));
        return Optional.of(new Statement(
                text(members.get("Sid")),
                effect.get(),
                principals,
                actions.get(),
                patterns(members, "Resource", "NotResource"),
                conditions(members.get("Condition")),
                json.start(),
                json.end()));
    }

    static Optional<Effect> effect(Json value) {
        return switch (text(value).orElse("")) {
            case "Allow" -> Optional.of(Effect.ALLOW);
            case "Deny" -> Optional.of(Effect.DENY);
            default -> Optional.empty();
        };
    }

    private static Optional<Patterns> patterns(Map<String, Json> members, String name, String negated) {
        Json plain = members.get(name);
        Json value = plain != null ? plain : members.get(negated);
        return value == null ? Optional.empty() : Optional.of(new Patterns(plain == null, values(value)));
    }

    private static Optional<Principals> principals(Json value, boolean negated) {
        return switch (value) {
            case Json.Text any -> Optional.of(new Principals(negated, List.of(new NamedPrincipal("AWS", any.value()))));
            case Json.Obj types -> {
                List<NamedPrincipal> names = new ArrayList<>();
                types.members()
                        .forEach((type, of) -> values(of).forEach(name -> names.add(new NamedPrincipal(type, name))));
                yield Optional.of(new Principals(negated, List.copyOf(names)));
            }
            case null, default -> Optional.empty();
        };
    }

    static List<Condition> conditions(Json value) {
        List<Condition> conditions = new ArrayList<>();
        if (value instanceof Json.Obj operators) {
            operators.members().forEach((operator, keys) -> {
                if (keys instanceof Json.Obj tests) {
                    tests.members()
                            .forEach((key, values) -> conditions.add(new Condition(operator, key, values(values))));
                }
            });
        }
        return List.copyOf(conditions);
    }

    /// Texts, numbers and booleans as text; `null` in a list says nothing.
    private static List<String> values(Json value) {
        List<String> texts = new ArrayList<>();
        for (Json item : items(value)) {
            switch (item) {
                case Json.Text text -> texts.add(text.value());
                case Json.Scalar(String text) -> texts.add(text);
                case Json.Null _, Json.Arr _, Json.Obj _ -> {}
            }
        }
        return List.copyOf(texts);
    }

    private static Optional<String> text(Json value) {
        return value instanceof Json.Text text ? Optional.of(text.value()) : Optional.empty();
    }
}
