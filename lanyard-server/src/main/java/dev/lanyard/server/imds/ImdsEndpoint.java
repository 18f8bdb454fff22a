// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.text.Digits;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.Delivery;
import dev.lanyard.core.imds.Guest;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.Metadata;
import dev.lanyard.core.imds.MetadataAddresses;
import dev.lanyard.core.imds.MetadataTokens;
import dev.lanyard.core.op.Unavailable;
import dev.lanyard.server.browser.BrowserGuard;
import dev.lanyard.server.browser.Host;
import dev.lanyard.server.http.HttpFront;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/// The instance metadata service. Who asks is told by the address that is called, each instance having one of its own,
/// or by the beginning of the path, `/instances/ID`, on the address that all share. It answers this machine only.
public final class ImdsEndpoint implements HttpFront.ConnectionFilter, HttpFront.Handler {
    private static final String TOKEN = "x-aws-ec2-metadata-token";
    /// No IP packet travels farther.
    private static final int MOST_HOPS = 255;

    private static final String INSTANCES = "instances";
    private static final List<String> TOKEN_PATH = List.of("latest", "api", "token");
    private static final String ON_METADATA = "GET, HEAD";
    private static final String ON_TOKEN = "OPTIONS, PUT";

    /// What the metadata service is called by on AWS.
    private static final InetAddress LINK_LOCAL = InetAddress.ofLiteral("169.254.169.254");

    private final BrowserGuard guard;
    private final Metadata metadata;
    private final MetadataAddresses addresses;
    private final MetadataTokens tokens;
    private final InstantSource clock;

    public ImdsEndpoint(
            BrowserGuard guard,
            Metadata metadata,
            MetadataAddresses addresses,
            MetadataTokens tokens,
            InstantSource clock) {
        this.guard = guard;
        this.metadata = metadata;
        this.addresses = addresses;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public boolean admits(InetAddress called, InetAddress caller) {
        return called.isLoopbackAddress() && caller.isLoopbackAddress();
    }

    @Override
    public Optional<WireResponse> answer(WireRequest request, InetAddress called) {
        byte[] bytes = called.getAddress();
        int address = bytes.length == Integer.BYTES ? ByteBuffer.wrap(bytes).getInt() : 0;
        return MetadataAddresses.isOne(address) ? byAddress(request, address, called) : byPath(request);
    }

    /// What an instance is told that calls its own address. Where nobody owns it, as if it did not exist: nothing.
    private Optional<WireResponse> byAddress(WireRequest request, int address, InetAddress called) {
        Set<Host> names = Set.of(new Host.Address(called), new Host.Address(LINK_LOCAL));
        return unlessAway(() -> {
            Optional<InstanceKey> instance = addresses.at(address);
            return instance.isEmpty()
                    ? Optional.empty()
                    : guard.foreignName(request, names::contains)
                            .or(() -> guard.foreignPage(request))
                            .map(Pages::refusal)
                            .or(() -> answer(request, instance, parts(request.path())));
        });
    }

    /// What is told on the address that all instances share.
    public Optional<WireResponse> byPath(WireRequest request) {
        return guard.foreignName(request)
                .or(() -> guard.foreignPage(request))
                .map(Pages::refusal)
                .or(() -> byPath(request, parts(request.path())));
    }

    private Optional<WireResponse> byPath(WireRequest request, List<String> parts) {
        return parts.size() < 2 || !parts.getFirst().equals(INSTANCES)
                ? Optional.of(Pages.error(404))
                : unlessAway(() -> answer(request, metadata.locate(parts.get(1)), parts.subList(2, parts.size())));
    }

    /// The parts of a path, several slashes counting as one.
    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>(8);
        int from = 0;
        while (from < path.length()) {
            int to = path.indexOf('/', from);
            to = to < 0 ? path.length() : to;
            if (to > from) {
                String part = path.substring(from, to);
                parts.add(decoded(part));
            }
            from = to + 1;
        }
        return parts;
    }

    private static String decoded(String part) {
        String text = new String(part.getBytes(ISO_8859_1), UTF_8);
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    private static Optional<WireResponse> unlessAway(Supplier<Optional<WireResponse>> answer) {
        try {
            return answer.get();
        } catch (Unavailable _) {
            WireResponse away = Pages.empty(503);
            away.headers().add("retry-after", "1");
            return Optional.of(away);
        }
    }

    private Optional<WireResponse> answer(WireRequest request, Optional<InstanceKey> instance, List<String> way) {
        Optional<Guest> guest = instance.flatMap(metadata::guest);
        if (guest.isEmpty()) {
            return Optional.of(Pages.error(404));
        }
        boolean put = request.method().equals("PUT");
        int hops = hops(way);
        if (put && hops > guest.get().options().hopLimit()) {
            return Optional.empty();
        }
        List<String> path = hops > 0 ? way.subList(2, way.size()) : way;
        if (!guest.get().options().enabled()) {
            return Optional.of(put ? Pages.empty(403) : Pages.error(403));
        }
        boolean onToken = path.equals(TOKEN_PATH);
        return Optional.of(
                switch (request.method()) {
                    case "GET", "HEAD" ->
                        onToken ? Pages.notAllowed(ON_TOKEN) : read(request.headers(), guest.get(), path);
                    case "PUT" -> put(request.headers(), guest.get(), path);
                    default -> Pages.notAllowed(onToken ? ON_TOKEN : ON_METADATA);
                });
    }

    /// From how far a request comes that says so in its path, `/hops/N`: 2 is a container on the instance. The answer
    /// to a token request does not reach what is farther away than the hop limit. 0 when the path does not say.
    private static int hops(List<String> path) {
        return path.size() > 1 && path.getFirst().equals("hops")
                ? Digits.read(path.get(1), MOST_HOPS).orElse(0)
                : 0;
    }

    private WireResponse put(Headers headers, Guest guest, List<String> path) {
        if (path.size() != TOKEN_PATH.size() || !path.subList(1, 3).equals(TOKEN_PATH.subList(1, 3))) {
            return Pages.notAllowed(ON_METADATA);
        }
        // A proxy that was talked into forwarding a request says so; an instance's own request comes straight.
        if (!path.equals(TOKEN_PATH) || headers.first("x-forwarded-for").isPresent()) {
            return Pages.error(403);
        }
        int seconds = Digits.read(headers.first(Pages.SECONDS_LEFT).orElse(""), MetadataTokens.MAX_SECONDS)
                .orElse(0);
        return seconds < 1
                ? Pages.error(400)
                : Pages.token(tokens.make(guest.key(), seconds, clock.instant()), seconds);
    }

    private WireResponse read(Headers headers, Guest guest, List<String> path) {
        Instant now = clock.instant();
        Optional<String> token = headers.first(TOKEN);
        if (token.isEmpty()) {
            return guest.options().tokensRequired() ? Pages.error(401) : found(guest, path, Delivery.V1, now);
        }
        OptionalLong left = tokens.secondsLeft(guest.key(), token.get(), now);
        if (left.isEmpty()) {
            return Pages.error(401);
        }
        WireResponse response = found(guest, path, Delivery.V2, now);
        response.headers().add(Pages.SECONDS_LEFT, Long.toString(left.getAsLong()));
        return response;
    }

    private static WireResponse found(Guest guest, List<String> path, Delivery delivery, Instant now) {
        return guest.read(path, delivery, now).map(Pages::item).orElseGet(() -> Pages.error(404));
    }
}
