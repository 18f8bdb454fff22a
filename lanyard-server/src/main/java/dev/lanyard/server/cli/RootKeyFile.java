// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.store.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a new root key goes when nobody watches: standard output is then somebody's log. It is a file of lines for a
/// shell that only its owner can read.
final class RootKeyFile {
    private RootKeyFile() {}

    /// @return the file, in the data directory, else where the user's run-time files are, else among temporary files
    static Path write(RootKey key, Optional<Path> dataDir, Map<String, String> environment) throws Command.Failure {
        IOException reason = null;
        for (Path directory : directories(dataDir, environment)) {
            try {
                return write(key, directory.resolve("lanyard-root-key-" + key.id()));
            } catch (IOException e) {
                reason = e;
            }
        }
        throw new Command.Failure(1, "Cannot write the root key to a file: " + reason + ".", reason);
    }

    private static List<Path> directories(Optional<Path> dataDir, Map<String, String> environment) {
        List<Path> all = new ArrayList<>();
        dataDir.ifPresent(all::add);
        Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .ifPresent(all::add);
        all.add(Path.of(System.getProperty("java.io.tmpdir")));
        return all;
    }

    /// The id of the key in the name makes it new; a link that waits there is not followed.
    private static Path write(RootKey key, Path file) throws IOException {
        try (FileChannel channel = PrivateFiles.create(file)) {
            ByteBuffer text = US_ASCII.encode(exports(key));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            return file;
        }
    }

    static String exports(RootKey key) {
        return "export AWS_ACCESS_KEY_ID=" + key.id() + "\nexport AWS_SECRET_ACCESS_KEY=" + key.secret() + "\n";
    }
}
