// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INSUFFICIENT_FREE_ADDRESSES;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ATTACHMENT_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_IP_ADDRESS_IN_USE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.Lacking;
import dev.lanyard.core.ec2.ResourceId.NetworkInterfaceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.NetworkInterface.Attachment;
import dev.lanyard.core.ec2.network.NetworkInterfaces.Wanted;
import dev.lanyard.core.ec2.network.NetworkViews.GroupIdentifier;
import dev.lanyard.core.ec2.network.NetworkViews.InterfaceAttachment;
import dev.lanyard.core.ec2.network.NetworkViews.InterfaceView;
import dev.lanyard.core.ec2.network.NetworkViews.PrivateAddress;
import dev.lanyard.core.ec2.network.NetworkViews.PublicAssociation;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Network interfaces, whether they are a caller's or came with an instance.
public final class NetworkInterfaceApi implements ApiSection {
    private static final Ec2Filters<InterfaceView> FILTERS = Ec2Filters.<InterfaceView>none()
            .on("network-interface-id", InterfaceView::networkInterfaceId)
            .on("subnet-id", InterfaceView::subnetId)
            .on("vpc-id", InterfaceView::vpcId)
            .on("owner-id", InterfaceView::ownerId)
            .on("availability-zone", InterfaceView::availabilityZone)
            .on("description", InterfaceView::description)
            .on("interface-type", InterfaceView::interfaceType)
            .on("mac-address", InterfaceView::macAddress)
            .on("requester-managed", InterfaceView::requesterManaged)
            .on("requester-id", _ -> null)
            .on("source-dest-check", InterfaceView::sourceDestCheck)
            .on("status", InterfaceView::status)
            .on("private-ip-address", InterfaceView::privateIpAddress)
            .on("private-dns-name", InterfaceView::privateDnsName)
            .onAny(
                    "addresses.private-ip-address",
                    it -> it.privateIpAddresses().stream().map(PrivateAddress::privateIpAddress))
            .onAny("addresses.primary", it -> it.privateIpAddresses().stream().map(PrivateAddress::primary))
            .onAny("addresses.association.public-ip", it -> association(it, PublicAssociation::publicIp))
            .onAny("addresses.association.owner-id", it -> association(it, PublicAssociation::ipOwnerId))
            .onAny("association.public-ip", it -> association(it, PublicAssociation::publicIp))
            .onAny("association.public-dns-name", it -> association(it, PublicAssociation::publicDnsName))
            .onAny("association.ip-owner-id", it -> association(it, PublicAssociation::ipOwnerId))
            .onAny(
                    "association.allocation-id",
                    it -> association(it, of -> of.allocationId().orElse(null)))
            .onAny(
                    "association.association-id",
                    it -> association(it, of -> of.associationId().orElse(null)))
            .onAny("ipv6-addresses.ipv6-address", _ -> Stream.empty())
            .onAny("attachment.attachment-id", it -> attachment(it, InterfaceAttachment::attachmentId))
            .onAny("attachment.instance-id", it -> attachment(it, InterfaceAttachment::instanceId))
            .onAny("attachment.instance-owner-id", it -> attachment(it, InterfaceAttachment::instanceOwnerId))
            .onAny("attachment.device-index", it -> attachment(it, InterfaceAttachment::deviceIndex))
            .onAny("attachment.status", it -> attachment(it, InterfaceAttachment::status))
            .onAny("attachment.attach-time", it -> attachment(it, InterfaceAttachment::attachTime))
            .onAny("attachment.delete-on-termination", it -> attachment(it, InterfaceAttachment::deleteOnTermination))
            .onAny("group-id", it -> it.groups().stream().map(GroupIdentifier::groupId))
            .onAny("group-name", it -> it.groups().stream().map(GroupIdentifier::groupName))
            .tagged(InterfaceView::tagSet);

    private final NetworkInterfaces interfaces;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;

    public NetworkInterfaceApi(
            NetworkInterfaces interfaces, Network network, TagStore tags, Ec2Permissions permissions) {
        this.interfaces = interfaces;
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
    }

    private static Stream<?> association(InterfaceView view, Function<PublicAssociation, ?> of) {
        return view.association().stream().map(of).filter(Objects::nonNull);
    }

    private static Stream<?> attachment(InterfaceView view, Function<InterfaceAttachment, ?> of) {
        return view.attachment().stream().map(of);
    }

    record AddressInput(Optional<String> privateIpAddress, Optional<Boolean> primary) {}

    record Ipv6Address(Optional<String> ipv6Address) {}

    record CreateNetworkInterface(
            SubnetId subnetId,
            Optional<String> description,
            Optional<String> privateIpAddress,
            List<SecurityGroupId> groups,
            List<AddressInput> privateIpAddresses,
            Optional<Integer> secondaryPrivateIpAddressCount,
            Optional<Integer> ipv6AddressCount,
            List<Ipv6Address> ipv6Addresses,
            List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.NETWORK_INTERFACE);
        }

        /// The primary address first, if the request names one.
        List<String> addresses() {
            List<String> all = new ArrayList<>(privateIpAddress.stream().toList());
            privateIpAddresses.stream()
                    .sorted((a, b) -> Boolean.compare(
                            b.primary().orElse(false), a.primary().orElse(false)))
                    .flatMap(it -> it.privateIpAddress().stream())
                    .filter(it -> !all.contains(it))
                    .forEach(all::add);
            return all;
        }
    }

    record Made(InterfaceView networkInterface) {}

    record Named(NetworkInterfaceId networkInterfaceId) {}

    record DescribeNetworkInterfaces(
            List<NetworkInterfaceId> networkInterfaceIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<InterfaceView> networkInterfaces, Optional<String> nextToken) {}

    record Text(Optional<String> value) {}

    record AttachmentChanges(Optional<String> attachmentId, Optional<Boolean> deleteOnTermination) {}

    record ModifyNetworkInterfaceAttribute(
            NetworkInterfaceId networkInterfaceId,
            Optional<Text> description,
            Optional<AttributeValue> sourceDestCheck,
            List<SecurityGroupId> groups,
            Optional<AttachmentChanges> attachment) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateNetworkInterface", CreateNetworkInterface.class, Made.class, this::create)
                        .guardedBy(this::toCreate)
                        .faults(INVALID_IP_ADDRESS_IN_USE, INSUFFICIENT_FREE_ADDRESSES),
                EC2.read("DescribeNetworkInterfaces", DescribeNetworkInterfaces.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeNetworkInterfaces", call)),
                EC2.write("DeleteNetworkInterface", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) ->
                                List.of(permissions.on("DeleteNetworkInterface", in.networkInterfaceId(), call))),
                EC2.write(
                                "ModifyNetworkInterfaceAttribute",
                                ModifyNetworkInterfaceAttribute.class,
                                Nothing.class,
                                this::modify)
                        .guardedBy(this::toModify)
                        .faults(INVALID_ATTACHMENT_ID_NOT_FOUND));
    }

    private List<Permission> toCreate(CreateNetworkInterface in, Call call) {
        List<Permission> needed = new ArrayList<>(permissions.toCreate(
                "CreateNetworkInterface", ResourceType.NETWORK_INTERFACE, in.tags(), call, in.subnetId()));
        in.groups().forEach(group -> needed.add(permissions.on("CreateNetworkInterface", group, call)));
        return needed;
    }

    private List<Permission> toModify(ModifyNetworkInterfaceAttribute in, Call call) {
        return Stream.concat(Stream.of(in.networkInterfaceId()), in.groups().stream())
                .map(id -> permissions.on("ModifyNetworkInterfaceAttribute", id, call))
                .toList();
    }

    private Made create(CreateNetworkInterface in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        Lacking.requireNoIpv6(
                in.ipv6AddressCount().orElse(0) > 0 || !in.ipv6Addresses().isEmpty());
        NetworkInterface made = interfaces.create(
                scope,
                new Wanted(
                        network.subnet(scope, in.subnetId()),
                        in.description().orElse(""),
                        in.groups(),
                        in.addresses(),
                        in.secondaryPrivateIpAddressCount().orElse(0),
                        false),
                call.now());
        tags.put(scope, ResourceType.NETWORK_INTERFACE, made.id().value(), wanted);
        return new Made(NetworkViews.networkInterface(scope, made, groupNames(scope), Optional.of("pending"), wanted));
    }

    private Map<SecurityGroupId, String> groupNames(Scope scope) {
        return network.groups(scope).stream().collect(Collectors.toMap(SecurityGroup::id, SecurityGroup::name));
    }

    private Described describe(DescribeNetworkInterfaces in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging =
                new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.networkInterfaceIds(), "NetworkInterfaceIds");
        Map<SecurityGroupId, String> groups = groupNames(scope);
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.NETWORK_INTERFACE);
        Page<InterfaceView> page = paging.page(
                "DescribeNetworkInterfaces" + in.networkInterfaceIds() + in.filters(),
                call,
                Selection.of(
                                ResourceType.NETWORK_INTERFACE,
                                in.networkInterfaceIds(),
                                id -> interfaces.find(scope, id),
                                () -> interfaces.all(scope))
                        .map(it -> NetworkViews.networkInterface(
                                scope,
                                it,
                                groups,
                                Optional.empty(),
                                all.getOrDefault(it.id().value(), List.of())))
                        .filter(matching),
                it -> it.networkInterfaceId().value());
        return new Described(page.items(), page.next());
    }

    private Nothing delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        NetworkInterface known = interfaces.require(scope, in.networkInterfaceId());
        if (known.attachment().isPresent()) {
            throw INVALID_PARAMETER_VALUE.because("Network interface '" + known.id() + "' is currently in use.");
        }
        interfaces.delete(scope, known.id());
        return NOTHING;
    }

    private Nothing modify(ModifyNetworkInterfaceAttribute in, Call call) {
        Scope scope = Scope.of(call);
        Optional<List<SecurityGroupId>> wanted = in.groups().isEmpty() ? Optional.empty() : Optional.of(in.groups());
        AttributeValue.requireOne(in.description(), in.sourceDestCheck(), wanted, in.attachment());
        NetworkInterface known = interfaces.require(scope, in.networkInterfaceId());
        Optional<NetworkInterface> changed = in.description()
                .map(text -> known.withDescription(text.value().orElse("")))
                .or(() -> in.sourceDestCheck().map(flag -> known.withSourceDestCheck(flag.isOn())))
                .or(() -> wanted.map(groups ->
                        known.withGroups(interfaces.groups(scope, network.subnet(scope, known.subnet()), groups))))
                .or(() ->
                        in.attachment().map(changes -> known.withAttachment(Optional.of(attachment(known, changes)))));
        interfaces.update(scope, changed.orElseThrow());
        return NOTHING;
    }

    private static Attachment attachment(NetworkInterface known, AttachmentChanges changes) {
        Attachment attachment = known.attachment()
                .filter(it -> Optional.of(it.id()).equals(changes.attachmentId()))
                .orElseThrow(() -> INVALID_ATTACHMENT_ID_NOT_FOUND.because(
                        "The attachment ID '" + changes.attachmentId().orElse("") + "' does not exist"));
        return attachment.withDeleteOnTermination(
                changes.deleteOnTermination().orElse(attachment.deleteOnTermination()));
    }
}
