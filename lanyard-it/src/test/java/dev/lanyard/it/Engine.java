// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import dev.lanyard.server.Options;
import dev.lanyard.store.sql.DatabaseUrl;
import dev.lanyard.store.sql.PostgresServer;
import java.nio.file.Path;
import java.util.List;

/// Where a server keeps what was written.
enum Engine {
    MEMORY,
    SQLITE,
    POSTGRESQL;

    /// @return the options of a node on free ports over a new database, which the directory is there for, where
    /// instances do
    /// not take their time
    Options options(Path directory) {
        Options.Builder options = Options.onFreePorts().transitions(Options.Transitions.ZERO);
        return switch (this) {
            case MEMORY -> options.build();
            case SQLITE -> options.dataDir(directory).build();
            case POSTGRESQL ->
                options.databaseUrl(DatabaseUrl.parse(PostgresServer.orSkip().freshDatabase()))
                        .build();
        };
    }

    /// @return the options of `lanyard up` for a new database, which the directory is there for
    List<String> freshDatabase(Path directory) {
        return switch (this) {
            case MEMORY -> List.of();
            case SQLITE -> List.of("--data-dir", directory.toString());
            case POSTGRESQL -> List.of("--database-url", PostgresServer.orSkip().freshDatabase());
        };
    }
}
