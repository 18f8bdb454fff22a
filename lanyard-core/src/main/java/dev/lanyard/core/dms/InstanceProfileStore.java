// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// Where instance profiles are kept.
public interface InstanceProfileStore extends ResourceStore<InstanceProfile> {
    /// Whether a migration project stands on the profile.
    boolean isInUse(InstanceProfile profile);

    /// Whether any profile stands on the subnet group.
    boolean isInUse(SubnetGroup group);
}
