// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.HERE;

import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.RouteTable;
import dev.lanyard.core.ec2.network.RouteTable.Association;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.ec2.network.RouteTableStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Route tables in the tables `ec2_route_table`, `ec2_route` and `ec2_route_association`. The main association has an
/// empty subnet, so that one unique key holds for it and for those of subnets.
public final class SqlRouteTables implements RouteTableStore {
    private static final String ROUTES = "select route_table, destination, target from ec2_route" + HERE;
    private static final String LOCAL_FIRST = " order by case when target = 'local' then 0 else 1 end, destination";
    private static final String ASSOCIATIONS = "select route_table, id, subnet from ec2_route_association" + HERE;

    private final Regional db;

    public SqlRouteTables(Database db) {
        this.db = new Regional(db);
    }

    @Override
    public List<RouteTable> all(Scope scope) {
        List<RouteTable> bare =
                db.query(scope, "select id, vpc from ec2_route_table" + HERE + " order by id", SqlRouteTables::bare);
        return filled(
                bare,
                db.query(scope, ROUTES + LOCAL_FIRST, SqlRouteTables::route),
                db.query(scope, ASSOCIATIONS + " order by id", SqlRouteTables::association));
    }

    @Override
    public Optional<RouteTable> find(Scope scope, RouteTableId id) {
        return db.one(
                        scope,
                        "select id, vpc from ec2_route_table" + HERE + " and id = ?",
                        SqlRouteTables::bare,
                        id.value())
                .map(bare -> filled(
                                List.of(bare),
                                db.query(
                                        scope,
                                        ROUTES + " and route_table = ?" + LOCAL_FIRST,
                                        SqlRouteTables::route,
                                        id.value()),
                                db.query(
                                        scope,
                                        ASSOCIATIONS + " and route_table = ? order by id",
                                        SqlRouteTables::association,
                                        id.value()))
                        .getFirst());
    }

    private static List<RouteTable> filled(
            List<RouteTable> bare, List<Part<Route>> routes, List<Part<Association>> associations) {
        Map<String, List<Route>> routesOf = Part.byOwner(routes);
        Map<String, List<Association>> associationsOf = Part.byOwner(associations);
        return bare.stream()
                .map(table -> new RouteTable(
                        table.id(),
                        table.vpc(),
                        routesOf.getOrDefault(table.id().value(), List.of()),
                        associationsOf.getOrDefault(table.id().value(), List.of())))
                .toList();
    }

    @Override
    public void insert(Scope scope, RouteTable table) {
        db.update(
                scope,
                "insert into ec2_route_table (account, region, id, vpc) values (?, ?, ?, ?)",
                table.id().value(),
                table.vpc().value());
        table.routes().forEach(route -> addRoute(scope, table.id(), route));
        table.associations().forEach(association -> associate(scope, table, association));
    }

    @Override
    public void delete(Scope scope, RouteTableId id) {
        db.update(scope, "delete from ec2_route" + HERE + " and route_table = ?", id.value());
        db.update(scope, "delete from ec2_route_table" + HERE + " and id = ?", id.value());
    }

    @Override
    public boolean addRoute(Scope scope, RouteTableId id, Route route) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_route (account, region, route_table, destination, target) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                id.value(),
                route.destination(),
                route.target());
    }

    @Override
    public boolean replaceRoute(Scope scope, RouteTableId id, Route route) {
        return removeRoute(scope, id, route.destination()) && addRoute(scope, id, route);
    }

    @Override
    public boolean removeRoute(Scope scope, RouteTableId id, String destination) {
        return db.update(
                        scope,
                        "delete from ec2_route" + HERE + " and route_table = ? and destination = ?",
                        id.value(),
                        destination)
                == 1;
    }

    @Override
    public boolean associate(Scope scope, RouteTable table, Association association) {
        return db.insertIfAbsent(
                scope,
                "insert into ec2_route_association (account, region, id, route_table, vpc, subnet)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                association.id(),
                table.id().value(),
                table.vpc().value(),
                association.subnet().map(SubnetId::value).orElse(""));
    }

    @Override
    public void disassociate(Scope scope, String associationId) {
        db.update(scope, "delete from ec2_route_association" + HERE + " and id = ?", associationId);
    }

    private static RouteTable bare(Row row) {
        return new RouteTable(new RouteTableId(row.text(1)), new VpcId(row.text(2)), List.of(), List.of());
    }

    private static Part<Route> route(Row row) {
        return new Part<>(row.text(1), new Route(row.text(2), row.text(3)));
    }

    private static Part<Association> association(Row row) {
        String subnet = row.text(3);
        return new Part<>(
                row.text(1),
                new Association(row.text(2), subnet.isEmpty() ? Optional.empty() : Optional.of(new SubnetId(subnet))));
    }
}
