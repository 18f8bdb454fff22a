// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// SQLite with one write connection ([GroupCommit]) and a few read connections.
///
/// A file is in WAL mode, where readers see the last commit and never wait. A database in memory cannot be: there a
/// commit waits until the readers have finished and they wait until it has, which takes microseconds as there is no
/// disk.
final class SqliteEngine implements Engine {
    private static final String FILE = "lanyard.db";
    private static final String LOCK = "lanyard.lock";

    private static final List<String> EVERY_CONNECTION =
            List.of("pragma busy_timeout=5000", "pragma foreign_keys=on", "pragma temp_store=memory");
    private static final List<String> FILE_READER = List.of("pragma mmap_size=134217728", "pragma cache_size=-1024");
    private static final List<String> FILE_WRITER = List.of(
            "pragma journal_mode=wal",
            "pragma synchronous=full",
            "pragma mmap_size=134217728",
            "pragma journal_size_limit=16777216");
    private static final List<String> MEMORY_READER = List.of("pragma mmap_size=1073741824", "pragma cache_size=-256");
    /// A cache that spilled would write to pages that readers are using.
    private static final List<String> MEMORY_WRITER = List.of(
            "pragma journal_mode=memory",
            "pragma synchronous=off",
            "pragma mmap_size=1073741824",
            "pragma cache_spill=off");

    private final ReaderPool readers;
    private final GroupCommit writer;
    private final Location location;

    /// @param guard keeps readers and commits apart; null where the engine does so itself
    /// @param held what else to close at the end
    private record Location(
            String url, List<String> writer, List<String> reader, ReadWriteLock guard, AutoCloseable held) {}

    private SqliteEngine(Location location, List<Migration> migrations) throws SQLException {
        this.location = location;
        Connection connection = connect(location.url, location.writer);
        try {
            Migration.apply(migrations, connection, Dialect.SQLITE);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        writer = new GroupCommit(new Session(connection, Dialect.SQLITE), this::alone);
        int cores = Runtime.getRuntime().availableProcessors();
        readers = new ReaderPool(Math.clamp(cores * 2L, 4, 16), this::reader);
    }

    static SqliteEngine inMemory(List<Migration> migrations) {
        String name = Long.toHexString(ThreadLocalRandom.current().nextLong());
        String url = "jdbc:sqlite:file:/lanyard-" + name + "?vfs=memdb";
        try {
            return new SqliteEngine(
                    new Location(url, MEMORY_WRITER, MEMORY_READER, new ReentrantReadWriteLock(), () -> {}),
                    migrations);
        } catch (SQLException e) {
            throw new StoreException("Cannot open a database in memory: " + e.getMessage(), e);
        }
    }

    static SqliteEngine directory(Path directory, List<Migration> migrations) {
        FileChannel held = occupy(directory);
        String url = "jdbc:sqlite:" + directory.resolve(FILE).toAbsolutePath();
        try {
            return new SqliteEngine(new Location(url, FILE_WRITER, FILE_READER, null, held), migrations);
        } catch (SQLException | RuntimeException e) {
            closeQuietly(held, e);
            throw e instanceof StoreException known
                    ? known
                    : new StoreException("Cannot open the database in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public <T> T single(Function<Session, T> statement) {
        Session session = startReading();
        try {
            return statement.apply(session);
        } finally {
            stopReading(session);
        }
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        Session session = startReading();
        try {
            session.control("begin");
            try {
                return work.apply(session);
            } finally {
                session.control("commit");
            }
        } catch (SQLException e) {
            throw Dialect.SQLITE.failure(e);
        } finally {
            stopReading(session);
        }
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return writer.write(work);
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        try {
            location.held.close();
        } catch (Exception e) {
            throw new StoreException("Cannot close the database: " + e.getMessage(), e);
        }
    }

    private Session startReading() {
        Session session = readers.take();
        if (location.guard != null) {
            location.guard.readLock().lock();
        }
        return session;
    }

    private void stopReading(Session session) {
        if (location.guard != null) {
            location.guard.readLock().unlock();
        }
        readers.giveBack(session);
    }

    private void alone(Runnable commit) {
        if (location.guard == null) {
            commit.run();
            return;
        }
        location.guard.writeLock().lock();
        try {
            commit.run();
        } finally {
            location.guard.writeLock().unlock();
        }
    }

    private Session reader() {
        try {
            return new Session(connect(location.url, location.reader), Dialect.SQLITE);
        } catch (SQLException e) {
            throw new StoreException("Cannot open another connection to the database: " + e.getMessage(), e);
        }
    }

    /// The driver is told that it is not in autocommit mode and then left without a transaction: otherwise it runs a
    /// `begin` and a `commit` of its own after every statement that returns no row.
    private static Connection connect(String url, List<String> pragmas) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // Each connection serves one thread at a time, so SQLite's own mutexes would only cost.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        Connection connection = config.createConnection(url);
        try (Statement statement = connection.createStatement()) {
            for (String pragma : EVERY_CONNECTION) {
                statement.execute(pragma);
            }
            for (String pragma : pragmas) {
                statement.execute(pragma);
            }
            connection.setAutoCommit(false);
            statement.execute("commit");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Makes this process the only one in the directory, until the channel is closed or the process ends.
    private static FileChannel occupy(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StoreException("The data directory " + directory + " is not a directory");
        }
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another database of this very process: answered below.
        } catch (IOException e) {
            StoreException failure =
                    new StoreException("Cannot write to the data directory " + directory + " (" + reason(e) + ")", e);
            closeQuietly(channel, failure);
            throw failure;
        }
        StoreException failure =
                new StoreException("The data directory " + directory + " is in use by another running server");
        closeQuietly(channel, failure);
        throw failure;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            case NoSuchFileException _ -> "no such directory can be made";
            default -> e.getMessage();
        };
    }

    private static void closeQuietly(AutoCloseable resource, Exception because) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                because.addSuppressed(e);
            }
        }
    }
}
