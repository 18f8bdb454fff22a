// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// PostgreSQL, or a distributed database that speaks its protocol. Reads and writes have a pool each, whose connections
/// keep the isolation they were opened with: to change it per transaction would cost a round trip each time.
final class PostgresEngine implements Engine {
    private static final int CONNECTIONS = 8;
    private static final int CONNECT_SECONDS = 5;
    private static final int MAX_ATTEMPTS = 40;
    private static final int MAX_BACKOFF_MILLIS = 64;

    private final HikariDataSource readers;
    private final HikariDataSource writers;
    /// Transactions of this node that lost once go one at a time, so that they only compete with other nodes.
    private final ReentrantLock losers = new ReentrantLock(true);

    PostgresEngine(String url, List<Migration> migrations) {
        prepare(url, migrations);
        readers = pool(url, "lanyard-read", true, "TRANSACTION_REPEATABLE_READ");
        writers = pool(url, "lanyard-write", false, "TRANSACTION_SERIALIZABLE");
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public <T> T single(Function<Session, T> statement) {
        try (Connection connection = readers.getConnection()) {
            return statement.apply(new Session(connection, Dialect.POSTGRESQL));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        try (Connection connection = readers.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return work.apply(new Session(connection, Dialect.POSTGRESQL));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        try {
            return attempt(work);
        } catch (SerializationFailure first) {
            losers.lock();
            try {
                return retry(work, first);
            } finally {
                losers.unlock();
            }
        }
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }

    private <T> T retry(Function<Session, T> work, SerializationFailure first) {
        SerializationFailure last = first;
        for (int attempt = 2; attempt <= MAX_ATTEMPTS; attempt++) {
            if (attempt > 2) {
                pause(attempt);
            }
            try {
                return attempt(work);
            } catch (SerializationFailure e) {
                last = e;
            }
        }
        throw new StoreException("The transaction lost against concurrent ones " + MAX_ATTEMPTS + " times", last);
    }

    private <T> T attempt(Function<Session, T> work) {
        try (Connection connection = writers.getConnection()) {
            Session session = new Session(connection, Dialect.POSTGRESQL);
            session.startWriting(null);
            try {
                T value = work.apply(session);
                session.requireIntact();
                connection.commit();
                return value;
            } catch (Throwable e) {
                undo(connection, e);
                if (session.failure() instanceof SerializationFailure lost) {
                    throw lost;
                }
                throw e;
            }
        } catch (SQLException e) {
            RuntimeException failure = Dialect.POSTGRESQL.failure(e);
            throw failure instanceof SerializationFailure ? failure : unavailable(e);
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
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting to try a transaction again", e);
        }
    }

    /// One connection outside the pools says exactly what is wrong, and migrates.
    private static void prepare(String url, List<Migration> migrations) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            Migration.apply(migrations, connection, Dialect.POSTGRESQL);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            String where = withoutSecrets(url);
            throw new StoreException(
                    switch (state) {
                        case "28P01", "28000" -> "The database at " + where + " refuses this user or password";
                        case "3D000" -> "There is no such database as " + where;
                        case "08001", "08004", "08006" ->
                            "Cannot reach the database at " + where + " (" + firstLine(e) + ")";
                        default -> "Cannot use the database at " + where + " (" + firstLine(e) + ")";
                    },
                    e);
        }
    }

    private static HikariDataSource pool(String url, String name, boolean readOnly, String isolation) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(readOnly);
        config.setReadOnly(readOnly);
        config.setTransactionIsolation(isolation);
        config.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    private static StoreException unavailable(SQLException e) {
        if (e.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new StoreException("The database failed: " + firstLine(e), e);
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static String withoutSecrets(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
