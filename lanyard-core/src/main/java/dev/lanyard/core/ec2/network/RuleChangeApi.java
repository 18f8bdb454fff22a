// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_DUPLICATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.network.IpPermission.IpRange;
import dev.lanyard.core.ec2.network.IpPermission.Ipv6Range;
import dev.lanyard.core.ec2.network.IpPermission.PrefixListId;
import dev.lanyard.core.ec2.network.IpPermission.UserIdGroupPair;
import dev.lanyard.core.ec2.network.RuleRequests.Meant;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Changes of rules that keep their ids.
public final class RuleChangeApi implements ApiSection {
    private final SecurityGroupStore store;
    private final Network network;
    private final Ec2Permissions permissions;
    private final RuleReader reader;

    public RuleChangeApi(Network network, Ec2Permissions permissions, Ids ids) {
        this.store = network.stores().groups();
        this.network = network;
        this.permissions = permissions;
        this.reader = new RuleReader(network, ids);
    }

    record RuleRequest(
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIpv4,
            Optional<String> cidrIpv6,
            Optional<String> prefixListId,
            Optional<SecurityGroupId> referencedGroupId,
            Optional<String> description) {

        IpPermission permission() {
            long peers = Stream.of(cidrIpv4, cidrIpv6, prefixListId, referencedGroupId)
                    .filter(Optional::isPresent)
                    .count();
            if (peers != 1) {
                throw INVALID_PARAMETER_COMBINATION.because("Exactly one of CidrIpv4, CidrIpv6, PrefixListId and"
                        + " ReferencedGroupId must be specified for a security group rule");
            }
            return new IpPermission(
                    ipProtocol,
                    fromPort,
                    toPort,
                    cidrIpv4.map(it -> new IpRange(Optional.of(it), description)).stream()
                            .toList(),
                    cidrIpv6.map(it -> new Ipv6Range(Optional.of(it), description)).stream()
                            .toList(),
                    prefixListId.map(it -> new PrefixListId(Optional.of(it), description)).stream()
                            .toList(),
                    referencedGroupId
                            .map(it -> new UserIdGroupPair(
                                    Optional.of(it.value()), Optional.empty(), Optional.empty(), description))
                            .stream()
                            .toList());
        }
    }

    record RuleUpdate(SecurityGroupRuleId securityGroupRuleId, Optional<RuleRequest> securityGroupRule) {}

    record ModifySecurityGroupRules(SecurityGroupId groupId, List<RuleUpdate> securityGroupRules) {}

    record RuleDescription(Optional<SecurityGroupRuleId> securityGroupRuleId, Optional<String> description) {}

    record UpdateDescriptions(
            Optional<SecurityGroupId> groupId,
            Optional<String> groupName,
            List<IpPermission> ipPermissions,
            List<RuleDescription> securityGroupRuleDescriptions)
            implements Meant {
        @Override
        public Optional<SecurityGroupId> group() {
            return groupId;
        }
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("ModifySecurityGroupRules", ModifySecurityGroupRules.class, Nothing.class, this::modify)
                        .guardedBy(this::toModify)
                        .faults(INVALID_PERMISSION_DUPLICATE),
                describing("UpdateSecurityGroupRuleDescriptionsIngress", false),
                describing("UpdateSecurityGroupRuleDescriptionsEgress", true));
    }

    private Operation<UpdateDescriptions, Nothing> describing(String name, boolean egress) {
        return EC2.write(name, UpdateDescriptions.class, Nothing.class, (in, call) -> describe(in, egress, call))
                .guardedBy((in, call) -> List.of(SecurityGroupRuleApi.onGroup(permissions, network, name, in, call)))
                .faults(INVALID_PERMISSION_NOT_FOUND);
    }

    private List<Permission> toModify(ModifySecurityGroupRules in, Call call) {
        List<Permission> needed = new ArrayList<>();
        needed.add(permissions.on("ModifySecurityGroupRules", in.groupId(), call));
        in.securityGroupRules().stream()
                .map(rule -> permissions.on("ModifySecurityGroupRules", rule.securityGroupRuleId(), call))
                .forEach(needed::add);
        return needed;
    }

    private Nothing modify(ModifySecurityGroupRules in, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        for (RuleUpdate update : in.securityGroupRules()) {
            SecurityGroup group = network.group(scope, in.groupId());
            SecurityGroupRule before = group.rule(update.securityGroupRuleId());
            SecurityGroupRule after = changed(scope, group, before, update);
            if (group.rules().stream()
                    .anyMatch(it -> after.isSameAs(it) && !it.id().equals(after.id()))) {
                throw SecurityGroupRuleApi.duplicate(after);
            }
            store.update(scope, after);
        }
        return NOTHING;
    }

    private SecurityGroupRule changed(Scope scope, SecurityGroup group, SecurityGroupRule before, RuleUpdate update) {
        RuleRequest wanted = update.securityGroupRule()
                .orElseThrow(
                        () -> MISSING_PARAMETER.because("The request must contain the parameter SecurityGroupRule"));
        SecurityGroupRule after = reader.rules(scope, group, before.egress(), List.of(wanted.permission()))
                .getFirst()
                .withId(before.id());
        if (after.peer().kind() != before.peer().kind()) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The source or destination type of security group rule '" + before.id() + "' cannot be changed");
        }
        return after;
    }

    /// A description that the request leaves out goes away.
    private Nothing describe(UpdateDescriptions in, boolean egress, Call call) {
        Scope scope = Scope.of(call);
        network.make(scope);
        SecurityGroup group = SecurityGroupApi.find(network, scope, in.group(), in.groupName());
        List<SecurityGroupRule> after = new ArrayList<>();
        for (RuleDescription each : in.securityGroupRuleDescriptions()) {
            SecurityGroupRuleId id = each.securityGroupRuleId()
                    .orElseThrow(() ->
                            MISSING_PARAMETER.because("The request must contain the parameter SecurityGroupRuleId"));
            each.description().ifPresent(RuleReader::requireDescription);
            after.add(group.rule(id, egress).withDescription(each.description()));
        }
        List<IpPermission> stated = after.isEmpty() ? Meant.required(in.ipPermissions()) : in.ipPermissions();
        reader.rules(scope, group, egress, stated)
                .forEach(rule -> after.add(group.same(rule).withDescription(rule.description())));
        after.forEach(rule -> store.update(scope, rule));
        return NOTHING;
    }
}
