// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PERMISSION_NOT_FOUND;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import dev.lanyard.core.ec2.ResourceType;
import java.util.List;

/// A set of rules that interfaces of one VPC may share.
///
/// @param rules in the order in which they were made
public record SecurityGroup(
        SecurityGroupId id, VpcId vpc, String name, String description, List<SecurityGroupRule> rules) {
    public static final String DEFAULT = "default";

    /// @throws Fault InvalidSecurityGroupRuleId.NotFound
    SecurityGroupRule rule(SecurityGroupRuleId wanted) {
        return rules.stream()
                .filter(it -> it.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> ResourceType.SECURITY_GROUP_RULE.notFound(wanted.value()));
    }

    /// @throws Fault InvalidSecurityGroupRuleId.NotFound, also when it is a rule of the other direction
    SecurityGroupRule rule(SecurityGroupRuleId wanted, boolean egress) {
        SecurityGroupRule rule = rule(wanted);
        if (rule.egress() != egress) {
            throw ResourceType.SECURITY_GROUP_RULE.notFound(wanted.value());
        }
        return rule;
    }

    /// The rule that allows what this one says.
    ///
    /// @throws Fault InvalidPermission.NotFound
    SecurityGroupRule same(SecurityGroupRule stated) {
        return rules.stream()
                .filter(stated::isSameAs)
                .findFirst()
                .orElseThrow(() -> INVALID_PERMISSION_NOT_FOUND.because(
                        "The specified rule does not exist in this security group."));
    }
}
