// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.Unavailable;
import dev.lanyard.store.file.NotPrivateException;
import dev.lanyard.store.file.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/// SQLite in a directory, with one write connection ([GroupCommit]) and a few read connections. In WAL mode readers see
/// the last commit and neither wait nor are waited for.
final class SqliteFile implements Engine {
    private static final String FILE = "lanyard.db";
    private static final String LOCK = "lanyard.lock";

    private static final List<String> READER = List.of("pragma mmap_size=134217728", "pragma cache_size=-1024");
    private static final List<String> WRITER = List.of(
            "pragma journal_mode=wal",
            "pragma synchronous=full",
            "pragma mmap_size=134217728",
            "pragma journal_size_limit=16777216");

    private final FileChannel held;
    private final ReaderPool readers;
    private final GroupCommit writer;

    private SqliteFile(FileChannel held, String url, List<Migration> migrations) throws SQLException {
        this.held = held;
        Session session = Session.sqlite(url, WRITER);
        try {
            Migration.apply(migrations, session.connection(), Dialect.SQLITE);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
        writer = new GroupCommit(session);
        int cores = Runtime.getRuntime().availableProcessors();
        readers = new ReaderPool(Math.clamp(cores * 2L, 4, 16), () -> reader(url));
    }

    static SqliteFile in(Path directory, List<Migration> migrations) {
        FileChannel held = occupy(directory);
        String url = "jdbc:sqlite:" + directory.resolve(FILE).toAbsolutePath();
        try {
            return new SqliteFile(held, url, migrations);
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
        Session session = readers.take();
        try {
            return statement.apply(session);
        } finally {
            readers.giveBack(session);
        }
    }

    @Override
    public <T> T read(Function<Session, T> work) {
        Session session = readers.take();
        boolean clean = false;
        try {
            session.startReading();
            try {
                return work.apply(session);
            } finally {
                session.stopReading();
                clean = true;
            }
        } catch (SQLException e) {
            throw Dialect.SQLITE.failure(e);
        } finally {
            if (clean) {
                readers.giveBack(session);
            } else {
                readers.discard(session);
            }
        }
    }

    @Override
    public <T> T write(Function<Session, T> work) {
        return writer.write(work);
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void close() {
        readers.close();
        writer.close();
        try {
            held.close();
        } catch (IOException e) {
            throw new StoreException("Cannot close the database: " + e.getMessage(), e);
        }
    }

    private static Session reader(String url) {
        try {
            return Session.sqlite(url, READER);
        } catch (SQLException e) {
            throw new Unavailable("Cannot open another connection to the database: " + e.getMessage(), e);
        }
    }

    /// Makes this process the only one in the directory, until the channel is closed or the process ends, and sees to
    /// it that no other user can look into it.
    private static FileChannel occupy(Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StoreException("The data directory " + directory + " is not a directory");
        }
        FileChannel channel = null;
        try {
            PrivateFiles.makeDirectory(directory);
            requirePrivate(directory);
            PrivateFiles.makeFile(directory.resolve(LOCK));
            channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                PrivateFiles.makeFile(directory.resolve(FILE));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another database of this very process: answered below.
        } catch (IOException e) {
            StoreException failure = e instanceof NotPrivateException
                    ? new StoreException(e.getMessage(), e)
                    : new StoreException("Cannot write to the data directory " + directory + " (" + reason(e) + ")", e);
            closeQuietly(channel, failure);
            throw failure;
        }
        StoreException failure =
                new StoreException("The data directory " + directory + " is in use by another running server");
        closeQuietly(channel, failure);
        throw failure;
    }

    /// SQLite gives its files beside the database the permissions of the database.
    private static void requirePrivate(Path directory) throws IOException {
        String narrow = "chmod 700 " + PrivateFiles.quoted(directory);
        String files = "chmod 600 " + PrivateFiles.quoted(directory) + "/lanyard.*";
        boolean used = Files.exists(directory.resolve(FILE));
        PrivateFiles.requirePrivate(directory, "The data directory", used ? narrow + " && " + files : narrow);
        for (String name : List.of(FILE, FILE + "-wal", FILE + "-shm", LOCK)) {
            PrivateFiles.requirePrivate(directory.resolve(name), "The file", files);
        }
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
