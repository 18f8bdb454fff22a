// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A PostgreSQL for tests, one per JVM, started when first asked for and stopped at exit. It runs the binaries on the
/// class path or else an installed server, and sorts text in English unless told otherwise, so that an ordering which
/// depends on the locale shows. Nobody needs a password but the user `guarded`, who does not exist at first.
public final class PostgresServer {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    private final int port;
    private final Path home;
    private final Path bin;
    private final List<String> command;
    private final AtomicInteger databases = new AtomicInteger();
    private volatile Process process;

    private PostgresServer(int port, Path home, Path bin, List<String> command) {
        this.port = port;
        this.home = home;
        this.bin = bin;
        this.command = command;
    }

    private static final class Holder {
        private static final Optional<PostgresServer> SHARED = startIfPossible();
    }

    /// The server, or a skipped test that says why there is none.
    public static PostgresServer orSkip() {
        Assumptions.assumeTrue(Holder.SHARED.isPresent(), "NOT TESTED ON POSTGRESQL: no server could be started here");
        return Holder.SHARED.orElseThrow();
    }

    /// A server that no other test uses, to be killed and paused, or a skipped test.
    public static PostgresServer ownOrSkip() throws IOException, InterruptedException {
        return start(Optional.of(orSkip().bin));
    }

    /// Ends it and its connections as a crash of the machine does.
    public void kill() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    /// Lets it run again after [#kill].
    public void restart() throws IOException {
        Files.deleteIfExists(home.resolve("data/postmaster.pid"));
        run();
    }

    /// Stops all its processes where they are: connections stay and nothing answers.
    /// The parent first: once it has stopped it makes no more backends that nobody would count.
    public void pause() throws IOException, InterruptedException {
        signal("STOP", List.of(process.toHandle()));
        signal("STOP", process.descendants().toList());
    }

    /// The parent last: while it is stopped no backend begins or ends.
    public void resume() throws IOException, InterruptedException {
        signal("CONT", process.descendants().toList());
        signal("CONT", List.of(process.toHandle()));
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(each -> kill.add(Long.toString(each.pid())));
        run(kill);
    }

    /// Ends it for good.
    public void end() throws InterruptedException {
        kill();
        delete(home);
    }

    /// @return the JDBC URL of a new, empty database
    public String freshDatabase() {
        String name = "t" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    /// The JDBC URL of a database in which tests leave what they leave, one after another: to make one takes long.
    String sharedDatabase() {
        return url("postgres");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    private static Optional<PostgresServer> startIfPossible() {
        try {
            return Optional.of(start(Optional.empty()));
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            System.err.println("No PostgreSQL for the tests: " + e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static PostgresServer start(Optional<Path> unpacked) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("lanyard-postgres");
        Path bin = unpacked.isPresent() ? unpacked.get() : binaries(home);
        List<String> user = List.of();
        if (isRoot()) {
            // PostgreSQL refuses to run as root.
            run(List.of("chown", "-R", "nobody", home.toString()));
            user = List.of("setpriv", "--reuid=nobody", "--clear-groups");
        }
        Path data = home.resolve("data");
        List<String> initdb = join(
                user,
                List.of(bin.resolve("initdb").toString(), "-D", data.toString(), "-U", "postgres", "-A", "trust"),
                List.of("-N", "-E", "UTF8", "--locale=C.UTF-8"));
        try {
            run(join(initdb, List.of("--locale-provider=icu", "--icu-locale=en-US")));
        } catch (IllegalStateException withoutIcu) {
            run(initdb);
        }
        Path access = data.resolve("pg_hba.conf");
        Files.writeString(access, "host all guarded 127.0.0.1/32 scram-sha-256\n" + Files.readString(access));
        int port = freePort();
        List<String> postgres = join(
                user,
                List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", Integer.toString(port)),
                List.of("-h", "127.0.0.1", "-k", home.toString(), "-F", "-c", "max_connections=300"));
        PostgresServer server = new PostgresServer(port, home, bin, postgres);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.process.destroyForcibly();
            delete(home);
        }));
        server.run();
        return server;
    }

    /// Returns when it answers.
    private void run() throws IOException {
        process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader log = process.inputReader();
        for (String line = log.readLine(); ; line = log.readLine()) {
            if (line == null) {
                throw new IllegalStateException("postgres ended before it was ready");
            }
            if (line.contains("ready to accept connections")) {
                break;
            }
        }
        Thread.ofVirtual().start(() -> log.lines().forEach(ignored -> {}));
    }

    /// The directory of `initdb` and `postgres`.
    private static Path binaries(Path home) throws IOException, InterruptedException {
        try (InputStream archive = PostgresServer.class.getResourceAsStream(ARCHIVE)) {
            if (archive != null && System.getProperty("os.name").equals("Linux")) {
                Path file = home.resolve("postgres.txz");
                Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
                run(List.of("tar", "-xJf", file.toString(), "-C", home.toString()));
                Files.delete(file);
                return home.resolve("bin");
            }
        } catch (IllegalStateException | IOException e) {
            System.err.println("Cannot unpack PostgreSQL (" + e.getMessage() + "), looking for an installed one");
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("none is installed"));
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @SafeVarargs
    private static List<String> join(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static void delete(Path directory) {
        try {
            run(List.of("rm", "-rf", directory.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
