// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import java.util.Optional;

/// A public address that belongs to an account until it is released.
public record ElasticAddress(AllocationId id, String address, Optional<Use> use) {

    /// Where the address leads.
    ///
    /// @param association `eipassoc-...`
    public record Use(String association, NetworkInterfaceId network, String privateAddress) {}

    ElasticAddress with(Optional<Use> other) {
        return new ElasticAddress(id, address, other);
    }
}
