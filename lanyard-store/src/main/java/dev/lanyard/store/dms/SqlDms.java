// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.DmsStores;
import dev.lanyard.store.sql.Database;

/// The stores of DMS in one database.
public final class SqlDms {
    private SqlDms() {}

    public static DmsStores in(Database db) {
        return new DmsStores(
                new SqlSubnetGroups(db),
                new SqlInstanceProfiles(db),
                new SqlDataProviders(db),
                new SqlMigrationProjects(db),
                new SqlConversions(db));
    }
}
