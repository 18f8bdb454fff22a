// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

public interface NetworkInterfaceStore {
    List<NetworkInterface> all(Scope scope);

    Optional<NetworkInterface> find(Scope scope, NetworkInterfaceId id);

    /// The interfaces of an instance in the order of their device indexes.
    List<NetworkInterface> ofInstance(Scope scope, InstanceId instance);

    /// Adds an interface with its groups, without its addresses.
    void insert(Scope scope, NetworkInterface network);

    /// Keeps what can change: description, source check, groups, attachment.
    void update(Scope scope, NetworkInterface network);

    /// Frees its addresses and takes it away. Elastic addresses stay allocated.
    void delete(Scope scope, NetworkInterfaceId id);

    /// Gives a private address of the subnet to an interface.
    ///
    /// @param position 0 for the primary one
    /// @return whether it was free: exactly one of several racers is told so
    boolean claim(Scope scope, SubnetId subnet, String address, NetworkInterfaceId id, int position);

    /// How many addresses of the subnet interfaces have.
    int used(Scope scope, SubnetId subnet);

    /// Where the search for a free address of the subnet goes on: a count of hosts that only grows.
    long cursor(Scope scope, SubnetId subnet);

    void setCursor(Scope scope, SubnetId subnet, long cursor);
}
