// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What EC2's operations need permission for.
public final class Ec2Permissions {
    private final TagStore tags;

    public Ec2Permissions(TagStore tags) {
        this.tags = tags;
    }

    /// The ARN of a resource. Images have none of an account, because they may be anybody's.
    public static Arn arn(ResourceType type, String id, Scope scope) {
        String account = type == ResourceType.IMAGE || type == ResourceType.SNAPSHOT
                ? ""
                : scope.account().value();
        return new Arn("aws", "ec2", scope.region().value(), account, type + "/" + id);
    }

    /// An action that AWS evaluates against `*`, as it does every Describe.
    public static List<Permission> onAll(String operation, Call call) {
        return List.of(Permission.onAll("ec2:" + operation)
                .with("ec2:Region", call.region().value()));
    }

    /// An action on a resource that exists, or does not: a denial tells nobody which.
    public Permission on(String operation, ResourceId id, Call call) {
        return on(operation, id.type(), id.value(), call);
    }

    public Permission on(String operation, ResourceType type, String id, Call call) {
        return withResourceTags(of(operation, type, id, call), id, call);
    }

    /// An action on a resource that a request names by its id or by a name: the resource that is meant is judged, and a
    /// denial shows no id that the request did not.
    ///
    /// @param named the id behind the name; empty when there is none
    public Permission onNamed(
            String operation, ResourceType type, Optional<String> id, Supplier<Optional<String>> named, Call call) {
        if (id.isPresent()) {
            return on(operation, type, id.get(), call);
        }
        return on(operation, type, named.get().orElse("*"), call)
                .shownAs(arn(type, "*", Scope.of(call)).toString());
    }

    /// The permission with the tags of the resource that it is on.
    public Permission withResourceTags(Permission permission, String id, Call call) {
        return permission.withResourceTags("ec2", tags.of(Scope.of(call), id));
    }

    /// The permission with the values that a request asks an attribute to have, which AWS calls
    /// `ec2:Attribute/NAME` by the request's own members (Service Authorization Reference).
    public static Permission setting(Permission permission, Map<String, String> attributes) {
        Permission keyed = permission;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            keyed = keyed.with("ec2:Attribute/" + attribute.getKey(), attribute.getValue());
        }
        return keyed;
    }

    /// An action that makes a resource whose id nobody knows yet.
    ///
    /// @param wanted the tags that it gets
    public static Permission onNew(String operation, ResourceType type, List<Tag> wanted, Call call) {
        return of(operation, type, "*", call).withRequestTags(wanted);
    }

    /// The permission to tag what an operation creates; none when it gets no tags.
    public static List<Permission> toTagCreated(String operation, ResourceType type, List<Tag> wanted, Call call) {
        return wanted.isEmpty()
                ? List.of()
                : List.of(of("CreateTags", type, "*", call)
                        .withRequestTags(wanted)
                        .with("ec2:CreateAction", operation));
    }

    /// Everything that the creation of one resource needs: the action on it, the action on what it is made in or of,
    /// and leave to tag it.
    public List<Permission> toCreate(
            String operation, ResourceType type, List<Tag> wanted, Call call, ResourceId... parents) {
        List<Permission> needed = new ArrayList<>();
        needed.add(onNew(operation, type, wanted, call));
        for (ResourceId parent : parents) {
            needed.add(on(operation, parent, call));
        }
        needed.addAll(toTagCreated(operation, type, wanted, call));
        return needed;
    }

    private static Permission of(String operation, ResourceType type, String id, Call call) {
        return Permission.on("ec2:" + operation, arn(type, id, Scope.of(call)))
                .with("ec2:Region", call.region().value());
    }
}
