// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.DEPENDENCY_VIOLATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ASSOCIATION_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.RESOURCE_ALREADY_ASSOCIATED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.RouteTable.Association;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.ec2.network.RouteTableViews.AssociationState;
import dev.lanyard.core.ec2.network.RouteTableViews.AssociationView;
import dev.lanyard.core.ec2.network.RouteTableViews.RouteView;
import dev.lanyard.core.ec2.network.RouteTableViews.TableView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Route tables and what they are associated with.
public final class RouteTableApi implements ApiSection {
    private static final Ec2Filters<TableView> FILTERS = Ec2Filters.<TableView>none()
            .on("route-table-id", TableView::routeTableId)
            .on("vpc-id", TableView::vpcId)
            .on("owner-id", TableView::ownerId)
            .onAny("association.main", it -> it.associations().stream().map(AssociationView::main))
            .onAny(
                    "association.route-table-association-id",
                    it -> it.associations().stream().map(AssociationView::routeTableAssociationId))
            .onAny(
                    "association.route-table-id",
                    it -> it.associations().stream().map(AssociationView::routeTableId))
            .onAny("association.subnet-id", it -> it.associations().stream().flatMap(each -> each.subnetId().stream()))
            .onAny("association.gateway-id", _ -> Stream.empty())
            .onAny(
                    "route.destination-cidr-block",
                    it -> it.routes().stream().flatMap(each -> each.destinationCidrBlock().stream()))
            .onAny(
                    "route.destination-ipv6-cidr-block",
                    it -> it.routes().stream().flatMap(each -> each.destinationIpv6CidrBlock().stream()))
            .onAny("route.gateway-id", it -> it.routes().stream().flatMap(each -> each.gatewayId().stream()))
            .onAny("route.origin", it -> it.routes().stream().map(RouteView::origin))
            .onAny("route.state", it -> it.routes().stream().map(RouteView::state))
            .tagged(TableView::tags);

    private final RouteTableStore store;
    private final NetworkInterfaceStore interfaces;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;

    public RouteTableApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = network.stores().routeTables();
        this.interfaces = network.stores().interfaces();
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateRouteTable(VpcId vpcId, List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.ROUTE_TABLE);
        }
    }

    record Made(TableView routeTable) {}

    record Named(RouteTableId routeTableId) {}

    record DescribeRouteTables(
            List<RouteTableId> routeTableIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<TableView> routeTables, Optional<String> nextToken) {}

    record AssociateRouteTable(RouteTableId routeTableId, Optional<SubnetId> subnetId) {}

    record Associated(String associationId, AssociationState associationState) {}

    record DisassociateRouteTable(String associationId) {}

    record ReplaceRouteTableAssociation(String associationId, RouteTableId routeTableId) {}

    record Replaced(String newAssociationId, AssociationState associationState) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateRouteTable", CreateRouteTable.class, Made.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreate(
                                "CreateRouteTable", ResourceType.ROUTE_TABLE, in.tags(), call, in.vpcId())),
                EC2.read("DescribeRouteTables", DescribeRouteTables.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeRouteTables", call)),
                EC2.write("DeleteRouteTable", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> List.of(permissions.on("DeleteRouteTable", in.routeTableId(), call)))
                        .faults(DEPENDENCY_VIOLATION),
                EC2.write("AssociateRouteTable", AssociateRouteTable.class, Associated.class, this::associate)
                        .guardedBy((in, call) -> Stream.concat(
                                        Stream.<ResourceId>of(in.routeTableId()), in.subnetId().stream())
                                .map(id -> permissions.on("AssociateRouteTable", id, call))
                                .toList())
                        .faults(RESOURCE_ALREADY_ASSOCIATED),
                EC2.write("DisassociateRouteTable", DisassociateRouteTable.class, Nothing.class, this::disassociate)
                        .guardedBy(this::toDisassociate)
                        .faults(INVALID_ASSOCIATION_ID_NOT_FOUND),
                EC2.write(
                                "ReplaceRouteTableAssociation",
                                ReplaceRouteTableAssociation.class,
                                Replaced.class,
                                this::replace)
                        .guardedBy(this::toReplace)
                        .faults(INVALID_ASSOCIATION_ID_NOT_FOUND));
    }

    private Made create(CreateRouteTable in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        network.make(scope);
        Vpc vpc = network.vpc(scope, in.vpcId());
        RouteTable table = new RouteTable(
                new RouteTableId(ids.hex17("rtb")),
                vpc.id(),
                List.of(new Route(vpc.cidr().toString(), Route.LOCAL)),
                List.of());
        store.insert(scope, table);
        tags.put(scope, ResourceType.ROUTE_TABLE, table.id().value(), wanted);
        return new Made(RouteTableViews.table(scope, table, Set.of(), wanted));
    }

    private Described describe(DescribeRouteTables in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging = new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.routeTableIds(), "RouteTableIds");
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.ROUTE_TABLE);
        Set<String> targets = targets(scope);
        Page<TableView> page = paging.page(
                "DescribeRouteTables" + in.routeTableIds() + in.filters(),
                call,
                Selection.of(
                                ResourceType.ROUTE_TABLE,
                                in.routeTableIds(),
                                id -> network.findRouteTable(scope, id),
                                () -> network.routeTables(scope))
                        .map(it -> RouteTableViews.table(
                                scope, it, targets, all.getOrDefault(it.id().value(), List.of())))
                        .filter(matching),
                it -> it.routeTableId().value());
        return new Described(page.items(), page.next());
    }

    private Set<String> targets(Scope scope) {
        Set<String> targets = new HashSet<>();
        network.gateways(scope).stream()
                .filter(it -> it.vpc().isPresent())
                .forEach(it -> targets.add(it.id().value()));
        interfaces.all(scope).stream()
                .filter(it -> it.attachment().isPresent())
                .forEach(it -> targets.add(it.id().value()));
        return targets;
    }

    private Nothing delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        RouteTable table = table(network, scope, in.routeTableId());
        if (!table.associations().isEmpty()) {
            throw DEPENDENCY_VIOLATION.because(
                    "The routeTable '" + table.id() + "' has dependencies and cannot be deleted.");
        }
        store.delete(scope, table.id());
        tags.forget(scope, table.id().value());
        return NOTHING;
    }

    private Associated associate(AssociateRouteTable in, Call call) {
        Scope scope = Scope.of(call);
        RouteTable table = table(network, scope, in.routeTableId());
        Subnet subnet = network.subnet(
                scope,
                in.subnetId()
                        .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                                "Either 'subnetId' or 'gatewayId' should be provided.")));
        if (!subnet.vpc().equals(table.vpc())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Route table " + table.id() + " and subnet " + subnet.id() + " belong to different networks");
        }
        Optional<Association> existing = table.associations().stream()
                .filter(it -> it.subnet().equals(Optional.of(subnet.id())))
                .findFirst();
        if (existing.isPresent()) {
            return new Associated(existing.get().id(), AssociationState.ASSOCIATED);
        }
        Association association = new Association(ids.hex17("rtbassoc"), Optional.of(subnet.id()));
        if (!store.associate(scope, table, association)) {
            throw RESOURCE_ALREADY_ASSOCIATED.because("the specified association for route table " + table.id()
                    + " conflicts with an existing association");
        }
        return new Associated(association.id(), AssociationState.ASSOCIATED);
    }

    private Nothing disassociate(DisassociateRouteTable in, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        Association association = find(scope, in.associationId());
        if (association.subnet().isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "cannot disassociate the main route table association " + association.id());
        }
        store.disassociate(scope, association.id());
        return NOTHING;
    }

    /// Also how another table becomes the main one.
    private Replaced replace(ReplaceRouteTableAssociation in, Call call) {
        Scope scope = Scope.of(call);
        RouteTable table = table(network, scope, in.routeTableId());
        Association before = find(scope, in.associationId());
        RouteTable owner = owner(scope, before.id()).orElseThrow();
        if (!owner.vpc().equals(table.vpc())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Route table " + table.id() + " and association " + before.id() + " belong to different networks");
        }
        Association after = new Association(ids.hex17("rtbassoc"), before.subnet());
        store.disassociate(scope, before.id());
        store.associate(scope, table, after);
        return new Replaced(after.id(), AssociationState.ASSOCIATED);
    }

    private Association find(Scope scope, String id) {
        return owner(scope, id).stream()
                .flatMap(table -> table.associations().stream())
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        INVALID_ASSOCIATION_ID_NOT_FOUND.because("The association ID '" + id + "' does not exist"));
    }

    private Optional<RouteTable> owner(Scope scope, String association) {
        return network.routeTables(scope).stream()
                .filter(table ->
                        table.associations().stream().anyMatch(it -> it.id().equals(association)))
                .findFirst();
    }

    private List<Permission> toDisassociate(DisassociateRouteTable in, Call call) {
        Optional<RouteTable> table = owner(Scope.of(call), in.associationId());
        Permission onTable = permissions.onNamed(
                "DisassociateRouteTable",
                ResourceType.ROUTE_TABLE,
                Optional.empty(),
                () -> table.map(it -> it.id().value()),
                call);
        return Stream.concat(Stream.of(onTable), onSubnet("DisassociateRouteTable", table, in.associationId(), call))
                .toList();
    }

    private List<Permission> toReplace(ReplaceRouteTableAssociation in, Call call) {
        Optional<RouteTable> table = owner(Scope.of(call), in.associationId());
        return Stream.concat(
                        Stream.of(permissions.on("ReplaceRouteTableAssociation", in.routeTableId(), call)),
                        onSubnet("ReplaceRouteTableAssociation", table, in.associationId(), call))
                .toList();
    }

    /// The subnet whose routes change; none where the main table of a VPC does.
    private Stream<Permission> onSubnet(String operation, Optional<RouteTable> table, String association, Call call) {
        return table.stream()
                .flatMap(it -> it.associations().stream())
                .filter(it -> it.id().equals(association))
                .flatMap(it -> it.subnet().stream())
                .map(subnet -> permissions.onNamed(
                        operation, ResourceType.SUBNET, Optional.empty(), () -> Optional.of(subnet.value()), call));
    }

    static RouteTable table(Network network, Scope scope, RouteTableId id) {
        network.make(scope);
        return network.findRouteTable(scope, id).orElseThrow(() -> ResourceType.ROUTE_TABLE.notFound(id.value()));
    }
}
