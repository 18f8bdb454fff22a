// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.core.shared.JsonTree;
import dev.lanyard.core.shared.Recent;
import java.math.BigInteger;
import java.net.URI;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The public keys of OpenID Connect issuers, found through their discovery documents and kept for a while.
public final class IssuerKeys {
    private static final int KEPT_ISSUERS = 200;
    private static final Duration FRESH = Duration.ofHours(1);
    /// A key that is not known may be new; so often may strangers make us look.
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(30);

    /// Fetches a document; empty when it cannot be had soon.
    @FunctionalInterface
    public interface Documents {
        Optional<String> fetch(URI where);
    }

    private final Documents documents;
    private final Recent<String, Fetched> known = new Recent<>(KEPT_ISSUERS);

    private record Fetched(Instant at, List<Entry> keys) {}

    private record Entry(Optional<String> id, PublicKey key) {}

    public IssuerKeys(Documents documents) {
        this.documents = documents;
    }

    /// The keys that may have signed a token of the issuer, none when they cannot be had.
    ///
    /// @param issuer as tokens name it
    /// @param keyId the key that a token names; without one all keys may have signed it
    List<PublicKey> of(String issuer, Optional<String> keyId, Instant now) {
        Fetched last = known.get(issuer);
        boolean fresh = last != null && last.at().plus(FRESH).isAfter(now);
        List<PublicKey> found = fresh ? chosen(last.keys(), keyId) : List.of();
        if (!found.isEmpty() || (fresh && last.at().plus(BEFORE_ANOTHER_LOOK).isAfter(now))) {
            return found;
        }
        List<Entry> keys = fetch(issuer);
        known.put(issuer, new Fetched(now, keys));
        return chosen(keys, keyId);
    }

    private static List<PublicKey> chosen(List<Entry> keys, Optional<String> keyId) {
        return keys.stream()
                .filter(entry -> keyId.isEmpty() || entry.id().equals(keyId))
                .map(Entry::key)
                .toList();
    }

    private List<Entry> fetch(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return document(base + "/.well-known/openid-configuration")
                .flatMap(discovery -> JsonTree.text(discovery, "jwks_uri"))
                .flatMap(this::document)
                .map(IssuerKeys::keys)
                .orElse(List.of());
    }

    private Optional<Map<String, Object>> document(String where) {
        try {
            return documents.fetch(URI.create(where)).flatMap(JsonTree::object);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static List<Entry> keys(Map<String, Object> set) {
        List<Entry> keys = new ArrayList<>();
        if (set.get("keys") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> key) {
                    key(key).ifPresent(found -> keys.add(
                            new Entry(Optional.ofNullable(key.get("kid")).map(Object::toString), found)));
                }
            }
        }
        return List.copyOf(keys);
    }

    private static Optional<PublicKey> key(Map<?, ?> key) {
        try {
            return switch (String.valueOf(key.get("kty"))) {
                case "RSA" ->
                    Optional.of(KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
                case "EC" ->
                    Optional.of(KeyFactory.getInstance("EC")
                            .generatePublic(
                                    new ECPublicKeySpec(new ECPoint(number(key, "x"), number(key, "y")), p256())));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static BigInteger number(Map<?, ?> key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(key.get(name))));
    }
}
