// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.DatabaseUrl;
import dev.lanyard.store.sql.PostgresServer;
import java.nio.file.Path;

/// Where DMS is kept.
enum Engine {
    MEMORY,
    FILE,
    POSTGRESQL;

    /// @param directory where the files of an empty database go, if it has any
    Database open(Path directory) {
        return switch (this) {
            case MEMORY -> Database.inMemory();
            case FILE -> Database.directory(directory);
            case POSTGRESQL ->
                Database.postgres(DatabaseUrl.parse(PostgresServer.orSkip().freshDatabase()));
        };
    }
}
