// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_DUPLICATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.Selection;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.network.RuleRequests.Authorize;
import dev.lanyard.core.ec2.network.RuleRequests.AuthorizeEgress;
import dev.lanyard.core.ec2.network.RuleRequests.AuthorizeIngress;
import dev.lanyard.core.ec2.network.RuleRequests.Meant;
import dev.lanyard.core.ec2.network.RuleRequests.Revoke;
import dev.lanyard.core.ec2.network.RuleRequests.RevokeEgress;
import dev.lanyard.core.ec2.network.RuleRequests.RevokeIngress;
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
import java.util.Map;
import java.util.Optional;

/// Who may come and go by the rules of security groups.
public final class SecurityGroupRuleApi implements ApiSection {
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

    public SecurityGroupRuleApi(Network network, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = network.stores().groups();
        this.network = network;
        this.tags = tags;
        this.permissions = permissions;
        this.reader = new RuleReader(network, ids);
    }

    record Authorized(List<RuleView> securityGroupRules) {}

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
                authorizing("AuthorizeSecurityGroupIngress", AuthorizeIngress.class),
                authorizing("AuthorizeSecurityGroupEgress", AuthorizeEgress.class),
                revoking("RevokeSecurityGroupIngress", RevokeIngress.class),
                revoking("RevokeSecurityGroupEgress", RevokeEgress.class),
                EC2.read(
                                "DescribeSecurityGroupRules",
                                DescribeSecurityGroupRules.class,
                                Described.class,
                                this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeSecurityGroupRules", call)));
    }

    private <I extends Record & Authorize> Operation<I, Authorized> authorizing(String name, Class<I> input) {
        return EC2.write(name, input, Authorized.class, this::authorize)
                .guardedBy((in, call) -> toAuthorize(name, in, call))
                .faults(INVALID_PERMISSION_DUPLICATE, RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED);
    }

    private <I extends Record & Revoke> Operation<I, Revoked> revoking(String name, Class<I> input) {
        return EC2.write(name, input, Revoked.class, this::revoke)
                .guardedBy((in, call) -> List.of(onGroup(permissions, network, name, in, call)))
                .faults(INVALID_PERMISSION_NOT_FOUND);
    }

    private List<Permission> toAuthorize(String name, Authorize in, Call call) {
        List<Permission> needed = new ArrayList<>(List.of(onGroup(permissions, network, name, in, call)));
        needed.addAll(Ec2Permissions.toTagCreated(name, ResourceType.SECURITY_GROUP_RULE, in.tags(), call));
        return needed;
    }

    static Permission onGroup(Ec2Permissions permissions, Network network, String name, Meant in, Call call) {
        return permissions.onNamed(
                name,
                ResourceType.SECURITY_GROUP,
                in.group().map(SecurityGroupId::value),
                () -> SecurityGroupApi.named(network, in.groupName(), call),
                call);
    }

    private SecurityGroup find(Meant in, Scope scope) {
        network.make(scope);
        return SecurityGroupApi.find(network, scope, in.group(), in.groupName());
    }

    private Authorized authorize(Authorize in, Call call) {
        Scope scope = Scope.of(call);
        SecurityGroup group = find(in, scope);
        List<Tag> wanted = in.tags();
        List<SecurityGroupRule> rules = reader.rules(scope, group, in.egress(), Meant.required(in.stated()));
        for (SecurityGroupRule rule : rules) {
            if (group.rules().stream().anyMatch(rule::isSameAs)) {
                throw duplicate(rule);
            }
            store.insert(scope, rule);
            tags.put(scope, ResourceType.SECURITY_GROUP_RULE, rule.id().value(), wanted);
        }
        long before =
                group.rules().stream().filter(it -> it.egress() == in.egress()).count();
        if (before + rules.size() > MAX_RULES) {
            throw RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED.because(
                    "The maximum number of rules per security group has been reached.");
        }
        return new Authorized(rules.stream()
                .map(rule -> SecurityGroupViews.rule(scope, rule, wanted))
                .toList());
    }

    static Fault duplicate(SecurityGroupRule rule) {
        return INVALID_PERMISSION_DUPLICATE.because("the specified rule \"" + shown(rule) + "\" already exists");
    }

    private static String shown(SecurityGroupRule rule) {
        Traffic traffic = rule.traffic();
        String what = switch (traffic.protocol()) {
            case "-1" -> "ALL";
            case "tcp", "udp" ->
                Ascii.upper(traffic.protocol()) + ", from port: "
                        + traffic.fromPort().orElseThrow() + ", to port: "
                        + traffic.toPort().orElseThrow();
            case "icmp", "icmpv6" ->
                Ascii.upper(traffic.protocol()) + ", type: " + all(traffic.fromPort()) + ", code: "
                        + all(traffic.toPort());
            default -> traffic.protocol();
        };
        return "peer: " + rule.peer().value() + ", " + what + ", ALLOW";
    }

    private static String all(Optional<Integer> number) {
        return number.filter(it -> it >= 0).map(String::valueOf).orElse("ALL");
    }

    private Revoked revoke(Revoke in, Call call) {
        Scope scope = Scope.of(call);
        SecurityGroup group = find(in, scope);
        List<SecurityGroupRule> going = new ArrayList<>();
        for (SecurityGroupRuleId id : in.securityGroupRuleIds()) {
            going.add(group.rule(id, in.egress()));
        }
        List<IpPermission> stated = going.isEmpty() ? Meant.required(in.stated()) : in.stated();
        reader.rules(scope, group, in.egress(), stated).forEach(rule -> going.add(group.same(rule)));
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
