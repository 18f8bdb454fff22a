// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.bind;

import dev.lanyard.aws.bind.RecordFit.Absence;
import dev.lanyard.aws.bind.RecordFit.Part;
import dev.lanyard.aws.model.Member;
import dev.lanyard.aws.model.Shape;
import dev.lanyard.aws.model.Structure;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fits record types to the shapes of the model and notes every way in which they do not fit.
final class Fitting {
    private static final Fit SAME = new Fit.Same();

    private final boolean input;
    private final List<String> problems;

    Fitting(boolean input, List<String> problems) {
        this.input = input;
        this.problems = problems;
    }

    RecordFit record(Class<?> type, Structure shape) {
        List<Part> parts = new ArrayList<>();
        Set<String> bound = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Optional<Member> member = shape.members().stream()
                    .filter(it -> isNamed(component.getName(), it))
                    .findFirst();
            if (member.isEmpty()) {
                problem(type, component.getName(), shape.name() + " has no such member");
            } else {
                bound.add(member.get().name());
                parts.add(part(type, component, member.get()));
            }
        }
        List<String> ignored = new ArrayList<>();
        for (Member member : shape.members()) {
            if (!bound.contains(member.name())) {
                ignored.add(member.name());
                if (member.required()) {
                    problem(type, member.name(), shape.name() + " requires it");
                }
            }
        }
        return new RecordFit(constructor(type), parts, ignored);
    }

    private Part part(Class<?> owner, RecordComponent component, Member member) {
        String where = component.getName();
        Type type = component.getGenericType();
        Absence absence = Absence.IMPOSSIBLE;
        if (component.getType() == Optional.class) {
            absence = Absence.EMPTY_OPTIONAL;
            type = argument(type, 0);
            if (input && member.required()) {
                problem(owner, where, "AWS requires it, so it need not be Optional");
            }
        } else if (component.getType() == List.class) {
            absence = Absence.EMPTY_LIST;
        } else if (input && !member.required()) {
            problem(owner, where, "a caller may leave it out, so it must be Optional");
        }
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Part(member.name(), accessor, fit(owner, where, type, member.shape()), absence);
    }

    private Fit fit(Class<?> owner, String where, Type type, Shape shape) {
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        return switch (shape) {
            case Structure structure when raw.isRecord() -> record(raw, structure);
            case Structure _ when raw == Map.class -> SAME;
            case Shape.ListOf list
            when raw == List.class ->
                new Fit.Elements(
                        fit(owner, where, argument(type, 0), list.element().shape()));
            case Shape.MapOf map
            when raw == Map.class ->
                new Fit.Entries(fit(owner, where, argument(type, 1), map.value().shape()));
            case Shape.Text _ when raw == String.class -> SAME;
            case Shape.Text text when raw.isEnum() -> enumerated(owner, where, raw, text);
            case Shape.Text _ when raw.isRecord() -> text(owner, where, raw);
            case Shape.Int _ when raw == int.class || raw == Integer.class -> SAME;
            case Shape.LongInt _ when raw == long.class || raw == Long.class -> SAME;
            case Shape.Decimal _ when raw == double.class || raw == Double.class -> SAME;
            case Shape.Bool _ when raw == boolean.class || raw == Boolean.class -> SAME;
            case Shape.Timestamp _ when raw == Instant.class -> SAME;
            case Shape.Blob _ when raw == byte[].class -> SAME;
            default -> {
                problem(owner, where, type.getTypeName() + " does not fit " + shape);
                yield SAME;
            }
        };
    }

    /// A record of one string, or, in answers only, any record whose `toString` is the wire form (such as an ARN).
    private Fit text(Class<?> owner, String where, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components.length == 1 && components[0].getType() == String.class) {
            Constructor<?> constructor = constructor(type);
            Method accessor = components[0].getAccessor();
            accessor.setAccessible(true);
            return new Fit.Text(
                    string -> construct(constructor, string), value -> (String) RecordFit.invoke(accessor, value));
        }
        if (input) {
            problem(owner, where, type.getSimpleName() + " cannot be read from a string");
        }
        return new Fit.Text(string -> string, Object::toString);
    }

    private Fit enumerated(Class<?> owner, String where, Class<?> type, Shape.Text shape) {
        Map<String, Object> byText = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byText.put(constant.toString(), constant);
        }
        Set<String> unknown = new HashSet<>(input ? shape.values() : byText.keySet());
        unknown.removeAll(input ? byText.keySet() : Set.copyOf(shape.values()));
        if (!shape.values().isEmpty() && !unknown.isEmpty()) {
            problem(owner, where, type.getSimpleName() + " and " + shape + " differ in " + unknown);
        }
        return new Fit.Text(byText::get, Object::toString);
    }

    private static Object construct(Constructor<?> constructor, String argument) {
        try {
            return constructor.newInstance(argument);
        } catch (InvocationTargetException e) {
            throw RecordFit.rethrown(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make " + constructor, e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record has a canonical constructor", e);
        }
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    /// A flag may be called `isPublic` for `Public`, because Java keeps some names for itself.
    private static boolean isNamed(String component, Member member) {
        return component.equals(uncapitalised(member.name())) || component.equals("is" + member.name());
    }

    private static String uncapitalised(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private void problem(Class<?> type, String where, String what) {
        problems.add(type.getSimpleName() + '.' + where + ": " + what);
    }
}
