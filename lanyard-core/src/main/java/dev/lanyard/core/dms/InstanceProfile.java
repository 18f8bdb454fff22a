// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.List;
import java.util.Optional;

/// Network and security settings that migration projects stand on.
///
/// @param kmsKey the ARN of the key that was asked for
/// @param subnetGroup the id of the subnet group; without one the profile shows the label `default` and has no network
/// @param securityGroups ids, in the order in which they were given
public record InstanceProfile(
        Head head,
        Optional<String> description,
        Optional<String> availabilityZone,
        Optional<String> kmsKey,
        boolean publiclyAccessible,
        NetworkType networkType,
        Optional<String> subnetGroup,
        List<String> securityGroups)
        implements Resource<InstanceProfile> {

    /// How an instance talks to the network.
    public enum NetworkType {
        IPV4,
        DUAL
    }

    @Override
    public InstanceProfile with(Head changed) {
        return new InstanceProfile(
                changed,
                description,
                availabilityZone,
                kmsKey,
                publiclyAccessible,
                networkType,
                subnetGroup,
                securityGroups);
    }

    /// Whether the profile stands on a subnet group that somebody chose, which DMS reaches through its VPC role.
    boolean hasOwnNetwork() {
        return subnetGroup.filter(group -> !group.equals(SubnetGroup.DEFAULT)).isPresent();
    }
}
