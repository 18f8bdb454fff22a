// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/// An OpenID Connect issuer as its tokens name it, and where its documents may be. They come over https, save those of
/// an issuer on this machine.
public record Issuer(URI url) {
    private static final Pattern LOCAL_HOST = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    static Optional<Issuer> parse(String text) {
        return url(text).map(Issuer::new).filter(it -> it.url.getRawQuery() == null && it.mayLeadTo(it.url));
    }

    /// The name without its scheme, as providers are registered.
    String registered() {
        String text = url.toString();
        return text.substring(text.indexOf("://") + 3);
    }

    public URI discovery() {
        String text = url.toString();
        return URI.create((text.endsWith("/") ? text : text + '/') + ".well-known/openid-configuration");
    }

    /// Whether the issuer is on this machine by its own name, which whoever registered it has seen.
    public boolean isLocal() {
        return LOCAL_HOST.matcher(url.getHost()).matches();
    }

    /// Where an address leads that the issuer's documents give; empty where they must not lead.
    public Optional<URI> leadsTo(String address) {
        return url(address).filter(this::mayLeadTo);
    }

    private boolean mayLeadTo(URI document) {
        boolean secure = "https".equals(document.getScheme());
        return isLocal()
                ? (secure || "http".equals(document.getScheme()))
                        && document.getHost().equals(url.getHost())
                : secure;
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(URI.create(text))
                    .filter(it -> it.getHost() != null && it.getRawUserInfo() == null && it.getRawFragment() == null);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
