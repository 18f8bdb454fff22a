// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.sigv4.AuthFailure;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.IdentityKeys.Kind;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.aws.Authentication;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.observe.Metrics;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The paths below `/_lanyard/`: health, metrics, reset, decisions, propagation, the instances and the certificates of
/// their identity documents. They answer this machine and the root of the default account, and no browser that shows
/// somebody else's page.
final class AdminEndpoint {
    private static final String PREFIX = "/_lanyard/";
    private static final String DECISIONS = "decisions/";
    private static final String CERTIFICATES = "certificates/";
    private static final String JSON = "application/json";

    private final Options options;
    private final BrowserGuard guard;
    private final Authentication authentication;
    private final Supplier<Optional<RootKey>> reset;
    private final Runnable requireReachable;
    private final Metrics metrics;
    private final ImdsParts imds;
    private final DecisionEndpoint decisions;
    private final PropagationEndpoint propagation;

    /// @param reset empties everything but the root key, and tells which that is
    AdminEndpoint(
            Options options,
            BrowserGuard guard,
            Authentication authentication,
            Supplier<Optional<RootKey>> reset,
            Runnable requireReachable,
            Metrics metrics,
            ImdsParts imds,
            DecisionEndpoint decisions,
            PropagationEndpoint propagation) {
        this.options = options;
        this.guard = guard;
        this.authentication = authentication;
        this.reset = reset;
        this.requireReachable = requireReachable;
        this.metrics = metrics;
        this.imds = imds;
        this.decisions = decisions;
        this.propagation = propagation;
    }

    static boolean owns(String path) {
        return path.startsWith(PREFIX);
    }

    WireResponse handle(WireRequest request) {
        WireResponse response = answerOrUnavailable(request);
        response.headers()
                .add("cache-control", "no-store")
                .add("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
                .add("cross-origin-resource-policy", "same-origin")
                .add("x-content-type-options", "nosniff")
                .add("x-frame-options", "DENY");
        return response;
    }

    private WireResponse answerOrUnavailable(WireRequest request) {
        try {
            return answer(request);
        } catch (Unavailable _) {
            return unavailable();
        }
    }

    private WireResponse answer(WireRequest request) {
        String path = request.path().substring(PREFIX.length());
        String asked = request.method() + ' ' + path;
        Optional<String> foreign = guard.foreignPage(request);
        if (foreign.isEmpty() && (asked.equals("GET health") || asked.equals("HEAD health"))) {
            return health(); // to whoever balances load, too
        }
        boolean here = request.local();
        Optional<String> refusal = (here ? guard.foreignName(request) : Optional.<String>empty()).or(() -> foreign);
        if (refusal.isPresent()) {
            return answer(403, JSON, "{\"message\":\"" + refusal.get() + "\"}");
        }
        Optional<Predicate<AccountId>> ruled = ruled(request, here);
        if (request.method().equals("GET") && path.startsWith(DECISIONS)) {
            return decisions.handle(path.substring(DECISIONS.length()), ruled);
        }
        if (!here && !ruled.orElse(_ -> false).test(options.account())) {
            return answer(
                    403,
                    JSON,
                    "{\"message\":\"Admin paths answer callers on this machine, and the root of the default account.\"}");
        }
        if (PropagationEndpoint.owns(path)) {
            return propagation.handle(request, path);
        }
        return switch (asked) {
            case "GET metrics" -> answer(200, "text/plain; version=0.0.4", metrics.text());
            case "GET instances" -> answer(200, JSON, imds.list().json());
            case "POST reset" -> reset();
            default ->
                certificate(request)
                        .orElseGet(() -> answer(404, JSON, "{\"message\":\"There is no such admin path.\"}"));
        };
    }

    /// The accounts whose root the caller is. Whoever reaches a server that only this machine reaches can be every
    /// root by the development credentials. Everybody else signs, as to STS. Where signatures do not count, none is
    /// proof.
    private Optional<Predicate<AccountId>> ruled(WireRequest request, boolean here) {
        boolean anybodyIsRoot = options.hasDevelopmentCredentials() || options.auth() == Options.AuthMode.OFF;
        if (here && options.loopback() && anybodyIsRoot) {
            return Optional.of(_ -> true);
        }
        if (options.auth() == Options.AuthMode.OFF) {
            return Optional.empty();
        }
        try {
            return authentication.identify(request, "sts").caller() instanceof Caller.Root root
                    ? Optional.of(root.account()::equals)
                    : Optional.empty();
        } catch (AuthFailure _) {
            return Optional.empty();
        }
    }

    private WireResponse health() {
        requireReachable.run();
        return answer(200, JSON, "{\"status\":\"up\"}");
    }

    /// The answer of every admin path that needs the database while there is none.
    private static WireResponse unavailable() {
        WireResponse answer = answer(503, JSON, "{\"status\":\"database unavailable\"}");
        answer.headers().add("retry-after", "1");
        return answer;
    }

    /// What the signatures on identity documents are verified with.
    private Optional<WireResponse> certificate(WireRequest request) {
        return Optional.of(request.path().substring(PREFIX.length()))
                .filter(path -> request.method().equals("GET") && path.startsWith(CERTIFICATES))
                .flatMap(path -> Kind.at(path.substring(CERTIFICATES.length())))
                .map(kind ->
                        answer(200, "application/x-pem-file", imds.identity().certificate(kind)));
    }

    private WireResponse reset() {
        if (options.dataDir().isPresent() || options.databaseUrl().isPresent()) {
            return answer(403, JSON, "{\"message\":\"Only a server that keeps everything in memory can be reset.\"}");
        }
        Optional<RootKey> kept = reset.get();
        return answer(
                200,
                JSON,
                "{\"status\":\"reset\""
                        + kept.map(key -> ",\"rootKey\":\"" + key.id() + '"').orElse("") + '}');
    }

    static WireResponse answer(int status, String type, String text) {
        return new WireResponse(status, new Headers().add("content-type", type), text.getBytes(UTF_8));
    }
}
