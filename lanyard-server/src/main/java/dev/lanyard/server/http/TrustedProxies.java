// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import dev.lanyard.aws.policy.AddressBlock;
import dev.lanyard.aws.wire.Headers;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The proxies whose word counts about who sends a request and how.
///
/// @param blocks their addresses
public record TrustedProxies(List<AddressBlock> blocks) {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /// Who sends a request.
    ///
    /// @param address of the client, as far as it is known
    /// @param secure whether the client came over TLS
    /// @param local whether a program on this machine sends the request for itself
    public record Sender(String address, boolean secure, boolean local) {}

    /// @throws IllegalArgumentException with a sentence for the user when one of them is no CIDR block
    public static TrustedProxies of(List<String> blocks) {
        return new TrustedProxies(blocks.stream()
                .map(text -> AddressBlock.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException("--trusted-proxy " + text
                                + " is no address and no block of addresses such as 10.0.0.0/8 or fd00::/8.")))
                .toList());
    }

    boolean trusts(InetAddress address) {
        return trusts(address.getAddress());
    }

    private boolean trusts(byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /// @param socket the address that the connection comes from
    /// @param tls whether the connection is TLS
    Sender sender(InetAddress socket, boolean tls, Headers headers) {
        String address = socket.getHostAddress();
        boolean forwarded = headers.tellOfProxies();
        boolean local = socket.isLoopbackAddress() && !forwarded;
        if (!forwarded || !trusts(socket)) {
            return new Sender(address, tls, local);
        }
        boolean https = headers.all("x-forwarded-proto").equals(List.of("https"));
        return new Sender(client(headers).orElse(address), tls || https, local);
    }

    /// Each proxy appends whom it heard the request from: the client is the last one who is no trusted proxy. Whatever
    /// stands before was said by the client.
    private Optional<String> client(Headers headers) {
        List<String> hops =
                Arrays.asList(String.join(",", headers.all("x-forwarded-for")).split(","));
        Optional<String> client = Optional.empty();
        for (String hop : hops.reversed()) {
            Optional<byte[]> address = AddressBlock.address(withoutPort(hop.strip()));
            if (address.isEmpty()) {
                return client;
            }
            client = Optional.of(withoutPort(hop.strip()));
            if (!trusts(address.get())) {
                return client;
            }
        }
        return client;
    }

    /// Some proxies write the port, too: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            return hop.substring(1, Math.max(hop.indexOf(']'), 1));
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
