// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.imds;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.MetadataAddressStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Addresses in the table `imds_address`, whose key is the address because all accounts share this machine's.
public final class SqlMetadataAddresses implements MetadataAddressStore {
    private final Database db;

    public SqlMetadataAddresses(Database db) {
        this.db = db;
    }

    @Override
    public boolean claim(int address, InstanceKey instance) {
        return db.insertIfAbsent(
                "insert into imds_address (address, account, region, instance_id) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                address,
                instance.account().value(),
                instance.region().value(),
                instance.id());
    }

    @Override
    public Optional<InstanceKey> at(int address) {
        return db.one(
                "select account, region, instance_id from imds_address where address = ?",
                SqlMetadataAddresses::instance,
                address);
    }

    @Override
    public Map<InstanceKey, Integer> all() {
        return db
                .query(
                        "select address, account, region, instance_id from imds_address",
                        row -> Map.entry(instance(row), row.integer("address")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void release(int address) {
        db.update("delete from imds_address where address = ?", address);
    }

    private static InstanceKey instance(Row row) {
        return new InstanceKey(
                new AccountId(row.text("account")), new Region(row.text("region")), row.text("instance_id"));
    }
}
