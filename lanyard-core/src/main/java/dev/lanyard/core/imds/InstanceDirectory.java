// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the metadata service asks about instances.
public interface InstanceDirectory {
    /// An instance in the directory.
    ///
    /// @param state as EC2 names it
    /// @param awake whether something runs on it that could ask for metadata
    record Listed(InstanceKey key, String state, boolean awake) {}

    /// Every instance of every account that is not terminated.
    List<Listed> all(Instant now);

    /// Where the instance of this id is. Ids are unique over all accounts and regions.
    Optional<InstanceKey> locate(String id);

    /// The facts of an instance that is awake; empty when there is none.
    Optional<InstanceFacts> describe(InstanceKey key, Instant now);
}
