// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

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
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Network interfaces in the table `ec2_interface`, with their groups and addresses in tables of their own, whose keys
/// decide who gets an address.
public final class SqlNetworkInterfaces implements NetworkInterfaceStore {
    private static final String HERE = " where i.account = ? and i.region = ?";
    private static final String INTERFACES =
            "select i.id, i.subnet, i.vpc, i.zone, i.description, i.source_dest_check, i.attachment,"
                    + " i.instance, i.device_index, i.attached, i.delete_on_termination, i.created"
                    + " from ec2_interface i" + HERE;
    /// A cross join makes SQLite begin with the interface; left to itself it reads everything of the region.
    private static final String GROUPS =
            "select g.interface, g.security_group from ec2_interface i cross join ec2_interface_group g" + HERE
                    + " and g.account = i.account and g.region = i.region and g.interface = i.id";
    private static final String ADDRESSES = "select a.interface, a.address, p.address, p.allocation, p.association"
            + " from ec2_interface i cross join ec2_private_address a left join ec2_public_address p"
            + " on p.account = a.account and p.region = a.region and p.interface = a.interface"
            + " and p.private_address = a.address" + HERE
            + " and a.account = i.account and a.region = i.region and a.interface = i.id";

    private final Regional db;

    public SqlNetworkInterfaces(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<NetworkInterface> all(Scope scope) {
        return select(scope, "", "i.id");
    }

    @Override
    public Optional<NetworkInterface> find(Scope scope, NetworkInterfaceId id) {
        return select(scope, " and i.id = ?", "i.id", id.value()).stream().findFirst();
    }

    @Override
    public List<NetworkInterface> ofInstance(Scope scope, InstanceId instance) {
        return select(scope, " and i.instance = ?", "i.device_index", instance.value());
    }

    /// A private address and the public one that leads to it.
    private record Address(String address, Optional<PublicAddress> reachedBy) {}

    private List<NetworkInterface> select(Scope scope, String condition, String order, Object... more) {
        Map<String, List<String>> groups = Part.byOwner(db.query(
                scope, GROUPS + condition + " order by g.position", row -> new Part<>(row.text(1), row.text(2)), more));
        Map<String, List<Address>> addresses = Part.byOwner(db.query(
                scope,
                ADDRESSES + condition + " order by a.position",
                row -> new Part<>(row.text(1), address(row)),
                more));
        return db.query(
                scope,
                INTERFACES + condition + " order by " + order,
                row -> network(
                        row,
                        groups.getOrDefault(row.text(1), List.of()),
                        addresses.getOrDefault(row.text(1), List.of())),
                more);
    }

    private static Address address(Row row) {
        String address = row.text(2);
        return new Address(
                address,
                row.optionalText(3)
                        .map(reachedBy -> new PublicAddress(
                                reachedBy,
                                address,
                                row.optionalText(4)
                                        .map(allocation -> new Elastic(new AllocationId(allocation), row.text(5))))));
    }

    @Override
    public void insert(Scope scope, NetworkInterface network) {
        db.update(
                scope,
                "insert into ec2_interface (account, region, id, subnet, vpc, zone, description, source_dest_check,"
                        + " created) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                network.id().value(),
                network.subnet().value(),
                network.vpc().value(),
                network.zone(),
                network.description(),
                network.sourceDestCheck(),
                network.created());
        insertGroups(scope, network);
    }

    private void insertGroups(Scope scope, NetworkInterface network) {
        for (int i = 0; i < network.groups().size(); i++) {
            db.update(
                    scope,
                    "insert into ec2_interface_group (account, region, interface, security_group, position)"
                            + " values (?, ?, ?, ?, ?)",
                    network.id().value(),
                    network.groups().get(i).value(),
                    i);
        }
    }

    @Override
    public void update(Scope scope, NetworkInterface network) {
        String id = network.id().value();
        NetworkInterface before = find(scope, network.id()).orElseThrow();
        if (!before.groups().equals(network.groups())) {
            db.update(scope, "delete from ec2_interface_group" + Regional.HERE + " and interface = ?", id);
            insertGroups(scope, network);
        }
        Optional<Attachment> attachment = network.attachment();
        db.set(
                scope,
                id,
                "update ec2_interface set description = ?, source_dest_check = ?, attachment = ?, instance = ?,"
                        + " device_index = ?, attached = ?, delete_on_termination = ?",
                network.description(),
                network.sourceDestCheck(),
                attachment.map(Attachment::id),
                attachment.map(it -> it.instance().value()),
                attachment.map(Attachment::deviceIndex),
                attachment.map(Attachment::attached),
                attachment.map(Attachment::deleteOnTermination));
    }

    @Override
    public void delete(Scope scope, NetworkInterfaceId id) {
        db.update(scope, "delete from ec2_interface_group" + Regional.HERE + " and interface = ?", id.value());
        db.update(scope, "delete from ec2_private_address" + Regional.HERE + " and interface = ?", id.value());
        db.update(
                scope,
                "delete from ec2_public_address" + Regional.HERE + " and interface = ? and allocation is null",
                id.value());
        db.update(
                scope,
                "update ec2_public_address set interface = null, private_address = null, association = null"
                        + Regional.HERE + " and interface = ?",
                id.value());
        db.update(scope, "delete from ec2_interface" + Regional.HERE + " and id = ?", id.value());
    }

    @Override
    public boolean claim(Scope scope, SubnetId subnet, String address, NetworkInterfaceId id, int position) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_private_address (account, region, subnet, address, interface, position)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                subnet.value(),
                address,
                id.value(),
                position);
    }

    @Override
    public int used(Scope scope, SubnetId subnet) {
        return db.one(
                        scope,
                        "select count(*) from ec2_private_address" + Regional.HERE + " and subnet = ?",
                        row -> row.integer(1),
                        subnet.value())
                .orElseThrow();
    }

    @Override
    public long cursor(Scope scope, SubnetId subnet) {
        return db.one(
                        scope,
                        "select host_cursor from ec2_subnet" + Regional.HERE + " and id = ?",
                        row -> row.number(1),
                        subnet.value())
                .orElseThrow();
    }

    @Override
    public void setCursor(Scope scope, SubnetId subnet, long cursor) {
        db.set(scope, subnet.value(), "update ec2_subnet set host_cursor = ?", cursor);
    }

    private static NetworkInterface network(Row row, List<String> groups, List<Address> addresses) {
        return new NetworkInterface(
                new NetworkInterfaceId(row.text(1)),
                new SubnetId(row.text(2)),
                new VpcId(row.text(3)),
                row.text(4),
                row.text(5),
                row.flag(6),
                groups.stream().map(SecurityGroupId::new).toList(),
                addresses.stream().map(Address::address).toList(),
                addresses.stream().flatMap(it -> it.reachedBy().stream()).toList(),
                row.optionalText(7)
                        .map(attachment -> new Attachment(
                                attachment,
                                new InstanceId(row.text(8)),
                                row.integer(9),
                                row.instant(10),
                                row.flag(11))),
                row.instant(12));
    }
}
