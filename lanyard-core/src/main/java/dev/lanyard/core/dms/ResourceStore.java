// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.core.shared.Page;
import java.util.Optional;

/// Where resources of one kind are kept. Names are compared exactly and lists are ordered by them.
public interface ResourceStore<R extends Resource<R>> {
    Optional<R> find(Place place, String name);

    Optional<R> findById(Place place, String id);

    /// Must answer `false` and change nothing when the name is taken.
    boolean insert(R resource);

    /// Replaces everything but the id and the time of creation. The name, if it is another one, must be free.
    void update(R resource);

    /// Must fail when another resource refers to this one; callers ask first.
    void delete(R resource);

    /// The resources after the name (exclusive) when one is given.
    Page<R> list(Place place, Optional<String> after, int limit);

    int count(Place place);
}
