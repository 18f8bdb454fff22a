// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.browser;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Keeps pages of others away from what this machine alone may do: a browser on it sends what any page on the web
/// tells it to. `docs/decisions/http-access.md` tells what is foreign and why.
public final class BrowserGuard {
    private static final String FOREIGN_PAGE = "A web page of another origin may not call this server.";
    private static final String FOREIGN_NAME = "The Host header names another server than this one.";
    private static final String NAMES = " Call it by localhost or 127.0.0.1, or start it with --allow-host.";

    /// What `Sec-Fetch-Site` says of the server's own pages, and of what the user typed.
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final LocalNames names;
    private final Set<WebOrigin> allowed;

    /// @param allowed the origins of others whose pages may call the AWS APIs
    public BrowserGuard(LocalNames names, Set<WebOrigin> allowed) {
        this.names = names;
        this.allowed = Set.copyOf(allowed);
    }

    /// Why a call of an AWS API must be refused although its caller need not prove who it is; empty when it may pass.
    public Optional<String> onApi(WireRequest request) {
        Optional<String> foreign = foreignName(request);
        if (foreign.isPresent() || allowedOrigin(request).isPresent()) {
            return foreign;
        }
        return hidesItsPage(request) ? Optional.of(FOREIGN_PAGE) : foreignPage(request);
    }

    /// The origin that was allowed and that says to have sent this request.
    public Optional<WebOrigin> allowedOrigin(WireRequest request) {
        List<String> origins = request.headers().all("origin");
        return origins.size() == 1 ? WebOrigin.parse(origins.getFirst()).filter(allowed::contains) : Optional.empty();
    }

    /// Why a request must be refused that was not sent to this server by a name of its own.
    public Optional<String> foreignName(WireRequest request) {
        return foreignName(request, names::has).map(reason -> reason + NAMES);
    }

    /// @param own whether a host is meant here. A request without any comes from no browser.
    public Optional<String> foreignName(WireRequest request, Predicate<Host> own) {
        List<String> hosts = request.headers().all("host");
        boolean fits = hosts.isEmpty()
                || (hosts.size() == 1
                        && Authority.parse(hosts.getFirst())
                                .filter(at -> own.test(at.host()))
                                .isPresent());
        return fits ? Optional.empty() : Optional.of(FOREIGN_NAME);
    }

    /// Why a request must be refused that a page sends and not one of this server.
    public Optional<String> foreignPage(WireRequest request) {
        boolean own = OWN_SITE.containsAll(request.headers().all("sec-fetch-site"))
                && (request.headers().first("origin").isEmpty() || isOwn(request));
        return own ? Optional.empty() : Optional.of(FOREIGN_PAGE);
    }

    private static boolean isOwn(WireRequest request) {
        List<String> hosts = request.headers().all("host");
        List<String> origins = request.headers().all("origin");
        if (hosts.size() != 1 || origins.size() != 1) {
            return false;
        }
        Optional<WebOrigin> asked =
                Authority.parse(hosts.getFirst()).map(at -> WebOrigin.of(request.secure() ? "https" : "http", at));
        return asked.isPresent() && asked.equals(WebOrigin.parse(origins.getFirst()));
    }

    /// Browsers say nothing of the page when a GET goes to a name that is not this machine's own over plain HTTP, and
    /// old ones never do. The page cannot read the answer, but a GET can be a call that changes something.
    private static boolean hidesItsPage(WireRequest request) {
        Headers headers = request.headers();
        return headers.first("sec-fetch-site").isEmpty()
                && headers.first("origin").isEmpty()
                && headers.first("user-agent").orElse("").startsWith("Mozilla/");
    }
}
