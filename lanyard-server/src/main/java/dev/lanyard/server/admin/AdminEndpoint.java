// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.op.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The paths below `/_lanyard/`. Health answers everybody, decisions the root of their account, and everything else
/// this
/// machine and the root of the default account; none of it a browser that shows somebody else's page.
public final class AdminEndpoint {
    private static final String PREFIX = "/_lanyard/";
    private static final String DECISIONS = "decisions/";
    static final String JSON = "application/json";

    private final AdminAccess access;
    private final Runnable requireReachable;
    private final DecisionEndpoint decisions;
    private final List<AdminPaths> others;

    /// @param requireReachable throws [Unavailable] while the database is away
    /// @param others the paths for this machine and the root of the default account
    public AdminEndpoint(
            AdminAccess access, Runnable requireReachable, DecisionEndpoint decisions, List<AdminPaths> others) {
        this.access = access;
        this.requireReachable = requireReachable;
        this.decisions = decisions;
        this.others = others;
    }

    public static boolean owns(String path) {
        return path.startsWith(PREFIX);
    }

    public WireResponse handle(WireRequest request) {
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
        boolean asksHealth = path.equals("health")
                && (request.method().equals("GET") || request.method().equals("HEAD"));
        if (asksHealth && access.foreignPage(request).isEmpty()) {
            return health();
        }
        Optional<String> refusal = access.refusal(request);
        if (refusal.isPresent()) {
            return answer(403, JSON, "{\"message\":\"" + refusal.get() + "\"}");
        }
        Optional<Predicate<AccountId>> ruled = access.ruled(request);
        if (request.method().equals("GET") && path.startsWith(DECISIONS)) {
            return decisions.handle(path.substring(DECISIONS.length()), ruled);
        }
        if (!access.isAdministrator(request, ruled)) {
            return answer(
                    403,
                    JSON,
                    "{\"message\":\"Admin paths answer callers on this machine, and the root of the default account.\"}");
        }
        return others.stream()
                .flatMap(each -> each.handle(request, path).stream())
                .findFirst()
                .orElseGet(() -> answer(404, JSON, "{\"message\":\"There is no such admin path.\"}"));
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

    static WireResponse answer(int status, String type, String text) {
        return new WireResponse(status, new Headers().add("content-type", type), text.getBytes(UTF_8));
    }
}
