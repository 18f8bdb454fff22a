// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

/// The public addresses that are taken: lent to an interface while its instance runs, or allocated as elastic ones.
public interface AddressStore {
    /// Lends an address to a private address of an interface, which may have none.
    ///
    /// @return whether it was free: exactly one of several racers is told so
    boolean lend(Scope scope, String address, NetworkInterfaceId network, String privateAddress);

    /// Takes back what the interface was lent.
    void takeBack(Scope scope, NetworkInterfaceId network);

    List<ElasticAddress> elastic(Scope scope);

    Optional<ElasticAddress> find(Scope scope, AllocationId id);

    /// Allocates an elastic address, which leads nowhere.
    ///
    /// @return whether it was free: exactly one of several racers is told so
    boolean allocate(Scope scope, ElasticAddress address);

    /// Keeps where an elastic address leads.
    void update(Scope scope, ElasticAddress address);

    void release(Scope scope, AllocationId id);
}
