// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.wire.WireRequest;
import java.net.InetAddress;
import java.util.List;

/// Tells whether a program on this machine sends a request for itself, and no proxy for somebody else.
final class Nearness {
    private static final List<String> OF_PROXIES = List.of("forwarded", "via", "x-real-ip");

    private Nearness() {}

    static boolean isLocal(WireRequest request) {
        boolean[] forwarded = {false};
        request.headers()
                .forEach((name, _) -> forwarded[0] |= name.startsWith("x-forwarded") || OF_PROXIES.contains(name));
        return !forwarded[0] && InetAddress.ofLiteral(request.peer()).isLoopbackAddress();
    }
}
