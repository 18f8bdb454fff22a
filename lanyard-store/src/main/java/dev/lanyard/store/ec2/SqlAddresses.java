// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.AddressStore;
import dev.lanyard.core.ec2.network.ElasticAddress;
import dev.lanyard.core.ec2.network.ElasticAddress.Use;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// Public addresses in the table `ec2_public_address`, whose keys decide who gets one. An elastic one has an
/// allocation, one that leads somewhere an interface.
public final class SqlAddresses implements AddressStore {
    private static final Table<Scope, ElasticAddress> ADDRESSES =
            Table.of("ec2_public_address", SCOPE, SqlAddresses::address);
    private static final Rows<Scope, ElasticAddress> ELASTIC =
            ADDRESSES.where("allocation is not null").by("allocation");
    private static final Rows<Scope, ElasticAddress> ALLOCATED = ADDRESSES.where("allocation = ?");
    private static final Rows<Scope, ElasticAddress> LENT = ADDRESSES.where("interface = ? and allocation is null");

    private final Database db;

    public SqlAddresses(Database db) {
        this.db = db;
    }

    private static ElasticAddress address(Columns<ElasticAddress> c) {
        return new ElasticAddress(
                c.text("allocation", it -> it.id().value(), AllocationId::new),
                c.key().text("address", ElasticAddress::address),
                c.optional("association", ElasticAddress::use, SqlAddresses::use));
    }

    private static Use use(Columns<Use> c) {
        return new Use(
                c.text("association", Use::association),
                c.text("interface", use -> use.network().value(), NetworkInterfaceId::new),
                c.text("private_address", Use::privateAddress));
    }

    @Override
    public boolean lend(Scope scope, String address, NetworkInterfaceId network, String privateAddress) {
        return db.insertIfAbsent(
                "insert into ec2_public_address (account, region, address, interface, private_address)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                SCOPE.arguments(scope, address, network.value(), privateAddress));
    }

    @Override
    public void takeBack(Scope scope, NetworkInterfaceId network) {
        LENT.delete(db, scope, network.value());
    }

    @Override
    public List<ElasticAddress> elastic(Scope scope) {
        return ELASTIC.list(db, scope);
    }

    @Override
    public Optional<ElasticAddress> find(Scope scope, AllocationId id) {
        return ALLOCATED.first(db, scope, id.value());
    }

    @Override
    public boolean allocate(Scope scope, ElasticAddress address) {
        return ADDRESSES.insertIfAbsent(db, scope, address);
    }

    @Override
    public void update(Scope scope, ElasticAddress address) {
        ADDRESSES.update(db, scope, address);
    }

    @Override
    public void release(Scope scope, AllocationId id) {
        ALLOCATED.delete(db, scope, id.value());
    }
}
