// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.ConstraintViolation;
import dev.lanyard.core.op.Unavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// A connection in the hands of one unit of work at a time.
final class Session {
    private static final int MAX_STATEMENTS = 256;

    private final Connection connection;
    private final Dialect dialect;
    /// Prepared statements by their text, the least recently used first. Empty on PostgreSQL, whose driver keeps its
    /// own.
    private final SequencedMap<String, Prepared> statements = new LinkedHashMap<>(64, 0.75f, true);
    /// Those of transactions, which stay: to close one for want of room could end what another relies on.
    private final Map<String, PreparedStatement> controls = new HashMap<>();

    private record Prepared(PreparedStatement statement, Positions positions) {}

    /// What holds the snapshot of a unit of work that only reads: a cursor left open, or a transaction.
    private enum Snapshot {
        NOT_ASKED_FOR,
        MISSING,
        OF_CURSOR,
        OF_TRANSACTION
    }

    private Snapshot snapshot = Snapshot.NOT_ASKED_FOR;
    private ResultSet cursor;
    private boolean writable;
    private boolean mapping;
    private RuntimeException failure;
    private Runnable beforeFirstUpdate;

    Session(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /// Opens a connection of SQLite.
    ///
    /// The driver is told that it is not in autocommit mode and then left without a transaction: otherwise it
    /// runs a `begin` and a `commit` of its own after every statement that returns no row.
    static Session sqlite(String url, List<String> pragmas) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // Each connection serves one thread at a time, so SQLite's own mutexes would only cost.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // Nobody asks for the keys that inserts generate, which the driver reads with a query after each of them.
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection(url);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout=5000");
            statement.execute("pragma foreign_keys=on");
            statement.execute("pragma temp_store=memory");
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            connection.setAutoCommit(false);
            statement.execute("commit");
            return new Session(connection, Dialect.SQLITE);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /// Readies the session for reads on one snapshot. Nearly all units of work read one row and are done. SQLite keeps
    /// the snapshot of a row for as long as its cursor is open, so only a second statement needs a transaction.
    void startReading() {
        snapshot = Snapshot.MISSING;
    }

    void stopReading() throws SQLException {
        Snapshot held = snapshot;
        snapshot = Snapshot.NOT_ASKED_FOR;
        if (held == Snapshot.OF_CURSOR) {
            cursor.close();
        } else if (held == Snapshot.OF_TRANSACTION) {
            control("commit");
        }
    }

    /// Readies the session for a unit of work that may write. `beforeFirstUpdate` runs once, if it comes to that.
    void startWriting(Runnable beforeFirstUpdate) {
        this.beforeFirstUpdate = beforeFirstUpdate;
        failure = null;
        writable = true;
    }

    void stopWriting() {
        writable = false;
    }

    boolean writable() {
        return writable;
    }

    /// The first statement that failed in this unit of work, or null. PostgreSQL takes no further statement after one;
    /// for the sake of one behaviour neither does SQLite.
    RuntimeException failure() {
        return failure;
    }

    /// Dooms the unit of work.
    void fail(RuntimeException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    <T> List<T> query(String sql, Function<? super Row, ? extends T> mapper, Object... args) {
        Prepared prepared = isRead(sql) ? ready(sql) : readyToWrite(sql);
        try (ResultSet cells = execute(prepared.statement, args)) {
            if (!cells.next()) {
                return List.of();
            }
            Row row = new Row(cells, dialect, prepared.positions);
            T first = map(mapper, row);
            if (!cells.next()) {
                return List.of(first);
            }
            List<T> all = new ArrayList<>();
            all.add(first);
            do {
                all.add(map(mapper, row));
            } while (cells.next());
            return Collections.unmodifiableList(all);
        } catch (SQLException e) {
            throw failed(sql, e);
        } finally {
            release(prepared);
        }
    }

    <T> Optional<T> one(String sql, Function<? super Row, ? extends T> mapper, Object... args) {
        if (snapshot == Snapshot.MISSING) {
            Optional<T> row = first(sql, mapper, args);
            if (row.isPresent()) {
                return row;
            }
        }
        Prepared prepared = isRead(sql) ? ready(sql) : readyToWrite(sql);
        try (ResultSet cells = execute(prepared.statement, args)) {
            return cells.next()
                    ? Optional.of(map(mapper, new Row(cells, dialect, prepared.positions)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw failed(sql, e);
        } finally {
            release(prepared);
        }
    }

    /// Reads a row and leaves its cursor open. Where there is no row there is nothing to keep open, so that its absence
    /// has to be seen again in a transaction.
    private <T> Optional<T> first(String sql, Function<? super Row, ? extends T> mapper, Object... args) {
        snapshot = Snapshot.NOT_ASKED_FOR;
        Prepared prepared = isRead(sql) ? ready(sql) : readyToWrite(sql);
        try {
            ResultSet cells = execute(prepared.statement, args);
            if (cells.next()) {
                snapshot = Snapshot.OF_CURSOR;
                cursor = cells;
                return Optional.of(map(mapper, new Row(cells, dialect, prepared.positions)));
            }
            cells.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw failed(sql, e);
        } finally {
            if (snapshot == Snapshot.NOT_ASKED_FOR) {
                snapshot = Snapshot.MISSING;
            }
        }
    }

    int update(String sql, Object... args) {
        Prepared prepared = readyToWrite(sql);
        try {
            bind(prepared.statement, args);
            return prepared.statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        } finally {
            release(prepared);
        }
    }

    /// Runs a statement of the transaction itself, such as `commit`, whatever became of the work.
    void control(String sql) throws SQLException {
        PreparedStatement statement = controls.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            controls.put(sql, statement);
        }
        try {
            statement.execute();
        } catch (SQLException e) {
            controls.remove(sql); // The SQLite driver destroys a statement that failed.
            throw e;
        }
    }

    /// Why the unit of work is lost, whatever its code threw since: another attempt, or the database, may mend it.
    RuntimeException lossOr(RuntimeException thrown) {
        return failure instanceof SerializationFailure || failure instanceof Unavailable ? failure : thrown;
    }

    /// Fails when a statement failed and the work went on as if it had not.
    void requireIntact() {
        if (failure != null) {
            throw failure instanceof StoreException
                            || failure instanceof ConstraintViolation
                            || failure instanceof Unavailable
                    ? failure
                    : new IllegalStateException("This unit of work is lost since a part of it failed", failure);
        }
    }

    boolean isClosed() {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    private ResultSet execute(PreparedStatement statement, Object... args) throws SQLException {
        bind(statement, args);
        if (dialect == Dialect.POSTGRESQL) {
            return statement.executeQuery();
        }
        // Faster than executeQuery, and leaves a cursor open alike.
        statement.execute();
        return statement.getResultSet();
    }

    private <T> T map(Function<? super Row, ? extends T> mapper, Row row) {
        mapping = true;
        try {
            return mapper.apply(row);
        } finally {
            mapping = false;
        }
    }

    private static boolean isRead(String sql) {
        return sql.startsWith("select") || sql.startsWith("with");
    }

    private Prepared readyToWrite(String sql) {
        if (!writable) {
            throw new IllegalStateException("An update belongs in Transactions.write: " + sql);
        }
        if (beforeFirstUpdate != null && failure == null) {
            Runnable hook = beforeFirstUpdate;
            beforeFirstUpdate = null;
            try {
                hook.run();
            } catch (RuntimeException e) {
                fail(e);
                throw e;
            }
        }
        return ready(sql);
    }

    private Prepared ready(String sql) {
        if (mapping) {
            throw new IllegalStateException("A row mapper reads its row and nothing else: " + sql);
        }
        if (writable && failure != null) {
            throw new IllegalStateException("This unit of work is lost since a part of it failed", failure);
        }
        try {
            beginSnapshot();
            return prepared(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// A transaction takes over the snapshot of a cursor that is open when it begins.
    private void beginSnapshot() throws SQLException {
        if (snapshot == Snapshot.MISSING || snapshot == Snapshot.OF_CURSOR) {
            Snapshot before = snapshot;
            control("begin");
            snapshot = Snapshot.OF_TRANSACTION;
            if (before == Snapshot.OF_CURSOR) {
                cursor.close();
            }
        }
    }

    private Prepared prepared(String sql) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            // The driver keeps the positions as well.
            return new Prepared(connection.prepareStatement(sql), new Positions());
        }
        Prepared known = statements.get(sql);
        if (known != null) {
            return known;
        }
        if (statements.size() == MAX_STATEMENTS) {
            statements.pollFirstEntry().getValue().statement.close();
        }
        Prepared fresh = new Prepared(connection.prepareStatement(sql), new Positions());
        statements.put(sql, fresh);
        return fresh;
    }

    private void release(Prepared prepared) {
        if (dialect == Dialect.POSTGRESQL) {
            try {
                prepared.statement.close();
            } catch (SQLException e) {
                fail(dialect.failure(e));
            }
        }
    }

    private RuntimeException failed(String sql, SQLException e) {
        forget(sql);
        RuntimeException translated = dialect.failure(e);
        fail(translated);
        return translated;
    }

    /// The SQLite driver destroys a statement that failed.
    private void forget(String sql) {
        Prepared known = statements.remove(sql);
        if (known != null) {
            try {
                known.statement.close();
            } catch (SQLException e) {
                fail(dialect.failure(e));
            }
        }
    }

    private static void bind(PreparedStatement statement, Object... args) throws SQLException {
        for (int i = 0; i < args.length; i++) {
            bind(statement, i + 1, args[i]);
        }
    }

    /// Integers always travel as 64 bits, because another width would make PostgreSQL prepare the statement again.
    private static void bind(PreparedStatement statement, int position, Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(position, Types.NULL);
            case String text -> statement.setString(position, text);
            case Long number -> statement.setLong(position, number);
            case Integer number -> statement.setInt(position, number);
            case Boolean flag -> statement.setLong(position, flag ? 1 : 0);
            case Instant time -> statement.setLong(position, time.toEpochMilli());
            case byte[] bytes -> statement.setBytes(position, bytes);
            case Optional<?> maybe -> bind(statement, position, maybe.orElse(null));
            default -> throw new IllegalArgumentException("No column holds a " + value.getClass());
        }
    }
}
