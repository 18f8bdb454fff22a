// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public interface SubnetStore {
    List<Subnet> all(Scope scope);

    Optional<Subnet> find(Scope scope, SubnetId id);

    void insert(Scope scope, Subnet subnet);

    /// Keeps what it gives on launch, which is all that can change.
    void update(Scope scope, Subnet subnet);

    void delete(Scope scope, SubnetId id);

    /// How many addresses of each subnet interfaces have; a subnet without interfaces has no entry.
    Map<SubnetId, Integer> addressesInUse(Scope scope);
}
