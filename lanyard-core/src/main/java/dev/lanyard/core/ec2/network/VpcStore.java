// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

/// VPCs, and whether a scope's network has been written down at all.
public interface VpcStore {
    /// Whether the network of this account and region is in the store. Until then it is the default network.
    boolean isMade(Scope scope);

    /// Notes that it is from now on.
    ///
    /// @return whether it was not before: exactly one of several racers is told so
    boolean make(Scope scope);

    List<Vpc> all(Scope scope);

    Optional<Vpc> find(Scope scope, VpcId id);

    void insert(Scope scope, Vpc vpc);

    /// Keeps the attributes that can change.
    void update(Scope scope, Vpc vpc);

    void delete(Scope scope, VpcId id);
}
