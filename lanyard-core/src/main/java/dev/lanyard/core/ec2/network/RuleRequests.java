// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.network.IpPermission.IpRange;
import dev.lanyard.core.ec2.network.IpPermission.UserIdGroupPair;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// What requests say of the rules that they mean. Both directions say the same, but only ingress, which is older than
/// VPCs, may name its group.
final class RuleRequests {
    private RuleRequests() {}

    interface Meant {
        Optional<SecurityGroupId> group();

        default Optional<String> groupName() {
            return Optional.empty();
        }

        List<IpPermission> ipPermissions();

        /// @throws Fault MissingParameter when there are none
        static List<IpPermission> required(List<IpPermission> permissions) {
            if (permissions.isEmpty()) {
                throw MISSING_PARAMETER.because("The request must contain the parameter ipPermissions");
            }
            return permissions;
        }
    }

    /// Permissions, or one rule in members that are older than permissions.
    interface Stated extends Meant {
        default boolean egress() {
            return false;
        }

        Optional<String> ipProtocol();

        Optional<Integer> fromPort();

        Optional<Integer> toPort();

        Optional<String> cidrIp();

        Optional<String> sourceSecurityGroupName();

        Optional<String> sourceSecurityGroupOwnerId();

        default List<IpPermission> stated() {
            if (ipProtocol().isEmpty()
                    && cidrIp().isEmpty()
                    && sourceSecurityGroupName().isEmpty()) {
                return ipPermissions();
            }
            if (!ipPermissions().isEmpty()) {
                throw INVALID_PARAMETER_COMBINATION.because(
                        "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'");
            }
            return List.of(new IpPermission(
                    Optional.of(ipProtocol().orElse("-1")),
                    fromPort(),
                    toPort(),
                    cidrIp().map(cidr -> new IpRange(Optional.of(cidr), Optional.empty())).stream()
                            .toList(),
                    List.of(),
                    List.of(),
                    sourceSecurityGroupName()
                            .map(name -> new UserIdGroupPair(
                                    Optional.empty(),
                                    Optional.of(name),
                                    sourceSecurityGroupOwnerId(),
                                    Optional.empty()))
                            .stream()
                            .toList()));
        }
    }

    interface Authorize extends Stated {
        List<TagSpecification> tagSpecifications();

        default List<Tag> tags() {
            return Ec2Tags.ofOne(tagSpecifications(), ResourceType.SECURITY_GROUP_RULE);
        }
    }

    interface Revoke extends Stated {
        List<SecurityGroupRuleId> securityGroupRuleIds();
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
            List<TagSpecification> tagSpecifications)
            implements Authorize {
        @Override
        public Optional<SecurityGroupId> group() {
            return groupId;
        }
    }

    record AuthorizeEgress(
            SecurityGroupId groupId,
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            Optional<String> sourceSecurityGroupName,
            Optional<String> sourceSecurityGroupOwnerId,
            List<TagSpecification> tagSpecifications)
            implements Authorize {
        @Override
        public Optional<SecurityGroupId> group() {
            return Optional.of(groupId);
        }

        @Override
        public boolean egress() {
            return true;
        }
    }

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
            List<SecurityGroupRuleId> securityGroupRuleIds)
            implements Revoke {
        @Override
        public Optional<SecurityGroupId> group() {
            return groupId;
        }
    }

    record RevokeEgress(
            SecurityGroupId groupId,
            List<IpPermission> ipPermissions,
            Optional<String> ipProtocol,
            Optional<Integer> fromPort,
            Optional<Integer> toPort,
            Optional<String> cidrIp,
            Optional<String> sourceSecurityGroupName,
            Optional<String> sourceSecurityGroupOwnerId,
            List<SecurityGroupRuleId> securityGroupRuleIds)
            implements Revoke {
        @Override
        public Optional<SecurityGroupId> group() {
            return Optional.of(groupId);
        }

        @Override
        public boolean egress() {
            return true;
        }
    }
}
