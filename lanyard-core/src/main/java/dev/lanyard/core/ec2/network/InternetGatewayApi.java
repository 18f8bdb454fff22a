// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.DEPENDENCY_VIOLATION;
import static dev.lanyard.core.ec2.Ec2Fault.GATEWAY_NOT_ATTACHED;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.RESOURCE_ALREADY_ASSOCIATED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InternetGatewayId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.NetworkViews.GatewayAttachment;
import dev.lanyard.core.ec2.network.NetworkViews.GatewayView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Internet gateways.
public final class InternetGatewayApi implements ApiSection {
    private static final Ec2Filters<GatewayView> FILTERS = Ec2Filters.<GatewayView>none()
            .on("internet-gateway-id", GatewayView::internetGatewayId)
            .on("owner-id", GatewayView::ownerId)
            .onAny("attachment.vpc-id", it -> it.attachments().stream().map(GatewayAttachment::vpcId))
            .onAny("attachment.state", it -> it.attachments().stream().map(GatewayAttachment::state))
            .tagged(GatewayView::tags);

    private final InternetGatewayStore store;
    private final NetworkInterfaceStore interfaces;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;

    public InternetGatewayApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = network.stores().gateways();
        this.interfaces = network.stores().interfaces();
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateInternetGateway(List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.INTERNET_GATEWAY);
        }
    }

    record Made(GatewayView internetGateway) {}

    record Pair(InternetGatewayId internetGatewayId, VpcId vpcId) {}

    record Named(InternetGatewayId internetGatewayId) {}

    record DescribeInternetGateways(
            List<InternetGatewayId> internetGatewayIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<GatewayView> internetGateways, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateInternetGateway", CreateInternetGateway.class, Made.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreate(
                                "CreateInternetGateway", ResourceType.INTERNET_GATEWAY, in.tags(), call)),
                EC2.read("DescribeInternetGateways", DescribeInternetGateways.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeInternetGateways", call)),
                EC2.write("AttachInternetGateway", Pair.class, Nothing.class, this::attach)
                        .guardedBy((in, call) -> pair("AttachInternetGateway", in, call))
                        .faults(RESOURCE_ALREADY_ASSOCIATED),
                EC2.write("DetachInternetGateway", Pair.class, Nothing.class, this::detach)
                        .guardedBy((in, call) -> pair("DetachInternetGateway", in, call))
                        .faults(GATEWAY_NOT_ATTACHED, DEPENDENCY_VIOLATION),
                EC2.write("DeleteInternetGateway", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) ->
                                List.of(permissions.on("DeleteInternetGateway", in.internetGatewayId(), call)))
                        .faults(DEPENDENCY_VIOLATION));
    }

    private List<Permission> pair(String operation, Pair in, Call call) {
        return List.of(
                permissions.on(operation, in.internetGatewayId(), call), permissions.on(operation, in.vpcId(), call));
    }

    private Made create(CreateInternetGateway in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        network.make(scope);
        InternetGateway gateway = new InternetGateway(new InternetGatewayId(ids.hex17("igw")), Optional.empty());
        store.insert(scope, gateway);
        tags.put(scope, ResourceType.INTERNET_GATEWAY, gateway.id().value(), wanted);
        return new Made(NetworkViews.gateway(scope, gateway, wanted));
    }

    private Described describe(DescribeInternetGateways in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging =
                new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.internetGatewayIds(), "InternetGatewayIds");
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.INTERNET_GATEWAY);
        Page<GatewayView> page = paging.page(
                "DescribeInternetGateways" + in.internetGatewayIds() + in.filters(),
                call,
                Selection.of(
                                ResourceType.INTERNET_GATEWAY,
                                in.internetGatewayIds(),
                                id -> network.findGateway(scope, id),
                                () -> network.gateways(scope))
                        .map(it -> NetworkViews.gateway(
                                scope, it, all.getOrDefault(it.id().value(), List.of())))
                        .filter(matching),
                GatewayView::internetGatewayId);
        return new Described(page.items(), page.next());
    }

    private Nothing attach(Pair in, Call call) {
        Scope scope = Scope.of(call);
        InternetGateway gateway = find(scope, in.internetGatewayId());
        Vpc vpc = network.vpc(scope, in.vpcId());
        gateway.vpc().ifPresent(other -> {
            throw RESOURCE_ALREADY_ASSOCIATED.because(
                    "resource " + gateway.id() + " is already attached to network " + other);
        });
        network.gateways(scope).stream()
                .filter(it -> it.vpc().equals(Optional.of(vpc.id())))
                .findFirst()
                .ifPresent(other -> {
                    throw INVALID_PARAMETER_VALUE.because(
                            "Network " + vpc.id() + " already has an internet gateway attached");
                });
        store.setVpc(scope, gateway.id(), Optional.of(vpc.id()));
        return NOTHING;
    }

    private Nothing detach(Pair in, Call call) {
        Scope scope = Scope.of(call);
        InternetGateway gateway = find(scope, in.internetGatewayId());
        Vpc vpc = network.vpc(scope, in.vpcId());
        if (!gateway.vpc().equals(Optional.of(vpc.id()))) {
            throw GATEWAY_NOT_ATTACHED.because("resource " + gateway.id() + " is not attached to network " + vpc.id());
        }
        boolean isUsed = interfaces.all(scope).stream()
                .anyMatch(
                        it -> it.vpc().equals(vpc.id()) && !it.publicAddresses().isEmpty());
        if (isUsed) {
            throw DEPENDENCY_VIOLATION.because("Network " + vpc.id()
                    + " has some mapped public address(es). Please unmap those public address(es) before detaching the"
                    + " gateway.");
        }
        store.setVpc(scope, gateway.id(), Optional.empty());
        return NOTHING;
    }

    private Nothing delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        InternetGateway gateway = find(scope, in.internetGatewayId());
        if (gateway.vpc().isPresent()) {
            throw DEPENDENCY_VIOLATION.because(
                    "The internetGateway '" + gateway.id() + "' has dependencies and cannot be deleted.");
        }
        store.delete(scope, gateway.id());
        tags.forget(scope, gateway.id().value());
        return NOTHING;
    }

    private InternetGateway find(Scope scope, InternetGatewayId id) {
        network.make(scope);
        return network.findGateway(scope, id).orElseThrow(() -> ResourceType.INTERNET_GATEWAY.notFound(id.value()));
    }
}
