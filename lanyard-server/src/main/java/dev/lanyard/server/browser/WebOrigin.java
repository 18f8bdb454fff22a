// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.browser;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a page comes from, as its browser says in `Origin` (RFC 6454).
///
/// @param port the scheme's own when none is written; 0 for schemes that have none
public record WebOrigin(String scheme, Host host, int port) {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    /// Empty when the text is no origin. Neither is `null`, which browsers send for pages that they trust least.
    public static Optional<WebOrigin> parse(String text) {
        int end = text.indexOf("://");
        if (end < 0 || !SCHEME.matcher(text.substring(0, end)).matches()) {
            return Optional.empty();
        }
        return Authority.parse(text.substring(end + 3)).map(at -> of(text.substring(0, end), at));
    }

    static WebOrigin of(String scheme, Authority authority) {
        String folded = scheme.toLowerCase(Locale.ROOT);
        int usual = switch (folded) {
            case "http" -> 80;
            case "https" -> 443;
            default -> 0;
        };
        return new WebOrigin(folded, authority.host(), authority.port().orElse(usual));
    }
}
