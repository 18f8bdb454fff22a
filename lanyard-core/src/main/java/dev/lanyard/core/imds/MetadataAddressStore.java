// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import java.util.Map;
import java.util.Optional;

/// Which loopback address belongs to which instance. Addresses are IPv4 addresses as numbers.
public interface MetadataAddressStore {
    /// Must answer `false` and change nothing when the address is taken or the instance has one.
    boolean claim(int address, InstanceKey instance);

    Optional<InstanceKey> at(int address);

    Map<InstanceKey, Integer> all();

    void release(int address);
}
