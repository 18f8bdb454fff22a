// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.bind;

import dev.lanyard.aws.model.Structure;
import java.util.List;
import java.util.Map;

/// Turns the tree of a structure into a record and back. Made once for a record type and a structure; all reflection
/// over names and types happens then, and every mismatch is reported, not only the first.
///
/// A component `roleName` stands for the member `RoleName`. It is a `String`, number, `boolean`, `Instant`, `byte[]`, a
/// record of one string, an enum whose `toString` is the wire value, another record for a structure, a `List` or `Map`
/// of these, or an `Optional` of any of them. A structure that is only kept and shown may stay a `Map`. An absent list
/// is an empty list unless the component is `Optional`.
///
/// Some answers of EC2 have a member `Return` that says that they are one. It needs no component: it is always true.
public final class RecordBinder<R extends Record> {
    private static final String RETURN = "Return";

    private final RecordFit fit;
    private final boolean returns;

    private RecordBinder(RecordFit fit, boolean returns) {
        this.fit = fit;
        this.returns = returns;
    }

    /// A binder for what a caller sends. Members that AWS requires must be read, and members that a caller may leave
    /// out
    /// must be optional.
    ///
    /// @param problems receives a sentence for each way in which the record does not fit
    public static <R extends Record> RecordBinder<R> ofInput(Class<R> type, Structure shape, List<String> problems) {
        return new RecordBinder<>(new Fitting(true, problems).record(type, shape), false);
    }

    /// A binder for what Lanyard answers. Members that AWS always gives must be given.
    public static <R extends Record> RecordBinder<R> ofOutput(Class<R> type, Structure shape, List<String> problems) {
        return new RecordBinder<>(
                new Fitting(false, problems).record(type, shape),
                shape.member(RETURN).isPresent());
    }

    @SuppressWarnings("unchecked") // the fit was made for R
    public R read(Map<String, Object> tree) {
        return (R) fit.in(tree);
    }

    @SuppressWarnings("unchecked") // a record's tree is a map
    public Map<String, Object> write(R value) {
        Map<String, Object> tree = (Map<String, Object>) fit.out(value);
        if (returns) {
            tree.putIfAbsent(RETURN, true);
        }
        return tree;
    }

    /// The members of the structure, dotted where nested, that no component stands for.
    public List<String> unboundMembers() {
        List<String> unbound = fit.unbound();
        return returns ? unbound.stream().filter(it -> !it.equals(RETURN)).toList() : unbound;
    }
}
