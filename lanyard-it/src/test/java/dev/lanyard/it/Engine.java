// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import dev.lanyard.server.Options;
import dev.lanyard.store.sql.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a server keeps what was written.
enum Engine {
    MEMORY,
    SQLITE,
    POSTGRESQL;

    /// @return the options of a node on free ports over a new database, which the directory is there for, where
    /// instances do
    /// not take their time
    Options options(Path directory) {
        Options free = Options.onFreePorts();
        return new Options(
                free.host(),
                free.port(),
                free.imdsPort(),
                this == SQLITE ? Optional.of(directory) : Optional.empty(),
                this == POSTGRESQL
                        ? Optional.of(URI.create(PostgresServer.orSkip().freshDatabase()))
                        : Optional.empty(),
                free.account(),
                free.region(),
                free.auth(),
                free.images(),
                Options.Transitions.ZERO,
                free.propagationDelay());
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
