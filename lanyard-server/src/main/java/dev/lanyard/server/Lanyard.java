// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;

/// The composition root.
public final class Lanyard implements AutoCloseable {
    /// @throws StartFailure when the database cannot be opened
    public Lanyard(Options options) throws StartFailure {}

    public WireResponse handle(WireRequest request) {
        if (request.path().equals("/_lanyard/health")) {
            return new WireResponse(
                    200, new Headers().add("content-type", "application/json"), "{\"status\":\"up\"}".getBytes(UTF_8));
        }
        return new WireResponse(404, new Headers(), new byte[0]);
    }

    @Override
    public void close() {}
}
