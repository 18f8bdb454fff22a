// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.DEPENDENCY_VIOLATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ASSOCIATION_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.NetworkAcl.Association;
import dev.lanyard.core.ec2.network.NetworkAclViews.AclAssociation;
import dev.lanyard.core.ec2.network.NetworkAclViews.AclEntry;
import dev.lanyard.core.ec2.network.NetworkAclViews.AclView;
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
import java.util.function.Function;

/// Network ACLs and which subnets have them.
public final class NetworkAclApi implements ApiSection {
    private static final Ec2Filters<AclView> FILTERS = filters();

    private final NetworkAclStore store;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;

    public NetworkAclApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = network.stores().acls();
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateNetworkAcl(VpcId vpcId, List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.NETWORK_ACL);
        }
    }

    record Made(AclView networkAcl) {}

    record DescribeNetworkAcls(
            List<NetworkAclId> networkAclIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<AclView> networkAcls, Optional<String> nextToken) {}

    record Named(NetworkAclId networkAclId) {}

    record ReplaceNetworkAclAssociation(String associationId, NetworkAclId networkAclId) {}

    record Replaced(String newAssociationId) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateNetworkAcl", CreateNetworkAcl.class, Made.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreate(
                                "CreateNetworkAcl", ResourceType.NETWORK_ACL, in.tags(), call, in.vpcId())),
                EC2.read("DescribeNetworkAcls", DescribeNetworkAcls.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeNetworkAcls", call)),
                EC2.write("DeleteNetworkAcl", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> List.of(permissions.on("DeleteNetworkAcl", in.networkAclId(), call)))
                        .faults(DEPENDENCY_VIOLATION),
                EC2.write(
                                "ReplaceNetworkAclAssociation",
                                ReplaceNetworkAclAssociation.class,
                                Replaced.class,
                                this::replace)
                        .guardedBy(this::toReplace)
                        .faults(INVALID_ASSOCIATION_ID_NOT_FOUND));
    }

    private List<Permission> toReplace(ReplaceNetworkAclAssociation in, Call call) {
        return List.of(
                permissions.on("ReplaceNetworkAclAssociation", in.networkAclId(), call),
                permissions.onNamed(
                        "ReplaceNetworkAclAssociation",
                        ResourceType.SUBNET,
                        Optional.empty(),
                        () -> find(Scope.of(call), in.associationId())
                                .map(it -> it.subnet().value()),
                        call));
    }

    private Made create(CreateNetworkAcl in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        network.make(scope);
        NetworkAcl acl = new NetworkAcl(
                new NetworkAclId(ids.hex17("acl")),
                network.vpc(scope, in.vpcId()).id(),
                false,
                List.of(),
                List.of());
        store.insert(scope, acl);
        tags.put(scope, ResourceType.NETWORK_ACL, acl.id().value(), wanted);
        return new Made(NetworkAclViews.acl(scope, acl, wanted));
    }

    private Described describe(DescribeNetworkAcls in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging = new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.networkAclIds(), "NetworkAclIds");
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.NETWORK_ACL);
        Page<AclView> page = paging.page(
                "DescribeNetworkAcls" + in.networkAclIds() + in.filters(),
                call,
                Selection.of(
                                ResourceType.NETWORK_ACL,
                                in.networkAclIds(),
                                id -> network.findAcl(scope, id),
                                () -> network.acls(scope))
                        .map(acl -> NetworkAclViews.acl(
                                scope, acl, all.getOrDefault(acl.id().value(), List.of())))
                        .filter(matching),
                AclView::networkAclId);
        return new Described(page.items(), page.next());
    }

    private Nothing delete(Named in, Call call) {
        Scope scope = Scope.of(call);
        NetworkAcl acl = acl(network, scope, in.networkAclId());
        if (acl.isDefault()) {
            throw INVALID_PARAMETER_VALUE.because("cannot delete default network ACL " + acl.id());
        }
        if (!acl.associations().isEmpty()) {
            throw DEPENDENCY_VIOLATION.because(
                    "The networkAcl '" + acl.id() + "' has dependencies and cannot be deleted.");
        }
        store.delete(scope, acl.id());
        tags.forget(scope, acl.id().value());
        return NOTHING;
    }

    private Replaced replace(ReplaceNetworkAclAssociation in, Call call) {
        Scope scope = Scope.of(call);
        NetworkAcl acl = acl(network, scope, in.networkAclId());
        Association before = find(scope, in.associationId())
                .orElseThrow(() -> INVALID_ASSOCIATION_ID_NOT_FOUND.because(
                        "The association ID '" + in.associationId() + "' does not exist"));
        if (!network.subnet(scope, before.subnet()).vpc().equals(acl.vpc())) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Network ACL " + acl.id() + " and subnet " + before.subnet() + " belong to different networks");
        }
        Association after = new Association(ids.hex17("aclassoc"), before.subnet());
        store.disassociate(scope, before.subnet());
        store.associate(scope, acl.id(), after);
        return new Replaced(after.id());
    }

    private Optional<Association> find(Scope scope, String association) {
        return network.acls(scope).stream()
                .flatMap(acl -> acl.associations().stream())
                .filter(it -> it.id().equals(association))
                .findFirst();
    }

    static NetworkAcl acl(Network network, Scope scope, NetworkAclId id) {
        network.make(scope);
        return network.findAcl(scope, id).orElseThrow(() -> ResourceType.NETWORK_ACL.notFound(id.value()));
    }

    private static Ec2Filters<AclView> filters() {
        Ec2Filters<AclView> filters = Ec2Filters.<AclView>none()
                .on("network-acl-id", AclView::networkAclId)
                .on("vpc-id", AclView::vpcId)
                .on("owner-id", AclView::ownerId)
                .on("default", AclView::isDefault)
                .tagged(AclView::tags);
        onAssociation(filters, "association-id", AclAssociation::networkAclAssociationId);
        onAssociation(filters, "network-acl-id", AclAssociation::networkAclId);
        onAssociation(filters, "subnet-id", AclAssociation::subnetId);
        onEntry(filters, "cidr", AclEntry::cidrBlock);
        onEntry(filters, "egress", it -> Optional.of(it.egress()));
        onEntry(filters, "icmp.code", it -> it.icmpTypeCode().flatMap(icmp -> icmp.code()));
        onEntry(filters, "icmp.type", it -> it.icmpTypeCode().flatMap(icmp -> icmp.type()));
        onEntry(filters, "ipv6-cidr", AclEntry::ipv6CidrBlock);
        onEntry(filters, "port-range.from", it -> it.portRange().flatMap(ports -> ports.from()));
        onEntry(filters, "port-range.to", it -> it.portRange().flatMap(ports -> ports.to()));
        onEntry(filters, "protocol", it -> Optional.of(it.protocol()));
        onEntry(filters, "rule-action", it -> Optional.of(it.ruleAction()));
        onEntry(filters, "rule-number", it -> Optional.of(it.ruleNumber()));
        return filters;
    }

    private static void onAssociation(Ec2Filters<AclView> filters, String name, Function<AclAssociation, ?> value) {
        filters.onAny("association." + name, it -> it.associations().stream().map(value));
    }

    private static void onEntry(Ec2Filters<AclView> filters, String name, Function<AclEntry, Optional<?>> value) {
        filters.onAny("entry." + name, it -> it.entries().stream().flatMap(entry -> value.apply(entry).stream()));
    }
}
