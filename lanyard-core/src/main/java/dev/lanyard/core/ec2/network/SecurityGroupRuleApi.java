// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_GROUP_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_DUPLICATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_SECURITY_GROUP_RULE_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.IpPermission.IpRange;
import dev.lanyard.core.ec2.network.IpPermission.UserIdGroupPair;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Traffic;
import dev.lanyard.core.ec2.network.SecurityGroupViews.RevokedRule;
import dev.lanyard.core.ec2.network.SecurityGroupViews.RuleView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The rules of security groups.
public final class SecurityGroupRuleApi implements ApiSection {
    private static final Operation.Of EC2 = new Operation.Of("ec2");
    private static final int MAX_RULES = 60;
    private static final Ec2Filters<RuleView> FILTERS = Ec2Filters.<RuleView>none()
            .on("group-id", RuleView::groupId)
            .on("security-group-rule-id", RuleView::securityGroupRuleId)
            .tagged(RuleView::tags);

    private final SecurityGroupStore store;
    private final Network network;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final RuleReader reader;

    public SecurityGroupRuleApi(
            NetworkStores stores, Network network, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = stores.groups();
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
        this.reader = new RuleReader(network, ids);
    }

    /// What both directions say of the rules that they mean. The names come from before there were permissions.
    record Meant(
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            Optional<String> sourceGroup,
            Optional<String> sourceOwner) {

        List<IpPermission> permissions() {
            if (ipProtocol.isEmpty() && cidrIp.isEmpty() && sourceGroup.isEmpty()) {
                return ipPermissions;
            }
            if (!ipPermissions.isEmpty()) {
                throw INVALID_PARAMETER_COMBINATION.because(
                        "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'");
            }
            return List.of(new IpPermission(
                    Optional.of(ipProtocol.orElse("-1")),
                    fromPort,
                    toPort,
                    cidrIp.map(cidr -> new IpRange(Optional.of(cidr), Optional.empty())).stream()
                            .toList(),
                    List.of(),
                    List.of(),
                    sourceGroup
                            .map(name -> new UserIdGroupPair(
                                    Optional.empty(), Optional.of(name), sourceOwner, Optional.empty()))
                            .stream()
                            .toList()));
        }
    }

    record AuthorizeIngress(
            Optional<SecurityGroupId> groupId,
            Optional<String> groupName,
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            Optional<String> sourceSecurityGroupName,
            Optional<String> sourceSecurityGroupOwnerId,
            List<TagSpecification> tagSpecifications) {
        Meant meant() {
            return new Meant(
                    ipPermissions,
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIp,
                    sourceSecurityGroupName,
                    sourceSecurityGroupOwnerId);
        }
    }

    record AuthorizeEgress(
            SecurityGroupId groupId,
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            List<TagSpecification> tagSpecifications) {
        Meant meant() {
            return new Meant(ipPermissions, ipProtocol, fromPort, toPort, cidrIp, Optional.empty(), Optional.empty());
        }
    }

    record Authorized(List<RuleView> securityGroupRules) {}

    record RevokeIngress(
            Optional<SecurityGroupId> groupId,
            Optional<String> groupName,
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            Optional<String> sourceSecurityGroupName,
            Optional<String> sourceSecurityGroupOwnerId,
            List<SecurityGroupRuleId> securityGroupRuleIds) {
        Meant meant() {
            return new Meant(
                    ipPermissions,
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIp,
                    sourceSecurityGroupName,
                    sourceSecurityGroupOwnerId);
        }
    }

    record RevokeEgress(
            SecurityGroupId groupId,
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            List<SecurityGroupRuleId> securityGroupRuleIds) {
        Meant meant() {
            return new Meant(ipPermissions, ipProtocol, fromPort, toPort, cidrIp, Optional.empty(), Optional.empty());
        }
    }

    record Revoked(List<RevokedRule> revokedSecurityGroupRules) {}

    record DescribeSecurityGroupRules(
            List<SecurityGroupRuleId> securityGroupRuleIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Described(List<RuleView> securityGroupRules, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("AuthorizeSecurityGroupIngress", AuthorizeIngress.class, Authorized.class, (in, call) -> {
                            SecurityGroup group = find(in.groupId(), in.groupName(), call);
                            return authorize(group, false, in.meant(), in.tagSpecifications(), call);
                        })
                        .guardedBy((in, call) -> on("AuthorizeSecurityGroupIngress", in.groupId(), call))
                        .faults(
                                INVALID_GROUP_NOT_FOUND,
                                INVALID_PERMISSION_DUPLICATE,
                                RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED,
                                INVALID_PARAMETER_VALUE,
                                INVALID_PARAMETER_COMBINATION,
                                MISSING_PARAMETER),
                EC2.write("AuthorizeSecurityGroupEgress", AuthorizeEgress.class, Authorized.class, (in, call) -> {
                            SecurityGroup group = find(Optional.of(in.groupId()), Optional.empty(), call);
                            return authorize(group, true, in.meant(), in.tagSpecifications(), call);
                        })
                        .guardedBy((in, call) -> on("AuthorizeSecurityGroupEgress", Optional.of(in.groupId()), call))
                        .faults(
                                INVALID_GROUP_NOT_FOUND,
                                INVALID_PERMISSION_DUPLICATE,
                                RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED,
                                INVALID_PARAMETER_VALUE,
                                INVALID_PARAMETER_COMBINATION,
                                MISSING_PARAMETER),
                EC2.write("RevokeSecurityGroupIngress", RevokeIngress.class, Revoked.class, (in, call) -> {
                            SecurityGroup group = find(in.groupId(), in.groupName(), call);
                            return revoke(group, false, in.meant(), in.securityGroupRuleIds(), call);
                        })
                        .guardedBy((in, call) -> on("RevokeSecurityGroupIngress", in.groupId(), call))
                        .faults(INVALID_GROUP_NOT_FOUND, INVALID_PERMISSION_NOT_FOUND, INVALID_PARAMETER_VALUE),
                EC2.write("RevokeSecurityGroupEgress", RevokeEgress.class, Revoked.class, (in, call) -> {
                            SecurityGroup group = find(Optional.of(in.groupId()), Optional.empty(), call);
                            return revoke(group, true, in.meant(), in.securityGroupRuleIds(), call);
                        })
                        .guardedBy((in, call) -> on("RevokeSecurityGroupEgress", Optional.of(in.groupId()), call))
                        .faults(INVALID_GROUP_NOT_FOUND, INVALID_PERMISSION_NOT_FOUND, INVALID_PARAMETER_VALUE),
                EC2.read(
                                "DescribeSecurityGroupRules",
                                DescribeSecurityGroupRules.class,
                                Described.class,
                                this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeSecurityGroupRules", call))
                        .faults(INVALID_SECURITY_GROUP_RULE_ID_NOT_FOUND, INVALID_PARAMETER_VALUE));
    }

    private List<Permission> on(String operation, Optional<SecurityGroupId> group, Call call) {
        return List.of(permissions.on(
                operation,
                ResourceType.SECURITY_GROUP,
                group.map(SecurityGroupId::value).orElse("*"),
                call));
    }

    private SecurityGroup find(Optional<SecurityGroupId> id, Optional<String> name, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        return SecurityGroupApi.find(network, scope, id, name);
    }

    private Authorized authorize(
            SecurityGroup group, boolean egress, Meant meant, List<TagSpecification> specifications, Call call) {
        Scope scope = Scope.of(call);
        List<Tag> wanted = Ec2Tags.ofOne(specifications, ResourceType.SECURITY_GROUP_RULE);
        List<SecurityGroupRule> rules = reader.rules(scope, group, egress, required(meant.permissions()));
        for (SecurityGroupRule rule : rules) {
            if (group.rules().stream().anyMatch(rule::isSameAs)) {
                throw INVALID_PERMISSION_DUPLICATE.because("the specified rule \"" + shown(rule) + "\" already exists");
            }
            store.insert(scope, rule);
            tags.put(scope, ResourceType.SECURITY_GROUP_RULE, rule.id().value(), wanted);
        }
        long before = group.rules().stream().filter(it -> it.egress() == egress).count();
        if (before + rules.size() > MAX_RULES) {
            throw RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED.because(
                    "The maximum number of rules per security group has been reached.");
        }
        return new Authorized(rules.stream()
                .map(rule -> SecurityGroupViews.rule(scope, rule, wanted))
                .toList());
    }

    private static List<IpPermission> required(List<IpPermission> permissions) {
        if (permissions.isEmpty()) {
            throw MISSING_PARAMETER.because("The request must contain the parameter ipPermissions");
        }
        return permissions;
    }

    private static String shown(SecurityGroupRule rule) {
        Traffic traffic = rule.traffic();
        String what = switch (traffic.protocol()) {
            case "-1" -> "ALL";
            case "tcp", "udp" ->
                traffic.protocol().toUpperCase(Locale.ROOT) + ", from port: "
                        + traffic.fromPort().orElseThrow() + ", to port: "
                        + traffic.toPort().orElseThrow();
            case "icmp", "icmpv6" ->
                traffic.protocol().toUpperCase(Locale.ROOT) + ", type: " + all(traffic.fromPort()) + ", code: "
                        + all(traffic.toPort());
            default -> traffic.protocol();
        };
        return "peer: " + rule.peer().value() + ", " + what + ", ALLOW";
    }

    private static String all(Optional<Integer> number) {
        return number.filter(it -> it >= 0).map(String::valueOf).orElse("ALL");
    }

    private Revoked revoke(
            SecurityGroup group, boolean egress, Meant meant, List<SecurityGroupRuleId> named, Call call) {
        Scope scope = Scope.of(call);
        List<SecurityGroupRule> going = new ArrayList<>();
        for (SecurityGroupRuleId id : named) {
            going.add(group.rules().stream()
                    .filter(it -> it.id().equals(id) && it.egress() == egress)
                    .findFirst()
                    .orElseThrow(() -> ResourceType.SECURITY_GROUP_RULE.notFound(id.value())));
        }
        List<IpPermission> stated = meant.permissions();
        for (SecurityGroupRule rule : reader.rules(scope, group, egress, named.isEmpty() ? required(stated) : stated)) {
            going.add(group.rules().stream()
                    .filter(rule::isSameAs)
                    .findFirst()
                    .orElseThrow(() -> INVALID_PERMISSION_NOT_FOUND.because(
                            "The specified rule does not exist in this security group.")));
        }
        for (SecurityGroupRule rule : going) {
            store.delete(scope, rule.id());
            tags.forget(scope, rule.id().value());
        }
        return new Revoked(going.stream().map(SecurityGroupViews::revoked).toList());
    }

    private Described describe(DescribeSecurityGroupRules in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        Map<String, List<Tag>> all = tags.of(scope, ResourceType.SECURITY_GROUP_RULE);
        List<SecurityGroupRule> rules = network.groups(scope).stream()
                .flatMap(group -> group.rules().stream())
                .toList();
        Page<RuleView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .page(
                        "DescribeSecurityGroupRules" + in.securityGroupRuleIds() + in.filters(),
                        call,
                        Selection.of(
                                        ResourceType.SECURITY_GROUP_RULE,
                                        in.securityGroupRuleIds(),
                                        id -> rules.stream()
                                                .filter(it -> it.id().equals(id))
                                                .findFirst(),
                                        () -> rules)
                                .map(rule -> SecurityGroupViews.rule(
                                        scope, rule, all.getOrDefault(rule.id().value(), List.of())))
                                .filter(matching),
                        rule -> rule.securityGroupRuleId().value());
        return new Described(page.items(), page.next());
    }
}
