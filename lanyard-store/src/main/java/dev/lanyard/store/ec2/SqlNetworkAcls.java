// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkAcl;
import dev.lanyard.core.ec2.network.NetworkAcl.Association;
import dev.lanyard.core.ec2.network.NetworkAcl.Entry;
import dev.lanyard.core.ec2.network.NetworkAcl.Traffic;
import dev.lanyard.core.ec2.network.NetworkAclStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Network ACLs in the tables `ec2_network_acl`, `ec2_network_acl_entry` and `ec2_network_acl_association`.
public final class SqlNetworkAcls implements NetworkAclStore {
    private static final String ACLS = "select id, vpc, is_default from ec2_network_acl" + HERE;
    private static final String ENTRIES =
            "select acl, egress, number, action, protocol, cidr, first, last from ec2_network_acl_entry" + HERE;
    private static final String IN_ORDER = " order by egress desc, number";
    private static final String ASSOCIATIONS = "select acl, id, subnet from ec2_network_acl_association" + HERE;

    private final Regional db;

    public SqlNetworkAcls(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<NetworkAcl> all(Scope scope) {
        return select(scope, "", "");
    }

    @Override
    public Optional<NetworkAcl> find(Scope scope, NetworkAclId id) {
        return select(scope, " and id = ?", " and acl = ?", id.value()).stream().findFirst();
    }

    private List<NetworkAcl> select(Scope scope, String condition, String partCondition, Object... more) {
        Map<String, List<Entry>> entries =
                Part.byOwner(db.query(scope, ENTRIES + partCondition + IN_ORDER, SqlNetworkAcls::entry, more));
        Map<String, List<Association>> associations =
                Part.byOwner(db.query(scope, ASSOCIATIONS + partCondition, SqlNetworkAcls::association, more));
        return db.query(
                scope,
                ACLS + condition + " order by id",
                row -> new NetworkAcl(
                        new NetworkAclId(row.text(1)),
                        new VpcId(row.text(2)),
                        row.flag(3),
                        entries.getOrDefault(row.text(1), List.of()),
                        associations.getOrDefault(row.text(1), List.of())),
                more);
    }

    @Override
    public void insert(Scope scope, NetworkAcl acl) {
        db.update(
                scope,
                "insert into ec2_network_acl (account, region, id, vpc, is_default) values (?, ?, ?, ?, ?)",
                acl.id().value(),
                acl.vpc().value(),
                acl.isDefault());
        acl.entries().forEach(entry -> add(scope, acl.id(), entry));
        acl.associations().forEach(association -> associate(scope, acl.id(), association));
    }

    @Override
    public void delete(Scope scope, NetworkAclId id) {
        db.update(scope, "delete from ec2_network_acl_entry" + HERE + " and acl = ?", id.value());
        db.update(scope, "delete from ec2_network_acl" + HERE + " and id = ?", id.value());
    }

    @Override
    public boolean add(Scope scope, NetworkAclId id, Entry entry) {
        Traffic traffic = entry.traffic();
        return db.insertIfAbsent(
                scope,
                "insert into ec2_network_acl_entry (account, region, acl, egress, number, action, protocol, cidr,"
                        + " first, last) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                id.value(),
                entry.egress(),
                entry.number(),
                entry.action(),
                traffic.protocol(),
                traffic.cidr(),
                traffic.first(),
                traffic.last());
    }

    @Override
    public boolean remove(Scope scope, NetworkAclId id, boolean egress, int number) {
        return db.update(
                        scope,
                        "delete from ec2_network_acl_entry" + HERE + " and acl = ? and egress = ? and number = ?",
                        id.value(),
                        egress,
                        number)
                == 1;
    }

    @Override
    public void associate(Scope scope, NetworkAclId id, Association association) {
        db.update(
                scope,
                "insert into ec2_network_acl_association (account, region, id, acl, subnet) values (?, ?, ?, ?, ?)",
                association.id(),
                id.value(),
                association.subnet().value());
    }

    @Override
    public void disassociate(Scope scope, SubnetId subnet) {
        db.update(scope, "delete from ec2_network_acl_association" + HERE + " and subnet = ?", subnet.value());
    }

    private static Part<Entry> entry(Row row) {
        return new Part<>(
                row.text(1),
                new Entry(
                        row.flag(2),
                        row.integer(3),
                        row.text(4),
                        new Traffic(
                                row.text(5),
                                row.text(6),
                                row.optionalNumber(7).map(Math::toIntExact),
                                row.optionalNumber(8).map(Math::toIntExact))));
    }

    private static Part<Association> association(Row row) {
        return new Part<>(row.text(1), new Association(row.text(2), new SubnetId(row.text(3))));
    }
}
