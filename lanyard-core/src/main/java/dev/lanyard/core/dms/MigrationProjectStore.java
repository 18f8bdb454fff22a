// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.util.List;

/// Where migration projects are kept. Deleting one takes its conversion requests along.
public interface MigrationProjectStore extends ResourceStore<MigrationProject> {
    /// The projects that stand on the instance profile, by name.
    List<MigrationProject> of(InstanceProfile profile);

    /// The projects that name the data provider, by name.
    List<MigrationProject> of(DataProvider provider);
}
