// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.browser.Cors;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The AWS APIs as browsers may reach them. Where callers need not prove who they are, a stranger's page is refused
/// before anything of its request is read.
///
/// @param anybodyIsRoot whether a request needs no secret, because the development credentials count for it or none do
record ApiEndpoint(
        BrowserGuard guard,
        Cors cors,
        Predicate<WireRequest> anybodyIsRoot,
        Function<WireRequest, WireResponse> services) {

    WireResponse handle(WireRequest request) {
        Optional<String> refusal = anybodyIsRoot.test(request) ? guard.onApi(request) : Optional.empty();
        if (refusal.isPresent()) {
            return protect(refuse(request, refusal.get()));
        }
        return cors.preflight(request).orElseGet(() -> cors.readable(request, protect(services.apply(request))));
    }

    private static WireResponse protect(WireResponse response) {
        response.headers().add("x-content-type-options", "nosniff");
        if (response.headers().first("cache-control").isEmpty()) {
            response.headers().add("cache-control", "no-store");
        }
        return response;
    }

    /// In words that the SDK of any service can read: EC2's look for `Errors`, those of IAM and STS for `Error`.
    private static WireResponse refuse(WireRequest request, String sentence) {
        boolean json = request.headers().first("x-amz-target").isPresent();
        String error = "<Error><Code>AccessDenied</Code><Message>" + sentence + "</Message></Error>";
        String text = json
                ? "{\"__type\":\"AccessDeniedException\",\"Message\":\"" + sentence + "\"}"
                : "<ErrorResponse>" + error + "<Errors>" + error + "</Errors></ErrorResponse>";
        Headers headers = new Headers().add("content-type", json ? "application/x-amz-json-1.1" : "text/xml");
        return new WireResponse(403, headers, text.getBytes(UTF_8));
    }
}
