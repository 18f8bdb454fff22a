// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.DEFAULT_VPC_ALREADY_EXISTS;
import static dev.lanyard.core.ec2.Ec2Fault.DEPENDENCY_VIOLATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_VPC_RANGE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.Lacking;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.network.NetworkViews.VpcView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// VPCs, with what every VPC comes with.
public final class VpcApi implements ApiSection {
    private static final int LARGEST = 16;
    private static final int SMALLEST = 28;
    private static final Ec2Filters<VpcView> FILTERS = Ec2Filters.<VpcView>none()
            .on("vpc-id", VpcView::vpcId)
            .on("cidr", VpcView::cidrBlock)
            .on("cidr-block", VpcView::cidrBlock)
            .on("cidrBlock", VpcView::cidrBlock)
            .on(
                    "cidr-block-association.association-id",
                    vpc -> vpc.cidrBlockAssociationSet().getFirst().associationId())
            .on("cidr-block-association.cidr-block", VpcView::cidrBlock)
            .on("cidr-block-association.state", _ -> "associated")
            .on("ipv6-cidr-block-association.association-id", _ -> "")
            .on("ipv6-cidr-block-association.ipv6-cidr-block", _ -> "")
            .on("ipv6-cidr-block-association.ipv6-pool", _ -> "")
            .on("ipv6-cidr-block-association.state", _ -> "")
            .on("dhcp-options-id", VpcView::dhcpOptionsId)
            .on("is-default", VpcView::isDefault)
            .on("isDefault", VpcView::isDefault)
            .on("owner-id", VpcView::ownerId)
            .on("state", VpcView::state)
            .tagged(VpcView::tags);

    private final NetworkStores stores;
    private final Network network;
    private final Zones zones;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;

    public VpcApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.stores = network.stores();
        this.network = network;
        this.zones = network.zones();
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateVpc(
            Optional<String> cidrBlock,
            Optional<String> instanceTenancy,
            Optional<Boolean> amazonProvidedIpv6CidrBlock,
            Optional<String> ipv6CidrBlock,
            Optional<String> ipv6Pool,
            List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.VPC);
        }
    }

    record CreateDefaultVpc() {}

    record Made(VpcView vpc) {}

    record DescribeVpcs(
            List<VpcId> vpcIds, List<Filter> filters, Optional<Integer> maxResults, Optional<String> nextToken) {}

    record Described(List<VpcView> vpcs, Optional<String> nextToken) {}

    record Named(VpcId vpcId) {}

    record DescribeVpcAttribute(VpcId vpcId, String attribute) {}

    record Attributes(
            VpcId vpcId,
            Optional<AttributeValue> enableDnsSupport,
            Optional<AttributeValue> enableDnsHostnames,
            Optional<AttributeValue> enableNetworkAddressUsageMetrics) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateVpc", CreateVpc.class, Made.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreate("CreateVpc", ResourceType.VPC, in.tags(), call))
                        .faults(INVALID_VPC_RANGE),
                EC2.write("CreateDefaultVpc", CreateDefaultVpc.class, Made.class, this::createDefault)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("CreateDefaultVpc", call))
                        .faults(DEFAULT_VPC_ALREADY_EXISTS),
                EC2.read("DescribeVpcs", DescribeVpcs.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeVpcs", call)),
                EC2.write("DeleteVpc", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> List.of(permissions.on("DeleteVpc", in.vpcId(), call)))
                        .faults(DEPENDENCY_VIOLATION),
                EC2.read("DescribeVpcAttribute", DescribeVpcAttribute.class, Attributes.class, this::describeAttribute)
                        .guardedBy((in, call) -> List.of(permissions.on("DescribeVpcAttribute", in.vpcId(), call))),
                EC2.write("ModifyVpcAttribute", Attributes.class, Nothing.class, this::modify)
                        .guardedBy((in, call) -> List.of(permissions.on("ModifyVpcAttribute", in.vpcId(), call))));
    }

    private Made create(CreateVpc in, Call call) {
        List<Tag> wanted = in.tags();
        String text = in.cidrBlock()
                .orElseThrow(
                        () -> MISSING_PARAMETER.because("Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."));
        Cidr cidr = Cidr.parse(text)
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                        "Value (" + text + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        if (cidr.prefix() < LARGEST || cidr.prefix() > SMALLEST) {
            throw INVALID_VPC_RANGE.because("The CIDR '" + text + "' is invalid.");
        }
        Lacking.requireNoIpv6(in.amazonProvidedIpv6CidrBlock().orElse(false)
                || in.ipv6CidrBlock().isPresent()
                || in.ipv6Pool().isPresent());
        Scope scope = Scope.of(call);
        network.make(scope);
        DefaultNetwork made =
                DefaultNetwork.of(ids::hex17, scope, cidr, in.instanceTenancy().orElse("default"), false);
        network.insert(scope, made);
        tags.put(scope, ResourceType.VPC, made.vpc().id().value(), wanted);
        return new Made(NetworkViews.vpc(scope, made.vpc(), "pending", wanted));
    }

    private Made createDefault(CreateDefaultVpc in, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        if (network.defaultVpc(scope).isPresent()) {
            throw DEFAULT_VPC_ALREADY_EXISTS.because("A Default VPC already exists for this account in this region.");
        }
        DefaultNetwork made = DefaultNetwork.ofDefault(ids::hex17, scope, zones.names(scope.region()));
        network.insert(scope, made);
        return new Made(NetworkViews.vpc(scope, made.vpc(), "pending", List.of()));
    }

    private Described describe(DescribeVpcs in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging = new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.vpcIds(), "VpcIds");
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.VPC);
        Page<VpcView> page = paging.page(
                "DescribeVpcs" + in.vpcIds() + in.filters(),
                call,
                Selection.of(ResourceType.VPC, in.vpcIds(), id -> network.findVpc(scope, id), () -> network.vpcs(scope))
                        .map(vpc -> NetworkViews.vpc(
                                scope,
                                vpc,
                                "available",
                                all.getOrDefault(vpc.id().value(), List.of())))
                        .filter(matching),
                vpc -> vpc.vpcId().value());
        return new Described(page.items(), page.next());
    }

    private Nothing delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        Vpc vpc = network.vpc(scope, in.vpcId());
        if (hasDependencies(scope, vpc.id())) {
            throw DEPENDENCY_VIOLATION.because("The vpc '" + vpc.id() + "' has dependencies and cannot be deleted.");
        }
        SecurityGroup group = network.defaultGroup(scope, vpc.id());
        stores.groups().delete(scope, group.id());
        tags.forget(scope, group.id().value());
        for (RouteTable table : tablesOf(scope, vpc.id())) {
            table.associations().forEach(it -> stores.routeTables().disassociate(scope, it.id()));
            stores.routeTables().delete(scope, table.id());
            tags.forget(scope, table.id().value());
        }
        NetworkAcl acl = network.defaultAcl(scope, vpc.id());
        stores.acls().delete(scope, acl.id());
        tags.forget(scope, acl.id().value());
        stores.vpcs().delete(scope, vpc.id());
        tags.forget(scope, vpc.id().value());
        return NOTHING;
    }

    private boolean hasDependencies(Scope scope, VpcId id) {
        return network.subnets(scope).stream().anyMatch(it -> it.vpc().equals(id))
                || network.gateways(scope).stream().anyMatch(it -> it.vpc().equals(Optional.of(id)))
                || tablesOf(scope, id).stream().anyMatch(it -> !it.isMain())
                || network.acls(scope).stream().anyMatch(it -> it.vpc().equals(id) && !it.isDefault())
                || network.groups(scope).stream()
                        .anyMatch(it -> it.vpc().equals(id) && !it.name().equals(SecurityGroup.DEFAULT));
    }

    private List<RouteTable> tablesOf(Scope scope, VpcId id) {
        return network.routeTables(scope).stream()
                .filter(it -> it.vpc().equals(id))
                .toList();
    }

    private Attributes describeAttribute(DescribeVpcAttribute in, Call call) {
        Vpc vpc = network.vpc(Scope.of(call), in.vpcId());
        Optional<AttributeValue> none = Optional.empty();
        return switch (in.attribute()) {
            case "enableDnsSupport" -> new Attributes(vpc.id(), AttributeValue.of(vpc.dnsSupport()), none, none);
            case "enableDnsHostnames" -> new Attributes(vpc.id(), none, AttributeValue.of(vpc.dnsHostnames()), none);
            default -> new Attributes(vpc.id(), none, none, AttributeValue.of(vpc.addressUsageMetrics()));
        };
    }

    private Nothing modify(Attributes in, Call call) {
        Scope scope = Scope.of(call);
        AttributeValue.requireOne(
                in.enableDnsSupport(), in.enableDnsHostnames(), in.enableNetworkAddressUsageMetrics());
        network.make(scope);
        Vpc vpc = network.vpc(scope, in.vpcId());
        Vpc changed = in.enableDnsSupport()
                .map(it -> vpc.withDnsSupport(it.isOn()))
                .or(() -> in.enableDnsHostnames().map(it -> vpc.withDnsHostnames(it.isOn())))
                .or(() -> in.enableNetworkAddressUsageMetrics().map(it -> vpc.withAddressUsageMetrics(it.isOn())))
                .orElseThrow();
        stores.vpcs().update(scope, changed);
        return NOTHING;
    }
}
