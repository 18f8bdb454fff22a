// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.ElasticAddress.Use;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.shared.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Elastic addresses and what they displace. Everything that changes them belongs in a write.
public final class ElasticAddresses {
    private final AddressStore store;
    private final TagStore tags;
    private final Ids ids;

    public ElasticAddresses(Network network, TagStore tags, Ids ids) {
        this.store = network.stores().addresses();
        this.tags = tags;
        this.ids = ids;
    }

    public List<ElasticAddress> all(Scope scope) {
        return store.elastic(scope);
    }

    public Optional<ElasticAddress> find(Scope scope, AllocationId id) {
        return store.find(scope, id);
    }

    /// @throws dev.lanyard.aws.fault.Fault InvalidAllocationID.NotFound
    public ElasticAddress require(Scope scope, AllocationId id) {
        return find(scope, id).orElseThrow(() -> ResourceType.ELASTIC_IP.notFound(id.value()));
    }

    public Optional<ElasticAddress> associated(Scope scope, String association) {
        return all(scope).stream()
                .filter(it -> it.use()
                        .filter(use -> use.association().equals(association))
                        .isPresent())
                .findFirst();
    }

    public ElasticAddress allocate(Scope scope, Instant now) {
        AllocationId id = new AllocationId(ids.hex17("eipalloc"));
        for (int attempt = 0; ; attempt++) {
            String address = PublicAddresses.of(scope, id, now, attempt);
            ElasticAddress made = new ElasticAddress(id, address, Optional.empty());
            if (store.allocate(scope, made)) {
                return made;
            }
        }
    }

    /// Leads the address to a private address of an interface. What was there before loses it: a lent address for good,
    /// an elastic one stays allocated.
    public Use associate(Scope scope, ElasticAddress elastic, NetworkInterface to, String privateAddress) {
        Optional<PublicAddress> before = to.publicOf(privateAddress);
        before.flatMap(PublicAddress::elastic)
                .ifPresentOrElse(
                        it -> disassociate(scope, require(scope, it.allocation())),
                        () -> before.ifPresent(_ -> store.takeBack(scope, to.id())));
        Use use = new Use(ids.hex17("eipassoc"), to.id(), privateAddress);
        store.update(scope, elastic.with(Optional.of(use)));
        return use;
    }

    public void disassociate(Scope scope, ElasticAddress elastic) {
        store.update(scope, elastic.with(Optional.empty()));
    }

    public void release(Scope scope, ElasticAddress elastic) {
        store.release(scope, elastic.id());
        tags.forget(scope, elastic.id().value());
    }
}
