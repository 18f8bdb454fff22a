// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.Unavailable;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// SQLite in memory: one connection, one unit of work at a time. That is faster than any way to share such a database
/// between connections, which all copy pages or let readers and writers lock one another out, and a point read takes
/// a few microseconds.
final class SqliteMemory implements Engine {
    private final Session session;
    private final ReentrantLock turn = new ReentrantLock();

    SqliteMemory(List<Migration> migrations) {
        try {
            session = Session.sqlite("jdbc:sqlite::memory:", List.of("pragma synchronous=off"));
            Migration.apply(migrations, session.connection(), Dialect.SQLITE);
        } catch (SQLException e) {
            throw new StoreException("Cannot open a database in memory: " + e.getMessage(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        turn.lock();
        try {
            requireOpen();
            return work.apply(session);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public <T> T single(Function<Session, T> statement) {
        return read(statement);
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        turn.lock();
        try {
            requireOpen();
            session.control("begin");
            session.startWriting(null);
            try {
                T value = work.apply(session);
                session.requireIntact();
                session.control("commit");
                return value;
            } catch (Throwable e) {
                undo(e);
                throw e;
            } finally {
                session.stopWriting();
            }
        } catch (SQLException e) {
            throw Dialect.SQLITE.failure(e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void close() {
        turn.lock();
        try {
            session.close();
        } finally {
            turn.unlock();
        }
    }

    private void requireOpen() {
        if (session.isClosed()) {
            throw new Unavailable("The database is closed");
        }
    }

    private void undo(Throwable because) {
        try {
            session.control("rollback");
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
