// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.Cidr;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
import dev.lanyard.core.ec2.network.SubnetStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Subnets in the table `ec2_subnet`.
public final class SqlSubnets implements SubnetStore {
    private static final String COLUMNS = "id, vpc, cidr, zone, default_for_zone,"
            + " public_address, ipv6_address, dns64, hostname_type, record_a, record_aaaa";

    private final Regional db;

    public SqlSubnets(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<Subnet> all(Scope scope) {
        return db.query(scope, "select " + COLUMNS + " from ec2_subnet" + HERE + " order by id", SqlSubnets::subnet);
    }

    @Override
    public Optional<Subnet> find(Scope scope, SubnetId id) {
        return db.one(
                scope, "select " + COLUMNS + " from ec2_subnet" + HERE + " and id = ?", SqlSubnets::subnet, id.value());
    }

    @Override
    public void insert(Scope scope, Subnet subnet) {
        OnLaunch onLaunch = subnet.onLaunch();
        db.update(
                scope,
                "insert into ec2_subnet (account, region, " + COLUMNS + ", host_cursor)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                subnet.id().value(),
                subnet.vpc().value(),
                subnet.cidr().toString(),
                subnet.zone(),
                subnet.defaultForAz(),
                onLaunch.publicAddress(),
                onLaunch.ipv6Address(),
                onLaunch.dns64(),
                onLaunch.hostnameType(),
                onLaunch.nameRecordA(),
                onLaunch.nameRecordAaaa());
    }

    @Override
    public void update(Scope scope, Subnet subnet) {
        OnLaunch onLaunch = subnet.onLaunch();
        db.set(
                scope,
                subnet.id().value(),
                "update ec2_subnet set public_address = ?, ipv6_address = ?, dns64 = ?, hostname_type = ?,"
                        + " record_a = ?, record_aaaa = ?",
                onLaunch.publicAddress(),
                onLaunch.ipv6Address(),
                onLaunch.dns64(),
                onLaunch.hostnameType(),
                onLaunch.nameRecordA(),
                onLaunch.nameRecordAaaa());
    }

    @Override
    public void delete(Scope scope, SubnetId id) {
        db.update(scope, "delete from ec2_subnet" + HERE + " and id = ?", id.value());
    }

    @Override
    public Map<SubnetId, Integer> addressesInUse(Scope scope) {
        record Use(String subnet, int addresses) {}
        Map<SubnetId, Integer> used = new HashMap<>();
        db.query(
                        scope,
                        "select subnet, count(*) from ec2_private_address" + HERE + " group by subnet",
                        row -> new Use(row.text(1), row.integer(2)))
                .forEach(use -> used.put(new SubnetId(use.subnet), use.addresses));
        return used;
    }

    private static Subnet subnet(Row row) {
        return new Subnet(
                new SubnetId(row.text(1)),
                new VpcId(row.text(2)),
                Cidr.parse(row.text(3)).orElseThrow(),
                row.text(4),
                row.flag(5),
                new OnLaunch(row.flag(6), row.flag(7), row.flag(8), row.text(9), row.flag(10), row.flag(11)));
    }
}
