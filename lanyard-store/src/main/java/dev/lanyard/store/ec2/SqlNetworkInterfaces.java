// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;
import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.ec2.network.NetworkInterface.Elastic;
import dev.lanyard.core.ec2.network.NetworkInterface.PublicAddress;
import dev.lanyard.core.ec2.network.NetworkInterfaceStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Network interfaces in the table `ec2_interface`, with their groups and addresses in tables of their own, whose keys
/// decide who gets an address.
public final class SqlNetworkInterfaces implements NetworkInterfaceStore {
    private static final Table<Scope, NetworkInterface> INTERFACES =
            Table.of("ec2_interface", SCOPE, SqlNetworkInterfaces::bare);
    private static final Rows<Scope, NetworkInterface> OF_INSTANCE =
            INTERFACES.where("instance = ?").by("device_index");
    private static final Table<Scope, Part<SecurityGroupId>> GROUPS =
            Table.of("ec2_interface_group", SCOPE, SqlNetworkInterfaces::group);
    private static final Rows<Scope, Part<SecurityGroupId>> ALL_GROUPS =
            GROUPS.where("").by("position");
    private static final Rows<Scope, Part<SecurityGroupId>> GROUPS_OF =
            GROUPS.where("interface = ?").by("position");
    private static final String ADDRESSES = "select a.interface, a.address, p.address as public_address, p.allocation,"
            + " p.association from ec2_private_address a left join ec2_public_address p on p.account = a.account"
            + " and p.region = a.region and p.interface = a.interface and p.private_address = a.address"
            + " where a.account = ? and a.region = ?";
    private static final String ALL_ADDRESSES = ADDRESSES + " order by a.position";
    private static final String ADDRESSES_OF = ADDRESSES + " and a.interface = ? order by a.position";

    private final Database db;

    public SqlNetworkInterfaces(Database db) {
        this.db = db;
    }

    private static NetworkInterface bare(Columns<NetworkInterface> c) {
        return new NetworkInterface(
                c.key().text("id", it -> it.id().value(), NetworkInterfaceId::new),
                c.fixed().text("subnet", it -> it.subnet().value(), SubnetId::new),
                c.fixed().text("vpc", it -> it.vpc().value(), VpcId::new),
                c.fixed().text("zone", NetworkInterface::zone),
                c.text("description", NetworkInterface::description),
                c.flag("source_dest_check", NetworkInterface::sourceDestCheck),
                List.of(),
                List.of(),
                List.of(),
                c.optional("attachment", NetworkInterface::attachment, SqlNetworkInterfaces::attachment),
                c.fixed().instant("created", NetworkInterface::created));
    }

    private static Attachment attachment(Columns<Attachment> c) {
        return new Attachment(
                c.text("attachment", Attachment::id),
                c.text("instance", it -> it.instance().value(), InstanceId::new),
                c.integer("device_index", Attachment::deviceIndex),
                c.instant("attached", Attachment::attached),
                c.flag("delete_on_termination", Attachment::deleteOnTermination));
    }

    private static Part<SecurityGroupId> group(Columns<Part<SecurityGroupId>> c) {
        c.given("position");
        return new Part<>(
                c.key().text("interface", Part::owner),
                c.key().text("security_group", it -> it.part().value(), SecurityGroupId::new));
    }

    /// A private address and the public one that leads to it.
    private record Address(String address, Optional<PublicAddress> reachedBy) {}

    private static Part<Address> address(Row row) {
        String address = row.text("address");
        Optional<Elastic> elastic = row.optionalText("allocation")
                .map(allocation -> new Elastic(new AllocationId(allocation), row.text("association")));
        return new Part<>(
                row.text("interface"),
                new Address(
                        address,
                        row.optionalText("public_address")
                                .map(reachedBy -> new PublicAddress(reachedBy, address, elastic))));
    }

    @Override
    public List<NetworkInterface> all(Scope scope) {
        Map<String, List<SecurityGroupId>> groups = Part.byOwner(ALL_GROUPS.list(db, scope));
        Map<String, List<Address>> addresses =
                Part.byOwner(db.query(ALL_ADDRESSES, SqlNetworkInterfaces::address, SCOPE.arguments(scope)));
        return INTERFACES.all(db, scope).stream()
                .map(bare -> filled(
                        bare,
                        groups.getOrDefault(bare.id().value(), List.of()),
                        addresses.getOrDefault(bare.id().value(), List.of())))
                .toList();
    }

    @Override
    public Optional<NetworkInterface> find(Scope scope, NetworkInterfaceId id) {
        return INTERFACES.find(db, scope, id.value()).map(bare -> filled(scope, bare));
    }

    @Override
    public List<NetworkInterface> ofInstance(Scope scope, InstanceId instance) {
        return OF_INSTANCE.list(db, scope, instance.value()).stream()
                .map(bare -> filled(scope, bare))
                .toList();
    }

    private NetworkInterface filled(Scope scope, NetworkInterface bare) {
        String id = bare.id().value();
        return filled(
                bare,
                Part.all(GROUPS_OF.list(db, scope, id)),
                Part.all(db.query(ADDRESSES_OF, SqlNetworkInterfaces::address, SCOPE.arguments(scope, id))));
    }

    private static NetworkInterface filled(
            NetworkInterface bare, List<SecurityGroupId> groups, List<Address> addresses) {
        return new NetworkInterface(
                bare.id(),
                bare.subnet(),
                bare.vpc(),
                bare.zone(),
                bare.description(),
                bare.sourceDestCheck(),
                groups,
                addresses.stream().map(Address::address).toList(),
                addresses.stream().flatMap(it -> it.reachedBy().stream()).toList(),
                bare.attachment(),
                bare.created());
    }

    @Override
    public void insert(Scope scope, NetworkInterface network) {
        INTERFACES.insert(db, scope, network);
        insertGroups(scope, network);
    }

    private void insertGroups(Scope scope, NetworkInterface network) {
        for (int i = 0; i < network.groups().size(); i++) {
            GROUPS.insert(
                    db, scope, new Part<>(network.id().value(), network.groups().get(i)), i);
        }
    }

    @Override
    public void update(Scope scope, NetworkInterface network) {
        String id = network.id().value();
        if (!Part.all(GROUPS_OF.list(db, scope, id)).equals(network.groups())) {
            GROUPS_OF.delete(db, scope, id);
            insertGroups(scope, network);
        }
        INTERFACES.update(db, scope, network);
    }

    @Override
    public void delete(Scope scope, NetworkInterfaceId id) {
        Object[] arguments = SCOPE.arguments(scope, id.value());
        GROUPS_OF.delete(db, scope, id.value());
        db.update("delete from ec2_private_address" + HERE + " and interface = ?", arguments);
        db.update("delete from ec2_public_address" + HERE + " and interface = ? and allocation is null", arguments);
        db.update(
                "update ec2_public_address set interface = null, private_address = null, association = null" + HERE
                        + " and interface = ?",
                arguments);
        INTERFACES.delete(db, scope, id.value());
    }

    @Override
    public boolean claim(Scope scope, SubnetId subnet, String address, NetworkInterfaceId id, int position) {
        return db.insertIfAbsent(
                "insert into ec2_private_address (account, region, subnet, address, interface, position)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                SCOPE.arguments(scope, subnet.value(), address, id.value(), position));
    }

    @Override
    public int used(Scope scope, SubnetId subnet) {
        return db.integer(
                "select count(*) from ec2_private_address" + HERE + " and subnet = ?",
                SCOPE.arguments(scope, subnet.value()));
    }

    @Override
    public long cursor(Scope scope, SubnetId subnet) {
        return db.one(
                        "select host_cursor from ec2_subnet" + HERE + " and id = ?",
                        row -> row.number("host_cursor"),
                        SCOPE.arguments(scope, subnet.value()))
                .orElseThrow();
    }

    @Override
    public void setCursor(Scope scope, SubnetId subnet, long cursor) {
        db.update(
                "update ec2_subnet set host_cursor = ?" + HERE + " and id = ?",
                cursor,
                scope.account().value(),
                scope.region().value(),
                subnet.value());
    }
}
