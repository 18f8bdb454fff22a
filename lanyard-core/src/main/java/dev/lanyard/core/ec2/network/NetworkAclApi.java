// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_NETWORK_ACL_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.NetworkAclId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.NetworkViews.AclAssociation;
import dev.lanyard.core.ec2.network.NetworkViews.AclEntry;
import dev.lanyard.core.ec2.network.NetworkViews.AclView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The network ACLs that VPCs come with. There are no others.
public final class NetworkAclApi implements ApiSection {
    private static final Operation.Of EC2 = new Operation.Of("ec2");
    private static final Ec2Filters<AclView> FILTERS = Ec2Filters.<AclView>none()
            .on("network-acl-id", AclView::networkAclId)
            .on("vpc-id", AclView::vpcId)
            .on("owner-id", AclView::ownerId)
            .on("default", AclView::isDefault)
            .onAny(
                    "association.association-id",
                    it -> it.associations().stream().map(AclAssociation::networkAclAssociationId))
            .onAny(
                    "association.network-acl-id",
                    it -> it.associations().stream().map(AclAssociation::networkAclId))
            .onAny("association.subnet-id", it -> it.associations().stream().map(AclAssociation::subnetId))
            .onAny("entry.cidr", it -> it.entries().stream().map(AclEntry::cidrBlock))
            .onAny("entry.egress", it -> it.entries().stream().map(AclEntry::egress))
            .onAny("entry.protocol", it -> it.entries().stream().map(AclEntry::protocol))
            .onAny("entry.rule-action", it -> it.entries().stream().map(AclEntry::ruleAction))
            .onAny("entry.rule-number", it -> it.entries().stream().map(AclEntry::ruleNumber))
            .tagged(AclView::tags);

    private final Network network;
    private final TagStore tags;

    public NetworkAclApi(Network network, TagStore tags) {
        this.network = network;
        this.tags = tags;
    }

    record DescribeNetworkAcls(
            List<NetworkAclId> networkAclIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<AclView> networkAcls, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(EC2.read("DescribeNetworkAcls", DescribeNetworkAcls.class, Described.class, this::describe)
                .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeNetworkAcls", call))
                .faults(INVALID_NETWORK_ACL_ID_NOT_FOUND, INVALID_PARAMETER_VALUE));
    }

    private Described describe(DescribeNetworkAcls in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Ec2Paging paging = new Ec2Paging(in.maxResults(), in.nextToken()).notWith(in.networkAclIds(), "NetworkAclIds");
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.NETWORK_ACL);
        List<Vpc> vpcs = network.vpcs(scope);
        List<Subnet> subnets = network.subnets(scope);
        Page<AclView> page = paging.page(
                "DescribeNetworkAcls" + in.networkAclIds() + in.filters(),
                call,
                Selection.of(
                                ResourceType.NETWORK_ACL,
                                in.networkAclIds(),
                                id -> vpcs.stream()
                                        .filter(vpc -> vpc.acl().equals(id))
                                        .findFirst(),
                                () -> vpcs)
                        .map(vpc -> NetworkViews.acl(
                                scope, vpc, subnets, all.getOrDefault(vpc.acl().value(), List.of())))
                        .filter(matching),
                AclView::networkAclId);
        return new Described(page.items(), page.next());
    }
}
