// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.List;

/// Where instance profiles are kept.
public interface InstanceProfileStore extends ResourceStore<InstanceProfile> {
    /// The profiles that stand on the subnet group, by name.
    List<InstanceProfile> of(SubnetGroup group);
}
