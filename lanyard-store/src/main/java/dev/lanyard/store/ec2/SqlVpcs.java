// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;
import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.Cidr;
import dev.lanyard.core.ec2.network.Vpc;
import dev.lanyard.core.ec2.network.VpcStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// VPCs in the table `ec2_vpc`. A row of `ec2_network` says that a scope's network is in the tables.
public final class SqlVpcs implements VpcStore {
    private static final Table<Scope, Vpc> VPCS = Table.of("ec2_vpc", SCOPE, SqlVpcs::vpc);

    private final Database db;

    public SqlVpcs(Database db) {
        this.db = db;
    }

    private static Vpc vpc(Columns<Vpc> c) {
        return new Vpc(
                c.key().text("id", vpc -> vpc.id().value(), VpcId::new),
                c.fixed().text("cidr", vpc -> vpc.cidr().toString(), SqlVpcs::cidr),
                c.fixed().text("cidr_association", Vpc::cidrAssociation),
                c.fixed().text("tenancy", Vpc::tenancy),
                c.fixed().flag("is_default", Vpc::isDefault),
                c.flag("dns_support", Vpc::dnsSupport),
                c.flag("dns_hostnames", Vpc::dnsHostnames),
                c.flag("usage_metrics", Vpc::addressUsageMetrics));
    }

    static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }

    @Override
    public boolean isMade(Scope scope) {
        return db.exists("select 1 from ec2_network" + HERE, SCOPE.arguments(scope));
    }

    @Override
    public boolean make(Scope scope) {
        return db.insertIfAbsent(
                "insert into ec2_network (account, region) values (?, ?) on conflict do nothing",
                SCOPE.arguments(scope));
    }

    @Override
    public List<Vpc> all(Scope scope) {
        return VPCS.all(db, scope);
    }

    @Override
    public Optional<Vpc> find(Scope scope, VpcId id) {
        return VPCS.find(db, scope, id.value());
    }

    @Override
    public void insert(Scope scope, Vpc vpc) {
        VPCS.insert(db, scope, vpc);
    }

    @Override
    public void update(Scope scope, Vpc vpc) {
        VPCS.update(db, scope, vpc);
    }

    @Override
    public void delete(Scope scope, VpcId id) {
        VPCS.delete(db, scope, id.value());
    }
}
