// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.imds;

import dev.lanyard.core.imds.ImdsModule;
import dev.lanyard.store.sql.Database;

/// Everything of the metadata service in a database.
public final class SqlImds {
    private SqlImds() {}

    public static ImdsModule.Stores in(Database database) {
        return new ImdsModule.Stores(new SqlMetadataAddresses(database), new SqlIssuedCredentials(database));
    }
}
