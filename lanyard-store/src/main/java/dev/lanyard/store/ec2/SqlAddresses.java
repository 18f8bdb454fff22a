// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.AddressStore;
import dev.lanyard.core.ec2.network.ElasticAddress;
import dev.lanyard.core.ec2.network.ElasticAddress.Use;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Public addresses in the table `ec2_public_address`, whose keys decide who gets one. An elastic one has an
/// allocation, one that leads somewhere an interface.
public final class SqlAddresses implements AddressStore {
    private static final String ELASTIC =
            "select allocation, address, association, interface, private_address from ec2_public_address" + HERE
                    + " and allocation is not null";

    private final Regional db;

    public SqlAddresses(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public boolean lend(Scope scope, String address, NetworkInterfaceId network, String privateAddress) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_public_address (account, region, address, interface, private_address)"
                        + " values (?, ?, ?, ?, ?) on conflict do nothing",
                address,
                network.value(),
                privateAddress);
    }

    @Override
    public void takeBack(Scope scope, NetworkInterfaceId network) {
        db.update(
                scope,
                "delete from ec2_public_address" + HERE + " and interface = ? and allocation is null",
                network.value());
    }

    @Override
    public List<ElasticAddress> elastic(Scope scope) {
        return db.query(scope, ELASTIC + " order by allocation", SqlAddresses::elastic);
    }

    @Override
    public Optional<ElasticAddress> find(Scope scope, AllocationId id) {
        return db.one(scope, ELASTIC + " and allocation = ?", SqlAddresses::elastic, id.value());
    }

    @Override
    public boolean allocate(Scope scope, ElasticAddress address) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_public_address (account, region, address, allocation) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                address.address(),
                address.id().value());
    }

    @Override
    public void update(Scope scope, ElasticAddress address) {
        db.setWhere(
                scope,
                "address",
                address.address(),
                "update ec2_public_address set association = ?, interface = ?, private_address = ?",
                address.use().map(Use::association),
                address.use().map(use -> use.network().value()),
                address.use().map(Use::privateAddress));
    }

    @Override
    public void release(Scope scope, AllocationId id) {
        db.update(scope, "delete from ec2_public_address" + HERE + " and allocation = ?", id.value());
    }

    private static ElasticAddress elastic(Row row) {
        return new ElasticAddress(
                new AllocationId(row.text(1)),
                row.text(2),
                row.optionalText(3)
                        .map(association -> new Use(association, new NetworkInterfaceId(row.text(4)), row.text(5))));
    }
}
