// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tags of all EC2 resources. Every list is in the order in which the keys were first set.
public interface TagStore {
    /// One tag of one resource.
    record Tagged(ResourceType type, String resourceId, Tag tag) {}

    List<Tag> of(Scope scope, String resourceId);

    /// The tags of all resources of one type by their ids; a resource without tags has no entry.
    Map<String, List<Tag>> of(Scope scope, ResourceType type);

    Stream<Tagged> all(Scope scope);

    /// Sets tags. A key that the resource has keeps its place and gets the new value.
    void put(Scope scope, ResourceType type, String resourceId, List<Tag> tags);

    /// @param value the value that the tag must have to go; absent for any
    void remove(Scope scope, String resourceId, String key, Optional<String> value);

    /// Forgets all tags of a resource that goes away.
    void forget(Scope scope, String resourceId);
}
