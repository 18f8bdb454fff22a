// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkAcl;
import dev.lanyard.core.ec2.network.NetworkAcl.Association;
import dev.lanyard.core.ec2.network.NetworkAcl.Entry;
import dev.lanyard.core.ec2.network.NetworkAcl.Traffic;
import dev.lanyard.core.ec2.network.NetworkAclStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Network ACLs in the tables `ec2_network_acl`, `ec2_network_acl_entry` and `ec2_network_acl_association`.
public final class SqlNetworkAcls implements NetworkAclStore {
    private static final Table<Scope, NetworkAcl> ACLS = Table.of("ec2_network_acl", SCOPE, SqlNetworkAcls::bare);
    private static final Table<Scope, Part<Entry>> ENTRIES =
            Table.of("ec2_network_acl_entry", SCOPE, SqlNetworkAcls::entryOfAcl);
    private static final Rows<Scope, Part<Entry>> ALL_ENTRIES =
            ENTRIES.where("").by("egress desc, number");
    private static final Rows<Scope, Part<Entry>> ENTRIES_OF =
            ENTRIES.where("acl = ?").by("egress desc, number");
    private static final Table<Scope, Part<Association>> ASSOCIATIONS =
            Table.of("ec2_network_acl_association", SCOPE, SqlNetworkAcls::associationOfAcl);
    private static final Rows<Scope, Part<Association>> ASSOCIATIONS_OF = ASSOCIATIONS.where("acl = ?");
    private static final Rows<Scope, Part<Association>> ASSOCIATIONS_WITH = ASSOCIATIONS.where("subnet = ?");

    private final Database db;

    public SqlNetworkAcls(Database db) {
        this.db = db;
    }

    private static NetworkAcl bare(Columns<NetworkAcl> c) {
        return new NetworkAcl(
                c.key().text("id", acl -> acl.id().value(), NetworkAclId::new),
                c.text("vpc", acl -> acl.vpc().value(), VpcId::new),
                c.flag("is_default", NetworkAcl::isDefault),
                List.of(),
                List.of());
    }

    private static Part<Entry> entryOfAcl(Columns<Part<Entry>> c) {
        return new Part<>(c.key().text("acl", Part::owner), c.in(Part::part, SqlNetworkAcls::entry));
    }

    private static Entry entry(Columns<Entry> c) {
        return new Entry(
                c.key().flag("egress", Entry::egress),
                c.key().integer("number", Entry::number),
                c.text("action", Entry::action),
                c.in(Entry::traffic, SqlNetworkAcls::traffic));
    }

    private static Traffic traffic(Columns<Traffic> c) {
        return new Traffic(
                c.text("protocol", Traffic::protocol),
                c.text("cidr", Traffic::cidr),
                c.optionalInteger("first", Traffic::first),
                c.optionalInteger("last", Traffic::last));
    }

    private static Part<Association> associationOfAcl(Columns<Part<Association>> c) {
        return new Part<>(c.text("acl", Part::owner), c.in(Part::part, SqlNetworkAcls::association));
    }

    private static Association association(Columns<Association> c) {
        return new Association(
                c.key().text("id", Association::id),
                c.text("subnet", association -> association.subnet().value(), SubnetId::new));
    }

    @Override
    public List<NetworkAcl> all(Scope scope) {
        return ACLS.all(db, scope).stream()
                .map(filling(ALL_ENTRIES.list(db, scope), ASSOCIATIONS.all(db, scope)))
                .toList();
    }

    @Override
    public Optional<NetworkAcl> find(Scope scope, NetworkAclId id) {
        return ACLS.find(db, scope, id.value())
                .map(filling(ENTRIES_OF.list(db, scope, id.value()), ASSOCIATIONS_OF.list(db, scope, id.value())));
    }

    private static UnaryOperator<NetworkAcl> filling(List<Part<Entry>> entries, List<Part<Association>> associations) {
        Map<String, List<Entry>> entriesOf = Part.byOwner(entries);
        Map<String, List<Association>> associationsOf = Part.byOwner(associations);
        return bare -> new NetworkAcl(
                bare.id(),
                bare.vpc(),
                bare.isDefault(),
                entriesOf.getOrDefault(bare.id().value(), List.of()),
                associationsOf.getOrDefault(bare.id().value(), List.of()));
    }

    @Override
    public void insert(Scope scope, NetworkAcl acl) {
        ACLS.insert(db, scope, acl);
        acl.entries().forEach(entry -> add(scope, acl.id(), entry));
        acl.associations().forEach(association -> associate(scope, acl.id(), association));
    }

    @Override
    public void delete(Scope scope, NetworkAclId id) {
        ENTRIES_OF.delete(db, scope, id.value());
        ACLS.delete(db, scope, id.value());
    }

    @Override
    public boolean add(Scope scope, NetworkAclId id, Entry entry) {
        return ENTRIES.insertIfAbsent(db, scope, new Part<>(id.value(), entry));
    }

    @Override
    public boolean remove(Scope scope, NetworkAclId id, boolean egress, int number) {
        return ENTRIES.delete(db, scope, id.value(), egress, number);
    }

    @Override
    public void associate(Scope scope, NetworkAclId id, Association association) {
        ASSOCIATIONS.insert(db, scope, new Part<>(id.value(), association));
    }

    @Override
    public void disassociate(Scope scope, SubnetId subnet) {
        ASSOCIATIONS_WITH.delete(db, scope, subnet.value());
    }
}
