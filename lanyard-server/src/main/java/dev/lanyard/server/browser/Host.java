// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.browser;

import dev.lanyard.aws.text.Digits;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// The machine that a URL or a `Host` header names. An address is parsed, a name is compared whole.
public sealed interface Host {
    /// @param address an IPv4 address in four decimal parts, or an IPv6 address that stood in brackets
    record Address(InetAddress address) implements Host {}

    /// @param name in lower case, without the dot that may end it
    record Name(String name) implements Host {}

    /// Empty when the text is neither. Other spellings of addresses, such as `127.1` or `0177.0.0.1`, are neither:
    /// browsers never send them.
    static Optional<Host> parse(String text) {
        if (text.startsWith("[")) {
            return sixth(text);
        }
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String[] labels = name.split("\\.", -1);
        if (isNumber(labels[labels.length - 1])) {
            return fourth(text);
        }
        for (String label : labels) {
            if (!isLabel(label)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Name(name.toLowerCase(Locale.ROOT)));
    }

    private static Optional<Host> fourth(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            boolean padded = part.length() > 1 && part.charAt(0) == '0';
            if (parts.length != 4 || padded || Digits.read(part, 255).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new Address(InetAddress.ofLiteral(text)));
    }

    private static Optional<Host> sixth(String text) {
        String inside = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
        boolean plain = inside.indexOf(':') >= 0
                && inside.chars().allMatch(c -> c == ':' || c == '.' || HexFormat.isHexDigit(c));
        try {
            return plain ? Optional.of(new Address(InetAddress.ofLiteral(inside))) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Browsers take a host for an address when its last part looks like this.
    private static boolean isNumber(String label) {
        return Digits.read(label, Long.MAX_VALUE).isPresent() || label.startsWith("0x") || label.startsWith("0X");
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
    }
}
