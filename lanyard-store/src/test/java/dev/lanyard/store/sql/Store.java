// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The kinds of database that must behave alike.
enum Store {
    MEMORY,
    FILE,
    POSTGRESQL;

    /// Opens an empty database of this kind.
    Database open(List<Migration> migrations) {
        return new Database(
                switch (this) {
                    case MEMORY -> new SqliteMemory(migrations);
                    case FILE -> SqliteFile.in(temporaryDirectory(), migrations);
                    case POSTGRESQL ->
                        new PostgresEngine(PostgresServer.orSkip().freshDatabase(), migrations);
                });
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("lanyard-store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
