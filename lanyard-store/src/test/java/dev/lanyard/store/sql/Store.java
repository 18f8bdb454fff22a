// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.nio.file.Path;
import java.util.List;

/// The kinds of database that must behave alike.
public enum Store {
    MEMORY,
    FILE,
    POSTGRESQL;

    /// Opens a database of this kind with Lanyard's tables, which are empty.
    ///
    /// @param directory where its files go, if it has any
    public Database open(Path directory) {
        if (this != POSTGRESQL) {
            return open(Migration.bundled(), directory);
        }
        Database db =
                Database.postgres(DatabaseUrl.parse(PostgresServer.orSkip().sharedDatabase()));
        db.reset();
        return db;
    }

    /// Opens an empty database of this kind.
    ///
    /// @param directory where its files go, if it has any
    Database open(List<Migration> migrations, Path directory) {
        return new Database(
                switch (this) {
                    case MEMORY -> new SqliteMemory(migrations);
                    case FILE -> SqliteFile.in(directory, migrations);
                    case POSTGRESQL ->
                        new PostgresEngine(
                                DatabaseUrl.parse(PostgresServer.orSkip().freshDatabase()), migrations);
                });
    }
}
