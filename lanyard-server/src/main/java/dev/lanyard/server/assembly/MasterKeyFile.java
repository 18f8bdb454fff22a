// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.assembly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lanyard.core.sts.MasterKey;
import dev.lanyard.store.file.NotPrivateException;
import dev.lanyard.store.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The master key in a file that only its owner can read: one line of 64 hexadecimal digits, or of base64.
final class MasterKeyFile implements MasterKey {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=?");
    private static final int MAX_BYTES = 1024;

    private final Path file;

    MasterKeyFile(Path file) {
        this.file = file;
    }

    @Override
    public Optional<byte[]> find() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw malformed();
            }
            PrivateFiles.requirePrivate(file, "The master key file", "chmod 600 " + PrivateFiles.quoted(file));
            return Optional.of(key(Files.readString(file, ISO_8859_1).strip()));
        } catch (NotPrivateException e) {
            throw new Refused(e.getMessage(), e);
        } catch (IOException e) {
            throw new Refused("Cannot read the master key file " + file + ".", e);
        }
    }

    private byte[] key(String text) {
        if (HEX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text);
        }
        if (BASE64.matcher(text).matches()) {
            return Base64.getDecoder().decode(text);
        }
        throw malformed();
    }

    private Refused malformed() {
        return new Refused("The master key file " + file
                + " holds no key: it is one line of 64 hexadecimal digits (openssl rand -hex 32), or is made at the"
                + " first start when it does not exist.");
    }

    @Override
    public void keep(byte[] first) {
        try (FileChannel channel = PrivateFiles.create(file)) {
            ByteBuffer line = US_ASCII.encode(HexFormat.of().formatHex(first) + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException _) {
            // Another server was first, and its key counts.
        } catch (IOException e) {
            throw new Refused("Cannot make the master key file " + file + ".", e);
        }
    }
}
