// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanyard.store.file.PrivateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteFileTest {
    private static final List<Migration> SCHEMA =
            List.of(Migration.named("001_test.sql", "create table badge (name TEXT not null primary key) STRICT"));
    private static final int WRITERS = 8;

    @TempDir
    Path directory;

    @Test
    void rowsOutliveTheProcessThatClosedTheDatabase() {
        try (Database db = open(directory.resolve("new/deep"))) {
            insert(db, "a");
        }
        try (Database db = open(directory.resolve("new/deep"))) {
            assertThat(names(db)).containsExactly("a");
        }
    }

    @Test
    void everyAcknowledgedRowOutlivesAKilledServer() throws IOException {
        Process server = server("write");
        Set<String> acknowledged = new HashSet<>();
        BufferedReader output = server.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.endsWith(";")) {
                acknowledged.add(line.substring(0, line.length() - 1));
            }
            if (acknowledged.size() == 3000) {
                server.toHandle().destroyForcibly();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(3000);
        try (Database db = open(directory)) {
            assertThat(names(db)).containsAll(acknowledged);
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefused() throws IOException {
        Process server = server("hold");
        assertThat(server.inputReader().readLine()).isEqualTo("open");
        assertInUse();
        server.destroyForcibly().onExit().join();
        try (Database db = open(directory)) {
            assertThat(names(db)).isEmpty();
            assertInUse();
        }
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(StoreException.class)
                .hasMessage("The data directory " + file + " is not a directory");
        assertThatThrownBy(() -> open(file.resolve("below")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot write to the data directory " + file);
    }

    @Test
    void anUnwritableDirectoryIsRefused() {
        Path nobodys = Path.of("/proc/lanyard");
        assumeTrue(Files.isDirectory(Path.of("/proc")), "needs a directory that not even root can write to");
        assertThatThrownBy(() -> open(nobodys))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot write to the data directory /proc/lanyard (");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndTheDirectoryLetGo() throws IOException {
        Path file = directory.resolve("lanyard.db");
        PrivateFiles.makeFile(file);
        Files.writeString(file, "x".repeat(5000));
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("Cannot open the database in " + directory);
        Files.delete(file);
        open(directory).close();
    }

    @Test
    void aReadGoesByTheSnapshotOfItsFirstStatement() {
        try (Database db = open(directory)) {
            insert(db, "a");
            assertSnapshot(db, "found", () -> has(db, "a"));
            assertSnapshot(db, "missing", () -> has(db, "missing"));
            assertSnapshot(db, "listed", () -> names(db));
            assertThat(names(db)).containsExactly("a", "found", "listed", "missing");
        }
    }

    /// So many texts that statements have to go, before and within a read, and in a write.
    @Test
    void noStatementGoesThatATransactionReliesOn() {
        try (Database db = open(directory)) {
            insert(db, "a");
            String first = "select name from badge where name = 'a'";
            for (int others : new int[] {0, 254, 255, 256, 257, 300}) {
                String written = "after " + others;
                db.one(first, row -> row.text(1));
                for (int i = 0; i < others; i++) {
                    db.one("select " + i, row -> row.number(1));
                }
                db.read(() -> {
                    assertThat(db.one(first, row -> row.text(1))).contains("a");
                    CompletableFuture.runAsync(() -> insert(db, written)).join();
                    for (int i = 0; i < others; i++) {
                        db.one("select 1000 + " + i, row -> row.number(1));
                    }
                    assertThat(has(db, written)).isFalse();
                    return null;
                });
                db.write(() -> {
                    for (int i = 0; i < others; i++) {
                        db.one("select " + i, row -> row.number(1));
                    }
                    return db.update("delete from badge where name = ?", written);
                });
            }
            assertThat(names(db)).containsExactly("a");
        }
    }

    /// What is written after the first statement does not show in a read, neither to the same statement nor to others.
    private static void assertSnapshot(Database db, String written, Supplier<?> first) {
        List<String> names = names(db);
        db.read(() -> {
            Object seen = first.get();
            CompletableFuture.runAsync(() -> insert(db, written)).join();
            assertThat(first.get()).isEqualTo(seen);
            assertThat(names(db)).isEqualTo(names);
            assertThat(has(db, written)).isFalse();
            return seen;
        });
    }

    private static boolean has(Database db, String name) {
        return db.one("select name from badge where name = ?", row -> row.text(1), name)
                .isPresent();
    }

    private void assertInUse() {
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("The data directory " + directory + " is in use by another running server");
    }

    private static Database open(Path directory) {
        return new Database(SqliteFile.in(directory, SCHEMA));
    }

    private static void insert(Database db, String name) {
        db.write(() -> db.update("insert into badge (name) values (?)", name));
    }

    private static List<String> names(Database db) {
        return db.query("select name from badge order by name", row -> row.text(1));
    }

    private Process server(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        what,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// The process that is killed.
    static final class Server {
        private Server() {}

        public static void main(String[] args) throws InterruptedException {
            Database db = open(Path.of(args[1]));
            if (args[0].equals("write")) {
                for (int writer = 0; writer < WRITERS; writer++) {
                    String prefix = writer + "-";
                    Thread.ofPlatform().start(() -> write(db, prefix));
                }
            } else {
                System.out.println("open");
            }
            Thread.currentThread().join();
        }

        private static void write(Database db, String prefix) {
            for (int i = 0; ; i++) {
                insert(db, prefix + i);
                System.out.println(prefix + i + ";");
            }
        }
    }
}
