// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lanyard.core.op.Unavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// PostgreSQL, or a distributed database that speaks its protocol. Reads and writes have a pool each, whose connections
/// keep the isolation they were opened with: to change it per transaction would cost a round trip each time.
///
/// Nothing waits without end for a database that is silent: not for a connection, nor for an answer on one.
final class PostgresEngine implements Engine {
    private static final String CLOSED = "The database is closed";
    private static final int CONNECT_SECONDS = 3;
    private static final int STATEMENT_SECONDS = 10;
    /// Longer than a statement may take, so that it ends only what will get no answer.
    private static final int SOCKET_SECONDS = 15;
    /// A node that stops in the middle of a transaction does not keep its locks.
    private static final int IDLE_IN_TRANSACTION_SECONDS = 30;

    private static final int CLOSE_SECONDS = 10;
    private static final int VALIDATION_MILLIS = 1500;
    private static final int MAX_ATTEMPTS = 40;
    private static final int MAX_BACKOFF_MILLIS = 64;

    private final HikariDataSource readers;
    private final HikariDataSource writers;
    /// Transactions of this node that lost once go one at a time, so that they only compete with other nodes.
    private final ReentrantLock losers = new ReentrantLock(true);
    /// One permit for each unit of work that runs.
    private final Semaphore running = new Semaphore(Integer.MAX_VALUE);

    private volatile boolean closed;

    PostgresEngine(DatabaseUrl url, List<Migration> migrations) {
        prepare(url, migrations);
        int connections = url.connections()
                .orElseGet(() -> Math.clamp(Runtime.getRuntime().availableProcessors() * 4L, 16, 32));
        readers = pool(url, connections / 2, true);
        writers = pool(url, connections - connections / 2, false);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public <T> T single(Function<Session, T> statement) {
        return retrying(() -> {
            try (Connection connection = readers.getConnection()) {
                return statement.apply(new Session(connection, Dialect.POSTGRESQL));
            }
        });
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        return retrying(() -> {
            try (Connection connection = readers.getConnection()) {
                connection.setAutoCommit(false);
                Session session = new Session(connection, Dialect.POSTGRESQL);
                try {
                    return work.apply(session);
                } catch (RuntimeException e) {
                    throw session.lossOr(e);
                } finally {
                    connection.rollback();
                }
            }
        });
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return retrying(() -> {
            try (Connection connection = writers.getConnection()) {
                Session session = new Session(connection, Dialect.POSTGRESQL);
                session.startWriting(null);
                T value;
                try {
                    value = work.apply(session);
                    session.requireIntact();
                } catch (Throwable e) {
                    undo(connection, e);
                    throw e instanceof RuntimeException failure ? session.lossOr(failure) : e;
                }
                commit(connection);
                return value;
            }
        });
    }

    /// Waits for the units of work that run, though not for ever.
    @Override
    public void close() {
        closed = true;
        try {
            if (running.tryAcquire(Integer.MAX_VALUE, CLOSE_SECONDS, TimeUnit.SECONDS)) {
                running.release(Integer.MAX_VALUE);
            } else {
                System.getLogger("dev.lanyard.store")
                        .log(System.Logger.Level.WARNING, "Transactions that did not end are broken off.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        readers.close();
        writers.close();
    }

    /// One attempt at a unit of work.
    @FunctionalInterface
    private interface Attempt<T> {
        T run() throws Throwable;
    }

    private <T> T retrying(Attempt<T> attempt) {
        if (!running.tryAcquire()) {
            throw new Unavailable(CLOSED);
        }
        try {
            if (closed) {
                throw new Unavailable(CLOSED);
            }
            try {
                return once(attempt);
            } catch (SerializationFailure first) {
                return again(attempt, first);
            }
        } finally {
            running.release();
        }
    }

    private <T> T again(Attempt<T> attempt, SerializationFailure first) {
        try {
            if (!losers.tryLock(CONNECT_SECONDS, TimeUnit.SECONDS)) {
                throw new Unavailable("Too many transactions compete", first);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            SerializationFailure last = first;
            for (int times = 2; times <= MAX_ATTEMPTS; times++) {
                if (times > 2) {
                    pause(times);
                }
                try {
                    return once(attempt);
                } catch (SerializationFailure e) {
                    last = e;
                }
            }
            throw new Unavailable("The transaction lost against concurrent ones " + MAX_ATTEMPTS + " times", last);
        } finally {
            losers.unlock();
        }
    }

    private static <T> T once(Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (SQLException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw interrupted(e);
            }
            RuntimeException failure = Dialect.POSTGRESQL.failure(e);
            // Whatever keeps a connection from being had, such as a password that was changed.
            throw failure instanceof SerializationFailure ? failure : unavailable(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /// The pool knows that time has run out, and, if the database has refused, why.
    private static Unavailable unavailable(SQLException e) {
        if (!(e instanceof SQLTransientConnectionException)) {
            return Dialect.unavailable(e);
        }
        SQLException reason = e.getNextException();
        return new Unavailable(
                reason == null
                        ? "All connections to it are in use"
                        : Dialect.firstLine(reason).replaceFirst("\\.$", ""),
                e);
    }

    /// When the connection breaks here nobody knows whether the transaction took place, so it is neither reported as
    /// done nor tried again.
    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            RuntimeException failure = Dialect.POSTGRESQL.failure(e);
            throw failure instanceof Unavailable
                    ? new Unavailable("It is not known whether a transaction took place: " + Dialect.firstLine(e), e)
                    : failure;
        }
    }

    private static void undo(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private static void pause(int attempt) {
        int limit = Math.min(MAX_BACKOFF_MILLIS, 1 << Math.min(attempt, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, limit));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StoreException interrupted(Exception e) {
        Thread.currentThread().interrupt();
        return new StoreException("Interrupted while waiting for the database", e);
    }

    /// One connection outside the pools says exactly what is wrong, and migrates.
    private static void prepare(DatabaseUrl url, List<Migration> migrations) {
        Properties properties = new Properties();
        properties.putAll(url.driverProperties());
        properties.putIfAbsent("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.putIfAbsent("loginTimeout", Integer.toString(2 * CONNECT_SECONDS));
        try (Connection connection = DriverManager.getConnection(url.address(), properties)) {
            Migration.apply(migrations, connection, Dialect.POSTGRESQL);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            String where = url.address();
            throw new StoreException(
                    switch (state) {
                        case "28P01", "28000" -> "The database at " + where + " refuses this user or password";
                        case "3D000" -> "There is no such database as " + where;
                        case "08001", "08004", "08006" ->
                            "Cannot reach the database at " + where + " (" + Dialect.firstLine(e) + ")";
                        default -> "Cannot use the database at " + where + " (" + Dialect.firstLine(e) + ")";
                    },
                    e);
        }
    }

    private static HikariDataSource pool(DatabaseUrl url, int connections, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(readOnly ? "lanyard-read" : "lanyard-write");
        config.setJdbcUrl(url.address());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(CONNECT_SECONDS));
        config.setValidationTimeout(VALIDATION_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(readOnly);
        config.setReadOnly(readOnly);
        config.setTransactionIsolation(readOnly ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_SERIALIZABLE");
        config.setConnectionInitSql("set statement_timeout = '" + STATEMENT_SECONDS
                + "s'; set idle_in_transaction_session_timeout = '" + IDLE_IN_TRANSACTION_SECONDS + "s'");
        config.setIsolateInternalQueries(true); // Or the first rollback would take these settings back.
        config.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        config.addDataSourceProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
        config.addDataSourceProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        url.driverProperties().forEach(config::addDataSourceProperty);
        return new HikariDataSource(config);
    }
}
