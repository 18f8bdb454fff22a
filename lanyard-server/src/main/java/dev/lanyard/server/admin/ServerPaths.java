// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.Options;
import dev.lanyard.server.observe.Metrics;
import java.util.Optional;
import java.util.function.Supplier;

/// The server itself: what it counts, and starting over.
///
/// @param reset empties everything but the root key, and tells which that is
public record ServerPaths(Options options, Metrics metrics, Supplier<Optional<RootKey>> reset) implements AdminPaths {
    @Override
    public Optional<WireResponse> handle(WireRequest request, String path) {
        return switch (request.method() + ' ' + path) {
            case "GET metrics" -> Optional.of(AdminEndpoint.answer(200, "text/plain; version=0.0.4", metrics.text()));
            case "POST reset" -> Optional.of(startOver());
            default -> Optional.empty();
        };
    }

    private WireResponse startOver() {
        if (options.dataDir().isPresent() || options.databaseUrl().isPresent()) {
            return AdminEndpoint.answer(
                    403,
                    AdminEndpoint.JSON,
                    "{\"message\":\"Only a server that keeps everything in memory can be reset.\"}");
        }
        Optional<RootKey> kept = reset.get();
        return AdminEndpoint.answer(
                200,
                AdminEndpoint.JSON,
                "{\"status\":\"reset\""
                        + kept.map(key -> ",\"rootKey\":\"" + key.id() + '"').orElse("") + '}');
    }
}
