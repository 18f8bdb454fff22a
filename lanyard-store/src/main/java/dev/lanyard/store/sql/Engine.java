// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.util.function.Function;

/// How one database engine runs units of work.
sealed interface Engine extends AutoCloseable permits SqliteFile, SqliteMemory, PostgresEngine {
    Dialect dialect();

    /// Runs one statement that is a read of its own.
    <T> T single(Function<Session, T> statement);

    <T> T read(Function<Session, T> work);

    <T> T write(Function<Session, T> work);

    /// Whether other processes may write to the database.
    boolean shared();

    @Override
    void close();
}
