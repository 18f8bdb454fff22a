// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.address;

import static dev.lanyard.core.ec2.Ec2Fault.ADDRESS_LIMIT_EXCEEDED;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ADDRESS_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_IP_ADDRESS_IN_USE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.AllocationId;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.ElasticAddress;
import dev.lanyard.core.ec2.network.ElasticAddress.Use;
import dev.lanyard.core.ec2.network.ElasticAddresses;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterface;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Elastic IP addresses, wherever they lead.
public final class ElasticAddressApi implements ApiSection {
    private static final int MAX_ADDRESSES = 5;
    private static final String VPC = "vpc";
    private static final String AMAZON_POOL = "amazon";
    private static final Ec2Filters<AddressView> FILTERS = Ec2Filters.<AddressView>none()
            .on("allocation-id", AddressView::allocationId)
            .on("domain", AddressView::domain)
            .on("network-border-group", AddressView::networkBorderGroup)
            .on("public-ip", AddressView::publicIp)
            .onAny("association-id", it -> it.associationId().stream())
            .onAny("instance-id", it -> it.instanceId().stream())
            .onAny("network-interface-id", it -> it.networkInterfaceId().stream())
            .onAny("network-interface-owner-id", it -> it.networkInterfaceOwnerId().stream())
            .onAny("private-ip-address", it -> it.privateIpAddress().stream())
            .tagged(AddressView::tags);

    private final ElasticAddresses addresses;
    private final NetworkInterfaces interfaces;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;

    public ElasticAddressApi(
            ElasticAddresses addresses,
            NetworkInterfaces interfaces,
            Network network,
            TagStore tags,
            Ec2Permissions permissions) {
        this.addresses = addresses;
        this.interfaces = interfaces;
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
    }

    record AllocateAddress(
            Optional<String> domain,
            Optional<String> address,
            Optional<String> publicIpv4Pool,
            Optional<String> networkBorderGroup,
            List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.ELASTIC_IP);
        }
    }

    record Allocated(
            AllocationId allocationId,
            String publicIpv4Pool,
            String networkBorderGroup,
            String domain,
            String publicIp) {}

    record ReleaseAddress(
            Optional<AllocationId> allocationId, Optional<String> publicIp, Optional<String> networkBorderGroup) {}

    record DescribeAddresses(List<String> publicIps, List<AllocationId> allocationIds, List<Filter> filters) {}

    record AddressView(
            AllocationId allocationId,
            Optional<String> associationId,
            String domain,
            Optional<NetworkInterfaceId> networkInterfaceId,
            Optional<String> networkInterfaceOwnerId,
            Optional<String> privateIpAddress,
            List<Tag> tags,
            String publicIpv4Pool,
            String networkBorderGroup,
            Optional<SubnetId> subnetId,
            Optional<InstanceId> instanceId,
            String publicIp) {}

    record Described(List<AddressView> addresses) {}

    record DescribeAddressesAttribute(
            List<AllocationId> allocationIds,
            Optional<String> attribute,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record AttributeView(String publicIp, AllocationId allocationId) {}

    record Attributes(List<AttributeView> addresses, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("AllocateAddress", AllocateAddress.class, Allocated.class, this::allocate)
                        .guardedBy((in, call) ->
                                permissions.toCreate("AllocateAddress", ResourceType.ELASTIC_IP, in.tags(), call))
                        .faults(ADDRESS_LIMIT_EXCEEDED, INVALID_ADDRESS_NOT_FOUND),
                EC2.write("ReleaseAddress", ReleaseAddress.class, Nothing.class, this::release)
                        .guardedBy(this::toRelease)
                        .faults(INVALID_IP_ADDRESS_IN_USE),
                EC2.read("DescribeAddresses", DescribeAddresses.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeAddresses", call))
                        .faults(INVALID_ADDRESS_NOT_FOUND),
                EC2.read(
                                "DescribeAddressesAttribute",
                                DescribeAddressesAttribute.class,
                                Attributes.class,
                                this::describeAttribute)
                        .guardedBy(this::toDescribeAttribute));
    }

    private List<Permission> toRelease(ReleaseAddress in, Call call) {
        String address = in.allocationId().map(AllocationId::value).orElse("*");
        return List.of(permissions.on("ReleaseAddress", ResourceType.ELASTIC_IP, address, call));
    }

    private List<Permission> toDescribeAttribute(DescribeAddressesAttribute in, Call call) {
        return in.allocationIds().isEmpty()
                ? List.of(permissions.on("DescribeAddressesAttribute", ResourceType.ELASTIC_IP, "*", call))
                : in.allocationIds().stream()
                        .map(id -> permissions.on("DescribeAddressesAttribute", id, call))
                        .toList();
    }

    private Allocated allocate(AllocateAddress in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        in.domain().filter(it -> !it.equals(VPC)).ifPresent(it -> {
            throw INVALID_PARAMETER_VALUE.because("Invalid value '" + it + "' for domain.");
        });
        in.publicIpv4Pool().filter(it -> !it.equals(AMAZON_POOL)).ifPresent(it -> {
            throw invalid(it, "publicIpv4Pool");
        });
        requireRegion(in.networkBorderGroup(), scope);
        in.address().ifPresent(it -> {
            throw notFound(it);
        });
        if (addresses.all(scope).size() >= MAX_ADDRESSES) {
            throw ADDRESS_LIMIT_EXCEEDED.because("The maximum number of addresses has been reached.");
        }
        ElasticAddress made = addresses.allocate(scope, call.now());
        tags.put(scope, ResourceType.ELASTIC_IP, made.id().value(), wanted);
        return new Allocated(made.id(), AMAZON_POOL, scope.region().value(), VPC, made.address());
    }

    /// Only one in the default VPC may be released from under its user.
    private Nothing release(ReleaseAddress in, Call call) {
        Scope scope = Scope.of(call);
        AddressAssociationApi.requireOne(in.publicIp(), in.allocationId(), "allocation id");
        AllocationId id = in.allocationId()
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                        "You must specify an allocation id when releasing a VPC elastic IP address"));
        requireRegion(in.networkBorderGroup(), scope);
        ElasticAddress elastic = addresses.require(scope, id);
        boolean inUse = elastic.use()
                .map(use -> interfaces.require(scope, use.network()))
                .filter(nic -> !network.vpc(scope, nic.vpc()).isDefault())
                .isPresent();
        if (inUse) {
            throw INVALID_IP_ADDRESS_IN_USE.because("Address " + elastic.address() + " is in use.");
        }
        addresses.release(scope, elastic);
        return NOTHING;
    }

    private static void requireRegion(Optional<String> networkBorderGroup, Scope scope) {
        networkBorderGroup.filter(it -> !it.equals(scope.region().value())).ifPresent(it -> {
            throw invalid(it, "networkBorderGroup");
        });
    }

    private Described describe(DescribeAddresses in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.ELASTIC_IP);
        return new Described(selected(in, scope)
                .map(it -> view(scope, it, all.getOrDefault(it.id().value(), List.of())))
                .filter(matching)
                .toList());
    }

    private Stream<ElasticAddress> selected(DescribeAddresses in, Scope scope) {
        Set<String> missing = new HashSet<>(in.publicIps());
        List<ElasticAddress> found = Selection.of(
                        ResourceType.ELASTIC_IP,
                        in.allocationIds(),
                        id -> addresses.find(scope, id),
                        () -> addresses.all(scope))
                .filter(it -> in.publicIps().isEmpty() || missing.remove(it.address()))
                .toList();
        in.publicIps().stream().filter(missing::contains).findFirst().ifPresent(it -> {
            throw notFound(it);
        });
        return found.stream();
    }

    private AddressView view(Scope scope, ElasticAddress elastic, List<Tag> labels) {
        Optional<Use> use = elastic.use();
        Optional<NetworkInterface> nic = use.map(it -> interfaces.require(scope, it.network()));
        return new AddressView(
                elastic.id(),
                use.map(Use::association),
                VPC,
                use.map(Use::network),
                use.map(_ -> scope.account().value()),
                use.map(Use::privateAddress),
                labels,
                AMAZON_POOL,
                scope.region().value(),
                nic.map(NetworkInterface::subnet),
                nic.flatMap(NetworkInterface::attachment).map(NetworkInterface.Attachment::instance),
                elastic.address());
    }

    /// Nobody can give an address a domain name here, so none has one.
    private Attributes describeAttribute(DescribeAddressesAttribute in, Call call) {
        Scope scope = Scope.of(call);
        Page<AttributeView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .page(
                        "DescribeAddressesAttribute" + in.allocationIds() + in.attribute(),
                        call,
                        Selection.of(
                                        ResourceType.ELASTIC_IP,
                                        in.allocationIds(),
                                        id -> addresses.find(scope, id),
                                        () -> addresses.all(scope))
                                .map(it -> new AttributeView(it.address(), it.id())),
                        it -> it.allocationId().value());
        return new Attributes(page.items(), page.next());
    }

    private static RuntimeException notFound(String address) {
        return INVALID_ADDRESS_NOT_FOUND.because("Address '" + address + "' not found.");
    }

    private static RuntimeException invalid(String value, String parameter) {
        return INVALID_PARAMETER_VALUE.because("Value (" + value + ") for parameter " + parameter + " is invalid.");
    }
}
