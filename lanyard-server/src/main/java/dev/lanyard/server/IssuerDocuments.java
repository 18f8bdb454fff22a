// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.core.sts.IssuerKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Fetches the documents of OpenID Connect issuers from the web, or a key set from a file. Follows no redirects and
/// waits for nobody long, because the address comes from a stranger.
final class IssuerDocuments implements IssuerKeys.Documents {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MOST_BYTES = 256 * 1024;

    @Override
    public Optional<String> fetch(URI where) {
        try {
            return switch (where.getScheme()) {
                case "https", "http" -> overHttp(where);
                case "file" -> bounded(Files.newInputStream(Path.of(where)));
                case null, default -> Optional.empty();
            };
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> overHttp(URI where) throws IOException {
        if (!(where.toURL().openConnection() instanceof HttpURLConnection connection)) {
            return Optional.empty();
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        try {
            return connection.getResponseCode() == 200 ? bounded(connection.getInputStream()) : Optional.empty();
        } finally {
            connection.disconnect();
        }
    }

    private static Optional<String> bounded(InputStream stream) throws IOException {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? Optional.empty() : Optional.of(new String(bytes, UTF_8));
        }
    }
}
