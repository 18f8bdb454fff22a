// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which VPCs are linked to EC2-Classic. None is since AWS retired it, but Ansible asks about every VPC.
public final class ClassicLinkApi implements ApiSection {
    private static final Ec2Filters<Link> FILTERS = Ec2Filters.<Link>none()
            .on("is-classic-link-enabled", Link::classicLinkEnabled)
            .tagged(Link::tags);

    private final Network network;
    private final TagStore tags;

    public ClassicLinkApi(Network network, TagStore tags) {
        this.network = network;
        this.tags = tags;
    }

    record DescribeVpcClassicLink(List<VpcId> vpcIds, List<Filter> filters) {}

    record Link(VpcId vpcId, boolean classicLinkEnabled, List<Tag> tags) {}

    record Links(List<Link> vpcs) {}

    record DescribeVpcClassicLinkDnsSupport(
            List<VpcId> vpcIds, Optional<Integer> maxResults, Optional<String> nextToken) {}

    record DnsSupport(VpcId vpcId, boolean classicLinkDnsSupported) {}

    record DnsSupports(List<DnsSupport> vpcs, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read("DescribeVpcClassicLink", DescribeVpcClassicLink.class, Links.class, this::links)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeVpcClassicLink", call)),
                EC2.read(
                                "DescribeVpcClassicLinkDnsSupport",
                                DescribeVpcClassicLinkDnsSupport.class,
                                DnsSupports.class,
                                this::dnsSupports)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeVpcClassicLinkDnsSupport", call)));
    }

    private Links links(DescribeVpcClassicLink in, Call call) {
        Scope scope = Scope.of(call);
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.VPC);
        return new Links(vpcs(scope, in.vpcIds())
                .map(vpc -> new Link(vpc.id(), false, all.getOrDefault(vpc.id().value(), List.of())))
                .filter(FILTERS.matching(in.filters()))
                .toList());
    }

    private DnsSupports dnsSupports(DescribeVpcClassicLinkDnsSupport in, Call call) {
        Page<DnsSupport> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .page(
                        "DescribeVpcClassicLinkDnsSupport" + in.vpcIds(),
                        call,
                        vpcs(Scope.of(call), in.vpcIds()).map(vpc -> new DnsSupport(vpc.id(), false)),
                        support -> support.vpcId().value());
        return new DnsSupports(page.items(), page.next());
    }

    private Stream<Vpc> vpcs(Scope scope, List<VpcId> ids) {
        return Selection.of(ResourceType.VPC, ids, id -> network.findVpc(scope, id), () -> network.vpcs(scope));
    }
}
