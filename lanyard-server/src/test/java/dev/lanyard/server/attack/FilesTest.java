// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import dev.lanyard.server.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other users of the machine, who look for secrets in files.
class FilesTest {
    @TempDir
    Path home;

    @BeforeEach
    void onlyWherePermissionsAre() {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX permissions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077"})
    void nothingThatAServerMakesIsForOthersWhateverTheUmask(String umask) throws IOException {
        Path data = home.resolve("new/data");
        Process server = up(umask, Map.of(), "--data-dir", data.toString());
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.readLine()).startsWith("Lanyard listens on");
            assertThat(permissions(data))
                    .containsEntry("", "rwx------")
                    .containsKeys("lanyard.db", "lanyard.db-wal", "lanyard.db-shm", "lanyard.lock")
                    .allSatisfy((name, permissions) ->
                            assertThat(permissions).as(name).isIn("rwx------", "rw-------"));
        } finally {
            server.destroyForcibly().onExit().join();
        }
        // After a crash with the files as they are, and by another umask, the next start is content.
        Options options = Options.onFreePorts().dataDir(data).build();
        try (Node node = startOf(options)) {
            assertThat(node.endpoint()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNewRootKeyGoesIntoNoLogButIntoAFileOfItsOwner(boolean kept) throws IOException {
        Path data = home.resolve("data");
        Path runtime = Files.createDirectory(home.resolve("run"));
        String[] options =
                kept ? new String[] {"--host=0.0.0.0", "--data-dir", data.toString()} : new String[] {"--host=0.0.0.0"};
        Process server = up("000", Map.of("XDG_RUNTIME_DIR", runtime.toString()), options);
        try (BufferedReader out = server.inputReader()) {
            String begin = "Root key of account 000000000000, written this once: ";
            String line = out.readLine();
            while (!line.startsWith(begin)) {
                assertThat(line).doesNotContain("SECRET");
                line = out.readLine();
            }
            Path file = Path.of(line.substring(begin.length()));
            assertThat(file).hasParent(kept ? data : runtime);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readAllLines(file))
                    .satisfiesExactly(
                            id -> assertThat(id).matches("export AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]{16}"),
                            secret -> assertThat(secret).matches("export AWS_SECRET_ACCESS_KEY=[A-Za-z0-9+/]{40}"));
        } finally {
            server.destroyForcibly().onExit().join();
        }
    }

    @Test
    void aDirectoryThatOthersCanLookIntoIsRefusedWithTheCommandThatHelps() throws IOException {
        Path data = home.resolve("da ta");
        try (Node _ = startOf(Options.onFreePorts().dataDir(data).build())) {
            set(data, "rwxr-xr-x");
        }
        set(data.resolve("lanyard.db"), "rw-r--r--");
        assertRefused(
                data,
                "The data directory " + data + " is open to other users (rwxr-xr-x): run `chmod 700 '" + data
                        + "' && chmod 600 '" + data + "'/lanyard.*` and start again.");
    }

    @Test
    void anEmptyDirectoryThatOthersCanLookIntoIsRefusedToo() throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        set(data, "rwx--x---");
        assertRefused(
                data,
                "The data directory " + data + " is open to other users (rwx--x---): run `chmod 700 " + data
                        + "` and start again.");
        assertThat(data).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lanyard.db", "lanyard.db-wal", "lanyard.db-shm", "lanyard.lock"})
    void aFileThatOthersCanReadIsRefused(String name) throws IOException {
        Path data = home.resolve("data");
        startOf(Options.onFreePorts().dataDir(data).build()).close();
        Path file = data.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        set(file, "rw----r--");
        assertRefused(
                data,
                "The file " + file + " is open to other users (rw----r--): run `chmod 600 " + data
                        + "/lanyard.*` and start again.");
        set(file, "rw-------");
        startOf(Options.onFreePorts().dataDir(data).build()).close();
    }

    @Test
    void aLinkIsJudgedByWhatItPointsTo() throws IOException {
        Path real = Files.createDirectory(home.resolve("real"));
        Path link = Files.createSymbolicLink(home.resolve("link"), real);
        set(real, "rwxrwxrwx");
        assertRefused(
                link,
                "The data directory " + link + " is open to other users (rwxrwxrwx): run `chmod 700 " + link
                        + "` and start again.");
        set(real, "rwx------");
        startOf(Options.onFreePorts().dataDir(link).build()).close();
        assertThat(permissions(real)).containsEntry("lanyard.db", "rw-------");
    }

    @Test
    void whatBelongsToSomebodyElseIsRefused() throws IOException {
        Path data = Files.createDirectory(home.resolve("data"));
        set(data, "rwx------");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Files.setAttribute(data, "unix:uid", 65_534);
        assertThatThrownBy(() -> Node.start(Options.onFreePorts().dataDir(data).build()))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The data directory " + data + " belongs to the user ")
                .hasMessageEndingWith(": run it as that user, or change the owner with chown.");
    }

    private static void assertRefused(Path data, String sentence) {
        assertThatThrownBy(() -> Node.start(Options.onFreePorts().dataDir(data).build()))
                .isInstanceOf(StartFailure.class)
                .hasMessage(sentence);
    }

    private static Node startOf(Options options) {
        try {
            return Node.start(options);
        } catch (StartFailure failure) {
            throw new AssertionError(failure);
        }
    }

    private static void set(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /// Those of a directory and all that is in it, by relative name.
    private static Map<String, String> permissions(Path directory) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                all.put(
                        directory.relativize(path).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            }
        }
        return all;
    }

    /// `lanyard up` in a process of its own, whose output is no terminal.
    private static Process up(String umask, Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up",
                "--port=0",
                "--imds-port=-1"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
