// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A structure or union. Its members are resolved when first asked for, which is what lets shapes be recursive.
public final class Structure implements Shape {
    /// The input or output of operations that have none.
    public static final Structure EMPTY = new Structure("Nothing", false, List::of);

    private record Resolved(List<Member> members, Map<String, Member> byName, Map<String, Member> byRequestName) {}

    private final String name;
    private final boolean union;
    private final Supplier<List<Member>> source;
    private volatile Resolved resolved;

    Structure(String name, boolean union, Supplier<List<Member>> source) {
        this.name = name;
        this.union = union;
        this.source = source;
    }

    /// The shape's name in the model, such as `CreateRoleRequest`.
    public String name() {
        return name;
    }

    /// Whether at most one member may be set.
    public boolean union() {
        return union;
    }

    /// The members in the order of the model.
    public List<Member> members() {
        return resolved().members;
    }

    public Optional<Member> member(String memberName) {
        return Optional.ofNullable(resolved().byName.get(memberName));
    }

    /// The member that a request calls by this name.
    public Optional<Member> requestMember(String requestName) {
        return Optional.ofNullable(resolved().byRequestName.get(requestName));
    }

    private Resolved resolved() {
        Resolved known = resolved;
        if (known == null) {
            known = resolve(source.get());
            resolved = known;
        }
        return known;
    }

    private static Resolved resolve(List<Member> members) {
        Map<String, Member> byName = HashMap.newHashMap(members.size());
        Map<String, Member> byRequestName = HashMap.newHashMap(members.size());
        for (Member member : members) {
            byName.put(member.name(), member);
            byRequestName.put(member.requestName(), member);
        }
        return new Resolved(List.copyOf(members), byName, byRequestName);
    }

    @Override
    public String toString() {
        return name;
    }
}
