// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;
import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.Subnet;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
import dev.lanyard.core.ec2.network.SubnetStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Subnets in the table `ec2_subnet`.
public final class SqlSubnets implements SubnetStore {
    private static final Table<Scope, Subnet> SUBNETS = Table.of("ec2_subnet", SCOPE, SqlSubnets::subnet);

    private final Database db;

    public SqlSubnets(Database db) {
        this.db = db;
    }

    private static Subnet subnet(Columns<Subnet> c) {
        c.fixed().derived("host_cursor", _ -> 0);
        return new Subnet(
                c.key().text("id", subnet -> subnet.id().value(), SubnetId::new),
                c.fixed().text("vpc", subnet -> subnet.vpc().value(), VpcId::new),
                c.fixed().text("cidr", subnet -> subnet.cidr().toString(), SqlVpcs::cidr),
                c.fixed().text("zone", Subnet::zone),
                c.fixed().flag("default_for_zone", Subnet::defaultForAz),
                c.in(Subnet::onLaunch, SqlSubnets::onLaunch));
    }

    private static OnLaunch onLaunch(Columns<OnLaunch> c) {
        return new OnLaunch(
                c.flag("public_address", OnLaunch::publicAddress),
                c.flag("ipv6_address", OnLaunch::ipv6Address),
                c.flag("dns64", OnLaunch::dns64),
                c.text("hostname_type", OnLaunch::hostnameType),
                c.flag("record_a", OnLaunch::nameRecordA),
                c.flag("record_aaaa", OnLaunch::nameRecordAaaa));
    }

    @Override
    public List<Subnet> all(Scope scope) {
        return SUBNETS.all(db, scope);
    }

    @Override
    public Optional<Subnet> find(Scope scope, SubnetId id) {
        return SUBNETS.find(db, scope, id.value());
    }

    @Override
    public void insert(Scope scope, Subnet subnet) {
        SUBNETS.insert(db, scope, subnet);
    }

    @Override
    public void update(Scope scope, Subnet subnet) {
        SUBNETS.update(db, scope, subnet);
    }

    @Override
    public void delete(Scope scope, SubnetId id) {
        SUBNETS.delete(db, scope, id.value());
    }

    @Override
    public Map<SubnetId, Integer> addressesInUse(Scope scope) {
        return db
                .query(
                        "select subnet, count(*) as addresses from ec2_private_address" + HERE + " group by subnet",
                        row -> Map.entry(new SubnetId(row.text("subnet")), row.integer("addresses")),
                        SCOPE.arguments(scope))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
