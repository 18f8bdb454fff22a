// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.VpcId;
import java.util.List;

/// A set of rules that interfaces of one VPC may share.
///
/// @param rules in the order in which they were made
public record SecurityGroup(
        SecurityGroupId id, VpcId vpc, String name, String description, List<SecurityGroupRule> rules) {
    public static final String DEFAULT = "default";
}
