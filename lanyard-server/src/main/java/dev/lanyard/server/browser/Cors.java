// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.browser;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import java.util.Optional;

/// Lets the pages of allowed origins send requests and read the answers; says nothing to anybody else.
public record Cors(BrowserGuard guard) {
    private static final String METHODS = "GET, HEAD, POST";
    private static final String READABLE = "date, x-amzn-errortype, x-amzn-requestid";
    /// Two hours, the longest that browsers keep it.
    private static final String SECONDS_KEPT = "7200";

    /// The answer to a browser that asks first.
    public Optional<WireResponse> preflight(WireRequest request) {
        if (!request.method().equals("OPTIONS")
                || request.headers().first("access-control-request-method").isEmpty()
                || guard.allowedOrigin(request).isEmpty()) {
            return Optional.empty();
        }
        Headers headers =
                new Headers().add("access-control-allow-methods", METHODS).add("access-control-max-age", SECONDS_KEPT);
        request.headers()
                .first("access-control-request-headers")
                .filter(Cors::isListOfNames)
                .ifPresent(names -> headers.add("access-control-allow-headers", names));
        if (request.headers().all("access-control-request-private-network").contains("true")) {
            headers.add("access-control-allow-private-network", "true");
        }
        return Optional.of(readable(request, new WireResponse(204, headers, new byte[0])));
    }

    /// The answer, made readable for the page if its origin is allowed.
    public WireResponse readable(WireRequest request, WireResponse response) {
        if (guard.allowedOrigin(request).isPresent()) {
            response.headers()
                    .add(
                            "access-control-allow-origin",
                            request.headers().first("origin").orElseThrow())
                    .add("access-control-expose-headers", READABLE)
                    .add("vary", "origin");
        }
        return response;
    }

    private static boolean isListOfNames(String text) {
        return text.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-_, ".indexOf(c) >= 0);
    }
}
