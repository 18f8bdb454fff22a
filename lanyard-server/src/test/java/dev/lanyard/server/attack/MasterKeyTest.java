// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever has the database must not have the key that sessions are sealed with, when the key is kept elsewhere; and no
/// server goes on with a key that its database was not made with.
class MasterKeyTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    @TempDir
    Path home;

    @Test
    void theKeyIsMadeInItsFileAndIsNotInTheDatabase() throws Exception {
        Path file = home.resolve("master");
        start(Optional.of(file)).close();
        String line = Files.readString(file);
        assertThat(line).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] key = HexFormat.of().parseHex(line.strip());
        for (String name : new String[] {"lanyard.db", "lanyard.db-wal"}) {
            Path data = home.resolve("data").resolve(name);
            if (Files.exists(data)) {
                String bytes = new String(Files.readAllBytes(data), ISO_8859_1);
                assertThat(bytes).doesNotContain(new String(key, ISO_8859_1));
                assertThat(bytes).doesNotContain(line.strip());
            }
        }
        start(Optional.of(file)).close();
        assertThat(Files.readString(file)).isEqualTo(line);
    }

    @Test
    void theSameKeyInBase64IsTheSame() throws Exception {
        Path hex = file("hex", HEX);
        start(Optional.of(hex)).close();
        Path base64 =
                file("base64", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(HEX)) + "\n\n");
        start(Optional.of(base64)).close();
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        start(Optional.of(file("one", HEX))).close();
        Path missing = home.resolve("mistyped");
        String sentence = "This database was made with another master key: start with the --master-key-file of then.";
        assertRefused(Optional.of(file("two", HEX.replace('0', '1'))), sentence);
        assertRefused(Optional.of(missing), sentence);
        assertThat(missing).doesNotExist();
        assertRefused(
                Optional.empty(), "The master key of this database is in a file: start with its --master-key-file.");
        start(Optional.of(home.resolve("one"))).close();
    }

    @Test
    void aKeyBesideTheOneInTheDatabaseIsRefused() throws Exception {
        start(Optional.empty()).close();
        Path file = home.resolve("late");
        assertRefused(
                Optional.of(file),
                "The master key of this database is in the database: start without --master-key-file.");
        assertThat(file).doesNotExist();
        start(Optional.empty()).close();
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = file("master", HEX);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(
                Optional.of(file),
                "The master key file " + file + " is open to other users (rw-r-----): run `chmod 600 " + file
                        + "` and start again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "00", "xyz", HEX + "00", HEX + "\n" + HEX, "AAAA=", "\u00e9"})
    void whatIsNoKeyIsRefusedWithoutItsText(String text) throws Exception {
        assertThatThrownBy(() -> start(Optional.of(file("master", text))))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The master key file " + home.resolve("master") + " holds no key: ")
                .hasMessageNotContaining(HEX);
    }

    @Test
    void aDirectoryAndAPlaceThatCannotBeAreRefused() throws Exception {
        assertThatThrownBy(() -> start(Optional.of(home))).isInstanceOf(StartFailure.class);
        assertRefused(
                Optional.of(home.resolve("no/such")),
                "Cannot make the master key file " + home.resolve("no/such") + ".");
        // A start that has failed has let go of the directory.
        start(Optional.empty()).close();
    }

    private Path file(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private void assertRefused(Optional<Path> file, String sentence) {
        assertThatThrownBy(() -> start(file)).isInstanceOf(StartFailure.class).hasMessage(sentence);
    }

    private Node start(Optional<Path> file) throws StartFailure {
        return Node.start(Options.onFreePorts()
                .dataDir(home.resolve("data"))
                .masterKeyFile(file)
                .build());
    }
}
