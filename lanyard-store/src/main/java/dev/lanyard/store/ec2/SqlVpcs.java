// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.Cidr;
import dev.lanyard.core.ec2.network.Vpc;
import dev.lanyard.core.ec2.network.VpcStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// VPCs in the table `ec2_vpc`. A row of `ec2_network` says that a scope's network is in the tables.
public final class SqlVpcs implements VpcStore {
    private static final String COLUMNS =
            "id, cidr, cidr_association, tenancy, is_default, dns_support, dns_hostnames, usage_metrics";

    private final Regional db;

    public SqlVpcs(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public boolean isMade(Scope scope) {
        return db.one(scope, "select 1 from ec2_network" + HERE, row -> row.integer(1))
                .isPresent();
    }

    @Override
    public boolean make(Scope scope) {
        return db.insertIfAbsent(
                scope, "insert into ec2_network (account, region) values (?, ?) on conflict do nothing");
    }

    @Override
    public List<Vpc> all(Scope scope) {
        return db.query(scope, "select " + COLUMNS + " from ec2_vpc" + HERE + " order by id", SqlVpcs::vpc);
    }

    @Override
    public Optional<Vpc> find(Scope scope, VpcId id) {
        return db.one(scope, "select " + COLUMNS + " from ec2_vpc" + HERE + " and id = ?", SqlVpcs::vpc, id.value());
    }

    @Override
    public void insert(Scope scope, Vpc vpc) {
        db.update(
                scope,
                "insert into ec2_vpc (account, region, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                vpc.id().value(),
                vpc.cidr().toString(),
                vpc.cidrAssociation(),
                vpc.tenancy(),
                vpc.isDefault(),
                vpc.dnsSupport(),
                vpc.dnsHostnames(),
                vpc.addressUsageMetrics());
    }

    @Override
    public void update(Scope scope, Vpc vpc) {
        db.set(
                scope,
                vpc.id().value(),
                "update ec2_vpc set dns_support = ?, dns_hostnames = ?, usage_metrics = ?",
                vpc.dnsSupport(),
                vpc.dnsHostnames(),
                vpc.addressUsageMetrics());
    }

    @Override
    public void delete(Scope scope, VpcId id) {
        db.update(scope, "delete from ec2_vpc" + HERE + " and id = ?", id.value());
    }

    private static Vpc vpc(Row row) {
        return new Vpc(
                new VpcId(row.text(1)),
                Cidr.parse(row.text(2)).orElseThrow(),
                row.text(3),
                row.text(4),
                row.flag(5),
                row.flag(6),
                row.flag(7),
                row.flag(8));
    }
}
