// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.bind;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A structure as a record.
final class RecordFit implements Fit {
    /// What an absent member is in the record.
    enum Absence {
        IMPOSSIBLE,
        EMPTY_OPTIONAL,
        EMPTY_LIST
    }

    record Part(String member, Method accessor, Fit fit, Absence absence) {}

    private final Constructor<?> constructor;
    private final Part[] parts;
    private final List<String> ignored;

    /// @param parts in the order of the record's components
    RecordFit(Constructor<?> constructor, List<Part> parts, List<String> ignored) {
        this.constructor = constructor;
        this.parts = parts.toArray(Part[]::new);
        this.ignored = ignored;
    }

    @Override
    public Object in(Object tree) {
        Map<?, ?> members = (Map<?, ?>) tree;
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = read(parts[i], members.get(parts[i].member));
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw rethrown(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make " + constructor, e);
        }
    }

    private static Object read(Part part, Object member) {
        if (member != null) {
            Object value = part.fit.in(member);
            return part.absence == Absence.EMPTY_OPTIONAL ? Optional.of(value) : value;
        }
        return switch (part.absence) {
            case EMPTY_OPTIONAL -> Optional.empty();
            case EMPTY_LIST -> List.of();
            case IMPOSSIBLE -> throw new IllegalStateException("Validation let an absent " + part.member + " pass");
        };
    }

    @Override
    public Object out(Object value) {
        Map<String, Object> members = LinkedHashMap.newLinkedHashMap(parts.length);
        for (Part part : parts) {
            Object component = invoke(part.accessor, value);
            if (part.absence == Absence.EMPTY_OPTIONAL) {
                component = ((Optional<?>) component).orElse(null);
            }
            if (component != null) {
                members.put(part.member, part.fit.out(component));
            }
        }
        return members;
    }

    static Object invoke(Method accessor, Object value) {
        try {
            return accessor.invoke(value);
        } catch (InvocationTargetException e) {
            throw rethrown(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + accessor, e);
        }
    }

    static RuntimeException rethrown(InvocationTargetException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }

    @Override
    public List<String> unbound() {
        List<String> all = new ArrayList<>(ignored);
        for (Part part : parts) {
            part.fit.unbound().forEach(below -> all.add(part.member + '.' + below));
        }
        return all;
    }
}
