// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.network;

import dev.lanyard.core.ec2.ResourceId.SecurityGroupId;
import dev.lanyard.core.ec2.ResourceId.SubnetId;
import dev.lanyard.core.ec2.Scope;
import java.time.Instant;

/// What another service works with just now, so that it cannot be deleted. On AWS it has network interfaces there.
public interface NetworkHolds {
    boolean holds(Scope scope, SubnetId subnet, Instant now);

    boolean holds(Scope scope, SecurityGroupId group, Instant now);
}
