// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.ec2;

import static dev.lanyard.store.ec2.Regional.SCOPE;

import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.RouteTable;
import dev.lanyard.core.ec2.network.RouteTable.Association;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.ec2.network.RouteTableStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Route tables in the tables `ec2_route_table`, `ec2_route` and `ec2_route_association`. The main association has an
/// empty subnet, so that one unique key holds for it and for those of subnets.
public final class SqlRouteTables implements RouteTableStore {
    private static final String LOCAL_FIRST = "case when target = 'local' then 0 else 1 end, destination";
    private static final Table<Scope, RouteTable> TABLES = Table.of("ec2_route_table", SCOPE, SqlRouteTables::bare);
    private static final Table<Scope, Part<Route>> ROUTES = Table.of("ec2_route", SCOPE, SqlRouteTables::route);
    private static final Rows<Scope, Part<Route>> ALL_ROUTES = ROUTES.where("").by(LOCAL_FIRST);
    private static final Rows<Scope, Part<Route>> ROUTES_OF =
            ROUTES.where("route_table = ?").by(LOCAL_FIRST);
    private static final Table<Scope, Part<Association>> ASSOCIATIONS =
            Table.of("ec2_route_association", SCOPE, SqlRouteTables::association);
    private static final Rows<Scope, Part<Association>> ASSOCIATIONS_OF = ASSOCIATIONS.where("route_table = ?");

    private final Database db;

    public SqlRouteTables(Database db) {
        this.db = db;
    }

    private static RouteTable bare(Columns<RouteTable> c) {
        return new RouteTable(
                c.key().text("id", table -> table.id().value(), RouteTableId::new),
                c.text("vpc", table -> table.vpc().value(), VpcId::new),
                List.of(),
                List.of());
    }

    private static Part<Route> route(Columns<Part<Route>> c) {
        return new Part<>(
                c.key().text("route_table", Part::owner),
                new Route(
                        c.key().text("destination", route -> route.part().destination()),
                        c.text("target", route -> route.part().target())));
    }

    private static Part<Association> association(Columns<Part<Association>> c) {
        c.given("vpc");
        return new Part<>(
                c.text("route_table", Part::owner),
                new Association(
                        c.key().text("id", it -> it.part().id()),
                        Optional.of(c.text("subnet", SqlRouteTables::subnet))
                                .filter(subnet -> !subnet.isEmpty())
                                .map(SubnetId::new)));
    }

    private static String subnet(Part<Association> association) {
        return association.part().subnet().map(SubnetId::value).orElse("");
    }

    @Override
    public List<RouteTable> all(Scope scope) {
        return TABLES.all(db, scope).stream()
                .map(filling(ALL_ROUTES.list(db, scope), ASSOCIATIONS.all(db, scope)))
                .toList();
    }

    @Override
    public Optional<RouteTable> find(Scope scope, RouteTableId id) {
        return TABLES.find(db, scope, id.value())
                .map(filling(ROUTES_OF.list(db, scope, id.value()), ASSOCIATIONS_OF.list(db, scope, id.value())));
    }

    private static UnaryOperator<RouteTable> filling(List<Part<Route>> routes, List<Part<Association>> associations) {
        Map<String, List<Route>> routesOf = Part.byOwner(routes);
        Map<String, List<Association>> associationsOf = Part.byOwner(associations);
        return bare -> new RouteTable(
                bare.id(),
                bare.vpc(),
                routesOf.getOrDefault(bare.id().value(), List.of()),
                associationsOf.getOrDefault(bare.id().value(), List.of()));
    }

    @Override
    public void insert(Scope scope, RouteTable table) {
        TABLES.insert(db, scope, table);
        table.routes().forEach(route -> addRoute(scope, table.id(), route));
        table.associations().forEach(association -> associate(scope, table, association));
    }

    @Override
    public void delete(Scope scope, RouteTableId id) {
        ROUTES_OF.delete(db, scope, id.value());
        TABLES.delete(db, scope, id.value());
    }

    @Override
    public boolean addRoute(Scope scope, RouteTableId id, Route route) {
        return ROUTES.insertIfAbsent(db, scope, new Part<>(id.value(), route));
    }

    @Override
    public boolean replaceRoute(Scope scope, RouteTableId id, Route route) {
        return removeRoute(scope, id, route.destination()) && addRoute(scope, id, route);
    }

    @Override
    public boolean removeRoute(Scope scope, RouteTableId id, String destination) {
        return ROUTES.delete(db, scope, id.value(), destination);
    }

    @Override
    public boolean associate(Scope scope, RouteTable table, Association association) {
        return ASSOCIATIONS.insertIfAbsent(
                db,
                scope,
                new Part<>(table.id().value(), association),
                table.vpc().value());
    }

    @Override
    public void disassociate(Scope scope, String associationId) {
        ASSOCIATIONS.delete(db, scope, associationId);
    }
}
