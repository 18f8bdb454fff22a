// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SecurityGroupRuleId;
import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

public interface SecurityGroupStore {
    List<SecurityGroup> all(Scope scope);

    Optional<SecurityGroup> find(Scope scope, SecurityGroupId id);

    /// Adds a group and its rules.
    ///
    /// @return whether its name was free in its VPC; else nothing happened
    boolean insert(Scope scope, SecurityGroup group);

    void insert(Scope scope, SecurityGroupRule rule);

    /// Keeps what can change: traffic, peer and description.
    void update(Scope scope, SecurityGroupRule rule);

    void delete(Scope scope, SecurityGroupRuleId rule);

    /// Takes a group and its rules away. No interface may have it.
    void delete(Scope scope, SecurityGroupId id);

    /// Whether an interface has the group or a rule of another group names it.
    boolean isUsed(Scope scope, SecurityGroupId id);
}
