// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ROUTE_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.ROUTE_ALREADY_EXISTS;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.RouteTableId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.RouteTable.Route;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import java.util.List;
import java.util.Optional;

/// Routes to internet gateways and network interfaces.
public final class RouteApi implements ApiSection {
    private final RouteTableStore store;
    private final NetworkInterfaceStore interfaces;
    private final Network network;
    private final Ec2Permissions permissions;

    public RouteApi(Network network, Ec2Permissions permissions) {
        this.store = network.stores().routeTables();
        this.interfaces = network.stores().interfaces();
        this.network = network;
        this.permissions = permissions;
    }

    record RouteInput(
            RouteTableId routeTableId,
            Optional<String> destinationCidrBlock,
            Optional<String> destinationIpv6CidrBlock,
            Optional<String> gatewayId,
            Optional<NetworkInterfaceId> networkInterfaceId) {}

    record DeleteRoute(
            RouteTableId routeTableId,
            Optional<String> destinationCidrBlock,
            Optional<String> destinationIpv6CidrBlock) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateRoute", RouteInput.class, Nothing.class, this::create)
                        .guardedBy((in, call) -> List.of(permissions.on("CreateRoute", in.routeTableId(), call)))
                        .faults(ROUTE_ALREADY_EXISTS),
                EC2.write("ReplaceRoute", RouteInput.class, Nothing.class, this::replace)
                        .guardedBy((in, call) -> List.of(permissions.on("ReplaceRoute", in.routeTableId(), call))),
                EC2.write("DeleteRoute", DeleteRoute.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> List.of(permissions.on("DeleteRoute", in.routeTableId(), call)))
                        .faults(INVALID_ROUTE_NOT_FOUND));
    }

    private Nothing create(RouteInput in, Call call) {
        Scope scope = Scope.of(call);
        String destination = destination(in.destinationCidrBlock(), in.destinationIpv6CidrBlock());
        RouteTable table = RouteTableApi.table(network, scope, in.routeTableId());
        Route route = new Route(destination, target(scope, in));
        if (!store.addRoute(scope, table.id(), route)) {
            throw ROUTE_ALREADY_EXISTS.because("The route identified by " + destination + " already exists.");
        }
        return NOTHING;
    }

    private Nothing replace(RouteInput in, Call call) {
        Scope scope = Scope.of(call);
        String destination = destination(in.destinationCidrBlock(), in.destinationIpv6CidrBlock());
        RouteTable table = RouteTableApi.table(network, scope, in.routeTableId());
        Route route = new Route(destination, target(scope, in));
        if (!store.replaceRoute(scope, table.id(), route)) {
            throw INVALID_PARAMETER_VALUE.because(
                    "There is no route defined for '" + destination + "' in the route table. Use CreateRoute instead.");
        }
        return NOTHING;
    }

    private Nothing delete(DeleteRoute in, Call call) {
        Scope scope = Scope.of(call);
        String destination = destination(in.destinationCidrBlock(), in.destinationIpv6CidrBlock());
        RouteTable table = RouteTableApi.table(network, scope, in.routeTableId());
        Route route = table.routes().stream()
                .filter(it -> it.destination().equals(destination))
                .findFirst()
                .orElseThrow(() -> INVALID_ROUTE_NOT_FOUND.because(
                        "no route with destination-cidr-block " + destination + " in route table " + table.id()));
        if (route.isLocal()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "cannot remove local route " + destination + " in route table " + table.id());
        }
        store.removeRoute(scope, table.id(), destination);
        return NOTHING;
    }

    private static String destination(Optional<String> ipv4, Optional<String> ipv6) {
        if (ipv4.isPresent() == ipv6.isPresent()) {
            throw (ipv4.isPresent() ? INVALID_PARAMETER_COMBINATION : MISSING_PARAMETER)
                    .because("The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock,"
                            + " destinationPrefixListId");
        }
        return ipv4.map(text ->
                        Cidr.parse(text).map(Cidr::toString).orElseThrow(() -> notValid(text, "destinationCidrBlock")))
                .orElseGet(() -> Ipv6Cidr.canonical(ipv6.orElseThrow())
                        .orElseThrow(() -> notValid(ipv6.orElseThrow(), "destinationIpv6CidrBlock")));
    }

    private static RuntimeException notValid(String text, String parameter) {
        return INVALID_PARAMETER_VALUE.because(
                "Value (" + text + ") for parameter " + parameter + " is invalid. This is not a valid CIDR block.");
    }

    private String target(Scope scope, RouteInput in) {
        if (in.gatewayId().isPresent() == in.networkInterfaceId().isPresent()) {
            throw (in.gatewayId().isPresent() ? INVALID_PARAMETER_COMBINATION : MISSING_PARAMETER)
                    .because("The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId,"
                            + " vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, localGatewayId,"
                            + " carrierGatewayId, vpcEndpointId, instanceId");
        }
        if (in.networkInterfaceId().isPresent()) {
            NetworkInterfaceId id = in.networkInterfaceId().get();
            return interfaces
                    .find(scope, id)
                    .orElseThrow(() -> ResourceType.NETWORK_INTERFACE.notFound(id.value()))
                    .id()
                    .value();
        }
        String gateway = in.gatewayId().orElseThrow();
        if (gateway.equals(Route.LOCAL)) {
            return gateway;
        }
        return network.findGateway(scope, new InternetGatewayId(gateway))
                .orElseThrow(() -> ResourceType.INTERNET_GATEWAY.notFound(gateway))
                .id()
                .value();
    }
}
