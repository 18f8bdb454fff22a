// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Transactions;
import dev.lanyard.core.op.Unavailable;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// The database that every adapter speaks to. Statements take part in the unit of work of the thread that runs them;
/// outside any, a query runs as a read of its own and an update is refused.
///
/// Arguments are String, Long, Integer, Boolean, Instant (kept as epoch milliseconds), byte arrays, null, or an
/// Optional of these. SQL texts are constants, one for both engines: each is prepared once per connection. A query
/// begins with `select` or `with`; any other, such as an `insert ... returning`, counts as an update.
///
/// Units of work do not nest: a read inside a read or a write, and a write inside a write, is part of the outer one,
/// and an exception that leaves an inner write dooms the outer. A write inside a read is refused. A statement that
/// fails dooms the write it is part of, so a duplicate that is an answer and not an accident is decided by
/// [#insertIfAbsent].
///
/// A database that is away, full or too busy is [Unavailable] to every unit of work.
public final class Database implements Transactions, Changes, AutoCloseable {
    private final Engine engine;
    private final Outage outage;
    private final ScopedValue<Unit> current = ScopedValue.newInstance();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong questions = new AtomicLong();

    /// @param changes the number of what the unit sees
    private record Unit(Session session, long changes) {}

    Database(Engine engine) {
        this(engine, new Outage(System::nanoTime, Database::log));
    }

    Database(Engine engine, Outage outage) {
        this.engine = engine;
        this.outage = outage;
    }

    private static void log(Level level, String sentence) {
        System.getLogger("dev.lanyard.store").log(level, sentence);
    }

    /// An empty database that is gone when it is closed.
    public static Database inMemory() {
        return new Database(new SqliteMemory(Migration.bundled()));
    }

    /// The database in this directory, which is made if need be and belongs to this process until [#close].
    ///
    /// @throws StoreException if the directory cannot be used or another process uses it
    public static Database directory(Path directory) {
        return new Database(SqliteFile.in(directory, Migration.bundled()));
    }

    /// @throws StoreException if the database cannot be reached, refuses the user, or is newer than this program
    public static Database postgres(DatabaseUrl url) {
        return new Database(new PostgresEngine(url, Migration.bundled()));
    }

    public Dialect dialect() {
        return engine.dialect();
    }

    @Override
    public <T> T read(Supplier<T> work) {
        if (current.isBound()) {
            return work.get();
        }
        long seen = number(); // asked before the snapshot is taken, which may then see more but never less
        return unit(false, () -> engine.read(session -> within(new Unit(session, seen), work)));
    }

    @Override
    public <T> T write(Supplier<T> work) {
        if (!current.isBound()) {
            try {
                return unit(true, () -> engine.write(session -> within(new Unit(session, UNSETTLED), work)));
            } finally {
                writes.incrementAndGet();
            }
        }
        Session session = current.get().session();
        if (!session.writable()) {
            throw new IllegalStateException("A write cannot begin inside a read");
        }
        try {
            return work.get();
        } catch (RuntimeException e) {
            session.fail(e);
            throw e;
        }
    }

    /// Other nodes write to PostgreSQL as well; the SQLite databases belong to this process.
    @Override
    public long count() {
        return current.isBound() ? current.get().changes() : number();
    }

    private long number() {
        return engine.shared() ? questions.incrementAndGet() : writes.get();
    }

    /// The changes that this process makes, for those who may learn a moment later what other nodes write.
    public Changes ownChanges() {
        return writes::get;
    }

    /// All rows, in the order of the statement. A mapper reads its row and nothing else, and never returns null.
    public <T> List<T> query(String sql, Function<? super Row, ? extends T> mapper, Object... args) {
        return current.isBound()
                ? current.get().session().query(sql, mapper, args)
                : unit(false, () -> engine.single(session -> session.query(sql, mapper, args)));
    }

    /// The first row, if there is any.
    public <T> Optional<T> one(String sql, Function<? super Row, ? extends T> mapper, Object... args) {
        return current.isBound()
                ? current.get().session().one(sql, mapper, args)
                : unit(false, () -> engine.single(session -> session.one(sql, mapper, args)));
    }

    /// The number that a query answers.
    public int integer(String sql, Object... args) {
        return Math.toIntExact(one(sql, row -> row.number(1), args).orElseThrow());
    }

    /// Whether there is a row.
    public boolean exists(String sql, Object... args) {
        return one(sql, row -> row.number(1), args).isPresent();
    }

    /// Runs an insert, update or delete. If a key or a reference refuses it, the unit of work is lost.
    ///
    /// @return how many rows it touched
    /// @throws dev.lanyard.core.op.ConstraintViolation if a key or a reference refuses it
    public int update(String sql, Object... args) {
        if (!current.isBound()) {
            throw new IllegalStateException("An update belongs in Transactions.write: " + sql);
        }
        return current.get().session().update(sql, args);
    }

    /// Inserts a row unless its key is taken, which is how a race for a key is decided: exactly one of the racers is
    /// told true, on both engines and whatever the others did not yet commit.
    ///
    /// @param sql one insert that ends in `on conflict do nothing`, perhaps with the key's columns after `conflict`
    public boolean insertIfAbsent(String sql, Object... args) {
        if (!sql.endsWith("do nothing")) {
            throw new IllegalArgumentException("An insert if absent ends in `on conflict do nothing`: " + sql);
        }
        return update(sql, args) == 1;
    }

    /// Empties every table.
    public void reset() {
        write(() -> {
            engine.dialect().emptyAll(this);
            return null;
        });
    }

    /// Asks the database for the least that it can answer.
    ///
    /// @throws Unavailable when it does not
    public void requireReachable() {
        integer("select 1");
    }

    /// Waits for the units of work that run, then lets go of the database. Those who come later are told that it is
    /// [Unavailable].
    @Override
    public void close() {
        outage.stop();
        engine.close();
    }

    /// A unit of work of its own, that tells whether the database is there.
    private <T> T unit(boolean writes, Supplier<T> work) {
        long known = outage.enter();
        T value;
        try {
            value = work.get();
        } catch (Unavailable e) {
            outage.failed(known, extent(e, writes), e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            outage.succeeded(known, false); // The database was there, and the work has refused.
            throw e;
        }
        outage.succeeded(known, writes);
        return value;
    }

    private Outage.Extent extent(Unavailable e, boolean writes) {
        return e.getCause() instanceof SQLException cause
                ? engine.dialect().extent(cause, writes)
                : Outage.Extent.LIMIT;
    }

    private <T> T within(Unit unit, Supplier<T> work) {
        return ScopedValue.where(current, unit).call(work::get);
    }
}
