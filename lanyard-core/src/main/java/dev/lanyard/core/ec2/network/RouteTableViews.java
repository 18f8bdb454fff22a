// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Route tables as EC2 shows them.
final class RouteTableViews {
    private RouteTableViews() {}

    record RouteView(
            Optional<String> destinationCidrBlock,
            Optional<String> destinationIpv6CidrBlock,
            Optional<String> gatewayId,
            Optional<String> networkInterfaceId,
            String origin,
            String state) {
        static final String BLACKHOLE = "blackhole";
    }

    record AssociationState(String state) {
        static final AssociationState ASSOCIATED = new AssociationState("associated");
    }

    record AssociationView(
            String routeTableAssociationId,
            RouteTableId routeTableId,
            boolean main,
            Optional<SubnetId> subnetId,
            AssociationState associationState) {}

    record TableView(
            RouteTableId routeTableId,
            VpcId vpcId,
            String ownerId,
            List<RouteView> routes,
            List<AssociationView> associations,
            List<Map<String, Object>> propagatingVgws,
            List<Tag> tags) {}

    /// @param targets the gateways and interfaces that traffic can go to; a route to any other loses it
    static TableView table(Scope scope, RouteTable table, Set<String> targets, List<Tag> tags) {
        return new TableView(
                table.id(),
                table.vpc(),
                scope.account().value(),
                table.routes().stream().map(route -> route(route, targets)).toList(),
                table.associations().stream()
                        .map(it -> new AssociationView(
                                it.id(), table.id(), it.subnet().isEmpty(), it.subnet(), AssociationState.ASSOCIATED))
                        .toList(),
                List.of(),
                tags);
    }

    private static RouteView route(Route route, Set<String> targets) {
        boolean ipv6 = route.destination().indexOf(':') >= 0;
        boolean toInterface = route.target().startsWith("eni-");
        return new RouteView(
                ipv6 ? Optional.empty() : Optional.of(route.destination()),
                ipv6 ? Optional.of(route.destination()) : Optional.empty(),
                toInterface ? Optional.empty() : Optional.of(route.target()),
                toInterface ? Optional.of(route.target()) : Optional.empty(),
                route.isLocal() ? "CreateRouteTable" : "CreateRoute",
                route.isLocal() || targets.contains(route.target()) ? "active" : RouteView.BLACKHOLE);
    }
}
