// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.IpPermission.IpRange;
import dev.lanyard.core.ec2.network.IpPermission.Ipv6Range;
import dev.lanyard.core.ec2.network.IpPermission.PrefixListId;
import dev.lanyard.core.ec2.network.IpPermission.UserIdGroupPair;
import dev.lanyard.core.ec2.network.SecurityGroupRule.PeerKind;
import dev.lanyard.core.ec2.network.SecurityGroupRule.Traffic;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Security groups and rules as EC2 shows them.
final class SecurityGroupViews {
    private SecurityGroupViews() {}

    record GroupView(
            SecurityGroupId groupId,
            String groupName,
            String description,
            String ownerId,
            VpcId vpcId,
            String securityGroupArn,
            List<IpPermission> ipPermissions,
            List<IpPermission> ipPermissionsEgress,
            List<Tag> tags) {}

    static GroupView group(Scope scope, SecurityGroup group, List<Tag> tags) {
        return new GroupView(
                group.id(),
                group.name(),
                group.description(),
                scope.account().value(),
                group.vpc(),
                Ec2Permissions.arn(ResourceType.SECURITY_GROUP, group.id().value(), scope)
                        .toString(),
                permissions(group, false),
                permissions(group, true),
                tags);
    }

    private static List<IpPermission> permissions(SecurityGroup group, boolean egress) {
        Map<Traffic, List<SecurityGroupRule>> byTraffic = new LinkedHashMap<>();
        for (SecurityGroupRule rule : group.rules()) {
            if (rule.egress() == egress) {
                byTraffic
                        .computeIfAbsent(rule.traffic(), _ -> new ArrayList<>())
                        .add(rule);
            }
        }
        return byTraffic.entrySet().stream()
                .map(each -> permission(each.getKey(), each.getValue()))
                .toList();
    }

    static IpPermission permission(Traffic traffic, List<SecurityGroupRule> rules) {
        return new IpPermission(
                Optional.of(traffic.protocol()),
                traffic.fromPort(),
                traffic.toPort(),
                of(
                        rules,
                        PeerKind.CIDR_IPV4,
                        it -> new IpRange(Optional.of(it.peer().value()), it.description())),
                of(
                        rules,
                        PeerKind.CIDR_IPV6,
                        it -> new Ipv6Range(Optional.of(it.peer().value()), it.description())),
                of(
                        rules,
                        PeerKind.PREFIX_LIST,
                        it -> new PrefixListId(Optional.of(it.peer().value()), it.description())),
                of(
                        rules,
                        PeerKind.GROUP,
                        it -> new UserIdGroupPair(
                                Optional.of(it.peer().value()),
                                Optional.empty(),
                                Optional.of(it.peer().account()),
                                it.description())));
    }

    private static <T> List<T> of(List<SecurityGroupRule> rules, PeerKind kind, Function<SecurityGroupRule, T> shown) {
        return rules.stream().filter(it -> it.peer().kind() == kind).map(shown).toList();
    }

    record ReferencedGroup(String groupId, String userId) {}

    record RuleView(
            SecurityGroupRuleId securityGroupRuleId,
            SecurityGroupId groupId,
            String groupOwnerId,
            boolean isEgress,
            String ipProtocol,
            int fromPort,
            int toPort,
            Optional<String> cidrIpv4,
            Optional<String> cidrIpv6,
            Optional<String> prefixListId,
            Optional<ReferencedGroup> referencedGroupInfo,
            Optional<String> description,
            String securityGroupRuleArn,
            List<Tag> tags) {}

    /// Here, other than in a group, all ports are shown as -1.
    static RuleView rule(Scope scope, SecurityGroupRule rule, List<Tag> tags) {
        return new RuleView(
                rule.id(),
                rule.group(),
                scope.account().value(),
                rule.egress(),
                rule.traffic().protocol(),
                rule.traffic().fromPort().orElse(-1),
                rule.traffic().toPort().orElse(-1),
                peer(rule, PeerKind.CIDR_IPV4),
                peer(rule, PeerKind.CIDR_IPV6),
                peer(rule, PeerKind.PREFIX_LIST),
                peer(rule, PeerKind.GROUP)
                        .map(id -> new ReferencedGroup(id, rule.peer().account())),
                rule.description(),
                Ec2Permissions.arn(ResourceType.SECURITY_GROUP_RULE, rule.id().value(), scope)
                        .toString(),
                tags);
    }

    record RevokedRule(
            SecurityGroupRuleId securityGroupRuleId,
            SecurityGroupId groupId,
            boolean isEgress,
            String ipProtocol,
            int fromPort,
            int toPort,
            Optional<String> cidrIpv4,
            Optional<String> cidrIpv6,
            Optional<String> prefixListId,
            Optional<String> referencedGroupId,
            Optional<String> description) {}

    static RevokedRule revoked(SecurityGroupRule rule) {
        return new RevokedRule(
                rule.id(),
                rule.group(),
                rule.egress(),
                rule.traffic().protocol(),
                rule.traffic().fromPort().orElse(-1),
                rule.traffic().toPort().orElse(-1),
                peer(rule, PeerKind.CIDR_IPV4),
                peer(rule, PeerKind.CIDR_IPV6),
                peer(rule, PeerKind.PREFIX_LIST),
                peer(rule, PeerKind.GROUP),
                rule.description());
    }

    private static Optional<String> peer(SecurityGroupRule rule, PeerKind kind) {
        return rule.peer().kind() == kind ? Optional.of(rule.peer().value()) : Optional.empty();
    }
}
