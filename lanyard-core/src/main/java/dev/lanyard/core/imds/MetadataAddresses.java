// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Transactions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Gives every instance a loopback address of its own, by which the metadata service tells who asks. An address is
/// claimed when somebody first wants to know it, and free again some time after the instance is terminated.
public final class MetadataAddresses {
    /// 127.64.0.0/10, as a number and a count.
    private static final int FIRST = 0x7f40_0000;

    private static final int COUNT = 1 << 22;

    private final MetadataAddressStore store;
    private final Transactions transactions;
    private final Kept<Integer, InstanceKey> owners;

    public MetadataAddresses(
            MetadataAddressStore store, Transactions transactions, Changes changes, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.owners = new Kept<>(
                changes,
                clock,
                new Kept.Content<>((address, _) -> store.at(address), _ -> InstanceKey.BYTES, InstanceKey.MEMORY));
    }

    /// Whether an address is one of those that instances have.
    public static boolean isOne(int address) {
        return (address & -COUNT) == FIRST;
    }

    /// The instance that has this address.
    public Optional<InstanceKey> at(int address) {
        return owners.get(address);
    }

    /// The addresses of instances. Those that have none are given one, and then the addresses of instances that have
    /// ended are free.
    ///
    /// @param living reads all instances that there are, whoever launched them
    /// @return without those that have ended meanwhile
    public Map<InstanceKey, Integer> of(List<InstanceKey> wanted, Supplier<List<InstanceKey>> living) {
        Map<InstanceKey, Integer> known = store.all();
        return known.keySet().containsAll(wanted) ? known : transactions.write(() -> settle(living.get()));
    }

    private Map<InstanceKey, Integer> settle(List<InstanceKey> instances) {
        Map<InstanceKey, Integer> known = new HashMap<>(store.all());
        Set<InstanceKey> living = new HashSet<>(instances);
        known.entrySet().removeIf(entry -> {
            boolean gone = !living.contains(entry.getKey());
            if (gone) {
                store.release(entry.getValue());
            }
            return gone;
        });
        instances.forEach(instance -> known.computeIfAbsent(instance, this::claim));
        return known;
    }

    /// Looks for a free address from a place that the id gives, so that an instance mostly finds the same one again.
    private int claim(InstanceKey instance) {
        int start = (instance.id().hashCode() * 0x9e37_79b9) >>> 10;
        for (int step = 0; step < COUNT; step++) {
            int address = FIRST + (start + step & COUNT - 1);
            if (store.claim(address, instance)) {
                return address;
            }
        }
        throw new IllegalStateException("No loopback address is left for " + instance.id());
    }
}
