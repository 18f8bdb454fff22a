// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.DEFAULT_SUBNET_ALREADY_EXISTS;
import static dev.lanyard.core.ec2.Ec2Fault.DEFAULT_VPC_DOES_NOT_EXIST;
import static dev.lanyard.core.ec2.Ec2Fault.DEPENDENCY_VIOLATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_SUBNET_CONFLICT;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_SUBNET_RANGE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.Lacking;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.catalogue.Zones.Zone;
import dev.lanyard.core.ec2.network.NetworkViews.SubnetView;
import dev.lanyard.core.ec2.network.Subnet.OnLaunch;
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

/// Subnets.
public final class SubnetApi implements ApiSection {
    private static final int LARGEST = 16;
    private static final int SMALLEST = 28;
    private static final Ec2Filters<SubnetView> FILTERS = Ec2Filters.<SubnetView>none()
            .on("subnet-id", SubnetView::subnetId)
            .on("subnet-arn", SubnetView::subnetArn)
            .on("vpc-id", SubnetView::vpcId)
            .on("availability-zone", SubnetView::availabilityZone)
            .on("availabilityZone", SubnetView::availabilityZone)
            .on("availability-zone-id", SubnetView::availabilityZoneId)
            .on("availabilityZoneId", SubnetView::availabilityZoneId)
            .on("available-ip-address-count", SubnetView::availableIpAddressCount)
            .on("cidr", SubnetView::cidrBlock)
            .on("cidr-block", SubnetView::cidrBlock)
            .on("cidrBlock", SubnetView::cidrBlock)
            .on("default-for-az", SubnetView::defaultForAz)
            .on("defaultForAz", SubnetView::defaultForAz)
            .on("enable-dns64", SubnetView::enableDns64)
            .on("ipv6-cidr-block-association.association-id", _ -> "")
            .on("ipv6-cidr-block-association.ipv6-cidr-block", _ -> "")
            .on("ipv6-cidr-block-association.state", _ -> "")
            .on("ipv6-native", SubnetView::ipv6Native)
            .on("map-public-ip-on-launch", SubnetView::mapPublicIpOnLaunch)
            .on("outpost-arn", _ -> "")
            .on("owner-id", SubnetView::ownerId)
            .on(
                    "private-dns-name-options-on-launch.hostname-type",
                    it -> it.privateDnsNameOptionsOnLaunch().hostnameType())
            .on(
                    "private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
                    it -> it.privateDnsNameOptionsOnLaunch().enableResourceNameDnsARecord())
            .on(
                    "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
                    it -> it.privateDnsNameOptionsOnLaunch().enableResourceNameDnsAAAARecord())
            .on("state", SubnetView::state)
            .tagged(SubnetView::tags);

    private final NetworkStores stores;
    private final Network network;
    private final Zones zones;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;
    private final NetworkHolds holds;

    public SubnetApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids, NetworkHolds holds) {
        this.stores = network.stores();
        this.network = network;
        this.zones = network.zones();
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
        this.holds = holds;
    }

    record CreateSubnet(
            VpcId vpcId,
            Optional<String> cidrBlock,
            Optional<String> ipv6CidrBlock,
            Optional<Boolean> ipv6Native,
            Optional<String> availabilityZone,
            Optional<String> availabilityZoneId,
            List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.SUBNET);
        }
    }

    record CreateDefaultSubnet(Optional<String> availabilityZone, Optional<String> availabilityZoneId) {}

    record Made(SubnetView subnet) {}

    record DescribeSubnets(
            List<SubnetId> subnetIds, List<Filter> filters, Optional<Integer> maxResults, Optional<String> nextToken) {}

    record Described(List<SubnetView> subnets, Optional<String> nextToken) {}

    record Named(SubnetId subnetId) {}

    record ModifySubnetAttribute(
            SubnetId subnetId,
            Optional<AttributeValue> mapPublicIpOnLaunch,
            Optional<AttributeValue> assignIpv6AddressOnCreation,
            Optional<AttributeValue> enableDns64,
            Optional<String> privateDnsHostnameTypeOnLaunch,
            Optional<AttributeValue> enableResourceNameDnsARecordOnLaunch,
            Optional<AttributeValue> enableResourceNameDnsAAAARecordOnLaunch) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateSubnet", CreateSubnet.class, Made.class, this::create)
                        .guardedBy((in, call) ->
                                permissions.toCreate("CreateSubnet", ResourceType.SUBNET, in.tags(), call, in.vpcId()))
                        .faults(INVALID_SUBNET_RANGE, INVALID_SUBNET_CONFLICT),
                EC2.write("CreateDefaultSubnet", CreateDefaultSubnet.class, Made.class, this::createDefault)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("CreateDefaultSubnet", call))
                        .faults(DEFAULT_VPC_DOES_NOT_EXIST, DEFAULT_SUBNET_ALREADY_EXISTS),
                EC2.read("DescribeSubnets", DescribeSubnets.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeSubnets", call)),
                EC2.write("DeleteSubnet", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> List.of(permissions.on("DeleteSubnet", in.subnetId(), call)))
                        .faults(DEPENDENCY_VIOLATION),
                EC2.write("ModifySubnetAttribute", ModifySubnetAttribute.class, Nothing.class, this::modify)
                        .guardedBy(
                                (in, call) -> List.of(permissions.on("ModifySubnetAttribute", in.subnetId(), call))));
    }

    private Made create(CreateSubnet in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        Lacking.requireNoIpv6(in.ipv6CidrBlock().isPresent() || in.ipv6Native().orElse(false));
        String text = in.cidrBlock()
                .orElseThrow(() -> MISSING_PARAMETER.because("The request must contain the parameter CidrBlock"));
        network.make(scope);
        Vpc vpc = network.vpc(scope, in.vpcId());
        Cidr cidr = cidr(scope, vpc, text);
        Subnet subnet = new Subnet(
                new SubnetId(ids.hex17("subnet")),
                vpc.id(),
                cidr,
                zone(scope, in.availabilityZone(), in.availabilityZoneId()),
                false,
                OnLaunch.PRIVATE);
        insert(scope, subnet);
        tags.put(scope, ResourceType.SUBNET, subnet.id().value(), wanted);
        return new Made(NetworkViews.subnet(scope, subnet, 0, zones, wanted));
    }

    private Cidr cidr(Scope scope, Vpc vpc, String text) {
        Cidr cidr = Cidr.parse(text)
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                        "Value (" + text + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        boolean fits = cidr.prefix() >= LARGEST
                && cidr.prefix() <= SMALLEST
                && vpc.cidr().contains(cidr);
        if (!fits) {
            throw INVALID_SUBNET_RANGE.because("The CIDR '" + text + "' is invalid.");
        }
        if (network.subnets(scope).stream()
                .anyMatch(it -> it.vpc().equals(vpc.id()) && it.cidr().overlaps(cidr))) {
            throw INVALID_SUBNET_CONFLICT.because("The CIDR '" + text + "' conflicts with another subnet");
        }
        return cidr;
    }

    private String zone(Scope scope, Optional<String> name, Optional<String> id) {
        List<String> names = zones.names(scope.region());
        if (name.isPresent()) {
            return name.filter(names::contains).orElseThrow(() -> noZone("availabilityZone", name.get(), names));
        }
        return id.map(wanted -> zones.withId(scope.region(), wanted)
                        .map(Zone::name)
                        .orElseThrow(() -> noZone(
                                "availabilityZoneId",
                                wanted,
                                zones.of(scope.region()).zones().stream()
                                        .map(Zone::id)
                                        .toList())))
                .orElse(names.getFirst());
    }

    private static RuntimeException noZone(String parameter, String value, List<String> known) {
        return INVALID_PARAMETER_VALUE.because("Value (" + value + ") for parameter " + parameter
                + " is invalid. Subnets can currently only be created in the following availability zones: "
                + String.join(", ", known) + ".");
    }

    private Made createDefault(CreateDefaultSubnet in, Call call) {
        Scope scope = Scope.of(call);
        if (in.availabilityZone().isEmpty() && in.availabilityZoneId().isEmpty()) {
            throw MISSING_PARAMETER.because("The request must contain the parameter AvailabilityZone");
        }
        network.make(scope);
        String zone = zone(scope, in.availabilityZone(), in.availabilityZoneId());
        Vpc vpc = network.defaultVpc(scope)
                .orElseThrow(() ->
                        DEFAULT_VPC_DOES_NOT_EXIST.because("No default VPC exists for this account in this region."));
        List<Subnet> existing = network.subnets(scope).stream()
                .filter(it -> it.vpc().equals(vpc.id()))
                .toList();
        if (network.defaultSubnet(scope, Optional.of(zone)).isPresent()) {
            throw DEFAULT_SUBNET_ALREADY_EXISTS.because(
                    "A default subnet already exists in the availability zone '" + zone + "'.");
        }
        Cidr block = DefaultNetwork.freeBlock(vpc, existing)
                .orElseThrow(() -> INVALID_SUBNET_CONFLICT.because(
                        "There is no free block of addresses for a default subnet in VPC '" + vpc.id() + "'"));
        Subnet subnet = DefaultNetwork.defaultSubnet(ids::hex17, vpc, block, zone);
        insert(scope, subnet);
        return new Made(NetworkViews.subnet(scope, subnet, 0, zones, List.of()));
    }

    private void insert(Scope scope, Subnet subnet) {
        stores.subnets().insert(scope, subnet);
        stores.acls()
                .associate(
                        scope,
                        network.defaultAcl(scope, subnet.vpc()).id(),
                        new NetworkAcl.Association(ids.hex17("aclassoc"), subnet.id()));
    }

    private Described describe(DescribeSubnets in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging = new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.subnetIds(), "SubnetIds");
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.SUBNET);
        Map<SubnetId, Integer> used = stores.subnets().addressesInUse(scope);
        Page<SubnetView> page = paging.page(
                "DescribeSubnets" + in.subnetIds() + in.filters(),
                call,
                Selection.of(
                                ResourceType.SUBNET,
                                in.subnetIds(),
                                id -> network.findSubnet(scope, id),
                                () -> network.subnets(scope))
                        .map(it -> NetworkViews.subnet(
                                scope,
                                it,
                                used.getOrDefault(it.id(), 0),
                                zones,
                                all.getOrDefault(it.id().value(), List.of())))
                        .filter(matching),
                it -> it.subnetId().value());
        return new Described(page.items(), page.next());
    }

    private Nothing delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        Subnet subnet = network.subnet(scope, in.subnetId());
        if (stores.subnets().addressesInUse(scope).containsKey(subnet.id())
                || holds.holds(scope, subnet.id(), call.now())) {
            throw DEPENDENCY_VIOLATION.because(
                    "The subnet '" + subnet.id() + "' has dependencies and cannot be deleted.");
        }
        for (RouteTable table : network.routeTables(scope)) {
            table.associations().stream()
                    .filter(it -> it.subnet().equals(Optional.of(subnet.id())))
                    .forEach(it -> stores.routeTables().disassociate(scope, it.id()));
        }
        stores.acls().disassociate(scope, subnet.id());
        stores.subnets().delete(scope, subnet.id());
        tags.forget(scope, subnet.id().value());
        return NOTHING;
    }

    private Nothing modify(ModifySubnetAttribute in, Call call) {
        Scope scope = Scope.of(call);
        AttributeValue.requireOne(
                in.mapPublicIpOnLaunch(),
                in.assignIpv6AddressOnCreation(),
                in.enableDns64(),
                in.privateDnsHostnameTypeOnLaunch(),
                in.enableResourceNameDnsARecordOnLaunch(),
                in.enableResourceNameDnsAAAARecordOnLaunch());
        network.make(scope);
        Subnet subnet = network.subnet(scope, in.subnetId());
        OnLaunch now = subnet.onLaunch();
        stores.subnets()
                .update(
                        scope,
                        subnet.with(new OnLaunch(
                                flag(in.mapPublicIpOnLaunch(), now.publicAddress()),
                                flag(in.assignIpv6AddressOnCreation(), now.ipv6Address()),
                                flag(in.enableDns64(), now.dns64()),
                                in.privateDnsHostnameTypeOnLaunch().orElse(now.hostnameType()),
                                flag(in.enableResourceNameDnsARecordOnLaunch(), now.nameRecordA()),
                                flag(in.enableResourceNameDnsAAAARecordOnLaunch(), now.nameRecordAaaa()))));
        return NOTHING;
    }

    private static boolean flag(Optional<AttributeValue> wanted, boolean now) {
        return wanted.map(AttributeValue::isOn).orElse(now);
    }
}
