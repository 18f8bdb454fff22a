// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.CANNOT_DELETE;
import static dev.lanyard.core.ec2.Ec2Fault.DEPENDENCY_VIOLATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_GROUP_DUPLICATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_GROUP_RESERVED;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.VPC_ID_NOT_SPECIFIED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.IpPermission.IpRange;
import dev.lanyard.core.ec2.network.IpPermission.Ipv6Range;
import dev.lanyard.core.ec2.network.IpPermission.PrefixListId;
import dev.lanyard.core.ec2.network.IpPermission.UserIdGroupPair;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Peer;
import dev.lanyard.core.ec2.network.SecurityGroupViews.GroupView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Security groups without what is done to their rules.
public final class SecurityGroupApi implements ApiSection {
    private static final int MAX_TEXT = 255;
    private static final String ALLOWED = " ._-:/()#,@[]+=&;{}!$*";
    private static final Ec2Filters<GroupView> FILTERS = filters();

    private final NetworkStores stores;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;
    private final NetworkHolds holds;

    public SecurityGroupApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids, NetworkHolds holds) {
        this.stores = network.stores();
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
        this.holds = holds;
    }

    record CreateSecurityGroup(
            String groupName, String description, Optional<VpcId> vpcId, List<TagSpecification> tagSpecifications) {
        List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications, ResourceType.SECURITY_GROUP);
        }
    }

    record Made(SecurityGroupId groupId, String securityGroupArn, List<Tag> tags) {}

    record DescribeSecurityGroups(
            List<SecurityGroupId> groupIds,
            List<String> groupNames,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<GroupView> securityGroups, Optional<String> nextToken) {}

    record DeleteSecurityGroup(Optional<SecurityGroupId> groupId, Optional<String> groupName) {}

    record Deleted(SecurityGroupId groupId) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateSecurityGroup", CreateSecurityGroup.class, Made.class, this::create)
                        .guardedBy(this::toCreate)
                        .faults(INVALID_GROUP_DUPLICATE, INVALID_GROUP_RESERVED, VPC_ID_NOT_SPECIFIED),
                EC2.read("DescribeSecurityGroups", DescribeSecurityGroups.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeSecurityGroups", call)),
                EC2.write("DeleteSecurityGroup", DeleteSecurityGroup.class, Deleted.class, this::delete)
                        .guardedBy((in, call) -> List.of(permissions.onNamed(
                                "DeleteSecurityGroup",
                                ResourceType.SECURITY_GROUP,
                                in.groupId().map(SecurityGroupId::value),
                                () -> named(network, in.groupName(), call),
                                call)))
                        .faults(DEPENDENCY_VIOLATION, CANNOT_DELETE));
    }

    private List<Permission> toCreate(CreateSecurityGroup in, Call call) {
        return permissions.toCreate(
                "CreateSecurityGroup",
                ResourceType.SECURITY_GROUP,
                in.tags(),
                call,
                in.vpcId().stream().toArray(ResourceId[]::new));
    }

    private Made create(CreateSecurityGroup in, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = in.tags();
        requireName(in.groupName());
        if (!isText(in.description())) {
            throw INVALID_PARAMETER_VALUE.because("Invalid security group description. Valid descriptions are strings"
                    + " less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        network.make(scope);
        Vpc vpc = in.vpcId()
                .map(id -> network.vpc(scope, id))
                .or(() -> network.defaultVpc(scope))
                .orElseThrow(() -> VPC_ID_NOT_SPECIFIED.because("No default VPC for this user."));
        SecurityGroupId id = new SecurityGroupId(ids.hex17("sg"));
        SecurityGroup group = new SecurityGroup(
                id,
                vpc.id(),
                in.groupName(),
                in.description(),
                List.of(DefaultNetwork.rule(ids::hex17, id, true, Peer.ANYWHERE)));
        if (!stores.groups().insert(scope, group)) {
            throw INVALID_GROUP_DUPLICATE.because(
                    "The security group '" + in.groupName() + "' already exists for VPC '" + vpc.id() + "'");
        }
        tags.put(scope, ResourceType.SECURITY_GROUP, id.value(), wanted);
        String arn = Ec2Permissions.arn(ResourceType.SECURITY_GROUP, id.value(), scope)
                .toString();
        return new Made(id, arn, wanted);
    }

    private static void requireName(String name) {
        if (name.equals(SecurityGroup.DEFAULT)) {
            throw INVALID_GROUP_RESERVED.because("The security group 'default' is reserved");
        }
        if (name.startsWith("sg-")) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + name
                    + ") for parameter GroupName is invalid. Group names may not be in the format sg-*.");
        }
        if (name.isEmpty() || !isText(name)) {
            throw INVALID_PARAMETER_VALUE.because("Invalid security group name. Valid names are non-empty strings less"
                    + " than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
    }

    /// Whether names and descriptions of groups, and descriptions of rules, may be this text.
    static boolean isText(String text) {
        return text.length() <= MAX_TEXT
                && text.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0));
    }

    private Described describe(DescribeSecurityGroups in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.SECURITY_GROUP);
        Page<GroupView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .page(
                        "DescribeSecurityGroups" + in.groupIds() + in.groupNames() + in.filters(),
                        call,
                        selected(scope, in)
                                .map(group -> SecurityGroupViews.group(
                                        scope,
                                        group,
                                        all.getOrDefault(group.id().value(), List.of())))
                                .filter(matching),
                        group -> group.groupId().value());
        return new Described(page.items(), page.next());
    }

    private Stream<SecurityGroup> selected(Scope scope, DescribeSecurityGroups in) {
        Stream<SecurityGroup> named =
                in.groupNames().stream().map(name -> network.groupNamed(scope, name)).toList().stream();
        if (in.groupIds().isEmpty() && !in.groupNames().isEmpty()) {
            return named;
        }
        return Stream.concat(
                        named,
                        Selection.of(
                                ResourceType.SECURITY_GROUP,
                                in.groupIds(),
                                id -> network.findGroup(scope, id),
                                () -> network.groups(scope)))
                .distinct();
    }

    private Deleted delete(DeleteSecurityGroup in, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        SecurityGroup group = find(network, scope, in.groupId(), in.groupName());
        if (group.name().equals(SecurityGroup.DEFAULT)) {
            throw CANNOT_DELETE.because("the specified group: \"" + group.id() + "\" name: \"" + group.name()
                    + "\" cannot be deleted by a user");
        }
        if (stores.groups().isUsed(scope, group.id()) || holds.holds(scope, group.id(), call.now())) {
            throw DEPENDENCY_VIOLATION.because("resource " + group.id() + " has a dependent object");
        }
        stores.groups().delete(scope, group.id());
        group.rules().forEach(rule -> tags.forget(scope, rule.id().value()));
        tags.forget(scope, group.id().value());
        return new Deleted(group.id());
    }

    /// The group that a request means by its id, or by its name in the default VPC.
    ///
    /// @throws Fault when there is none or the request says neither
    static SecurityGroup find(Network network, Scope scope, Optional<SecurityGroupId> id, Optional<String> name) {
        return id.map(it -> network.group(scope, it))
                .orElseGet(() -> network.groupNamed(
                        scope,
                        name.orElseThrow(() -> MISSING_PARAMETER.because(
                                "The request must contain the parameter groupName or groupId"))));
    }

    /// The id of the group that [#find] finds by its name.
    static Optional<String> named(Network network, Optional<String> name, Call call) {
        Scope scope = Scope.of(call);
        return name.flatMap(it -> network.defaultVpc(scope)
                .flatMap(vpc -> network.findGroup(scope, vpc.id(), it))
                .map(group -> group.id().value()));
    }

    private static Ec2Filters<GroupView> filters() {
        Ec2Filters<GroupView> filters = Ec2Filters.<GroupView>none()
                .on("group-id", GroupView::groupId)
                .on("group-name", GroupView::groupName)
                .on("description", GroupView::description)
                .on("owner-id", GroupView::ownerId)
                .on("vpc-id", GroupView::vpcId)
                .tagged(GroupView::tags);
        permissionFilters(filters, "ip-permission.", GroupView::ipPermissions);
        permissionFilters(filters, "egress.ip-permission.", GroupView::ipPermissionsEgress);
        return filters;
    }

    private static void permissionFilters(
            Ec2Filters<GroupView> filters, String prefix, Function<GroupView, List<IpPermission>> of) {
        filters.onAny(prefix + "protocol", it -> of.apply(it).stream().flatMap(p -> p.ipProtocol().stream()))
                .onAny(prefix + "from-port", it -> of.apply(it).stream().flatMap(p -> p.fromPort().stream()))
                .onAny(prefix + "to-port", it -> of.apply(it).stream().flatMap(p -> p.toPort().stream()))
                .onAny(prefix + "cidr", it -> peers(of.apply(it), IpPermission::ipRanges, IpRange::cidrIp))
                .onAny(prefix + "ipv6-cidr", it -> peers(of.apply(it), IpPermission::ipv6Ranges, Ipv6Range::cidrIpv6))
                .onAny(
                        prefix + "prefix-list-id",
                        it -> peers(of.apply(it), IpPermission::prefixListIds, PrefixListId::prefixListId))
                .onAny(
                        prefix + "group-id",
                        it -> peers(of.apply(it), IpPermission::userIdGroupPairs, UserIdGroupPair::groupId))
                .onAny(
                        prefix + "group-name",
                        it -> peers(of.apply(it), IpPermission::userIdGroupPairs, UserIdGroupPair::groupName))
                .onAny(
                        prefix + "user-id",
                        it -> peers(of.apply(it), IpPermission::userIdGroupPairs, UserIdGroupPair::userId));
    }

    private static <P> Stream<String> peers(
            List<IpPermission> permissions, Function<IpPermission, List<P>> of, Function<P, Optional<String>> value) {
        return permissions.stream().flatMap(it -> of.apply(it).stream()).flatMap(it -> value.apply(it).stream());
    }
}
