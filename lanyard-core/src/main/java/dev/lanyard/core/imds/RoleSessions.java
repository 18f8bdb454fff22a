// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.propagation.Sight;
import java.time.Instant;
import java.util.Optional;

/// What the metadata service asks about profiles and roles.
public interface RoleSessions {
    /// What has become of an associated profile.
    sealed interface Profile {
        /// It is deleted, or another one has taken its name.
        record Gone() implements Profile {}

        /// It holds no role.
        record Empty() implements Profile {}

        record Holding(String roleName, String roleId) implements Profile {}
    }

    /// Keys that sign as the role.
    record Keys(String accessKeyId, String secretAccessKey, String token) {}

    /// A session of a role for an instance. The session name is the instance id, and requests signed with its keys
    /// carry `ec2:SourceInstanceARN`, `ec2:RoleDelivery`, `aws:Ec2InstanceSourceVpc` and
    /// `aws:Ec2InstanceSourcePrivateIPv4`.
    record Opening(
            InstanceKey instance,
            String vpcId,
            String privateIp,
            String roleId,
            Delivery delivery,
            Instant issued,
            Instant expires) {}

    Profile profile(AccountId account, Association association, Sight sight);

    /// Opens a session; empty when the role does not let EC2 assume it.
    Optional<Keys> open(Opening opening);
}
