// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.browser;

import dev.lanyard.aws.text.Digits;
import java.util.Optional;
import java.util.OptionalInt;

/// `host[:port]`, as a `Host` header has it: no user before it and no path behind it (RFC 9110, section 7.2).
public record Authority(Host host, OptionalInt port) {
    private static final int LAST_PORT = 65_535;

    public static Optional<Authority> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= text.lastIndexOf(']')) {
            return Host.parse(text).map(host -> new Authority(host, OptionalInt.empty()));
        }
        String port = text.substring(colon + 1);
        OptionalInt number = Digits.read(port, LAST_PORT);
        return number.isEmpty() && !port.isEmpty()
                ? Optional.empty()
                : Host.parse(text.substring(0, colon)).map(host -> new Authority(host, number));
    }
}
