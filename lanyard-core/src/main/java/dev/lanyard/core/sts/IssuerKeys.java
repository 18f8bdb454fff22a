// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.core.shared.JsonTree;
import dev.lanyard.core.shared.Recent;
import java.io.Serial;
import java.math.BigInteger;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The public keys of OpenID Connect issuers, kept for a while. Whoever asks may have to wait for the issuer's server.
public final class IssuerKeys {
    private static final int KEPT_ISSUERS = 200;
    private static final Duration FRESH = Duration.ofMinutes(5);
    /// An issuer that failed may be back and an unknown key may be new; so often may strangers make us look.
    private static final Duration BEFORE_ANOTHER_LOOK = Duration.ofSeconds(30);

    /// Fetches the documents of issuers.
    @FunctionalInterface
    public interface Documents {
        /// The key set that the issuer's discovery document leads to; empty when it cannot be had within seconds.
        /// Called by many threads, but never by two for one issuer.
        ///
        /// @throws Busy when so many are being fetched that this one was not tried
        Optional<String> keySet(Issuer issuer) throws Busy;
    }

    /// Too many documents are being fetched at once.
    public static final class Busy extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        public Busy() {
            super("Too many issuers are being asked for their keys.", null, false, false);
        }
    }

    private final Documents documents;
    private final Recent<Issuer, Fetched> known = new Recent<>(KEPT_ISSUERS);
    private final Map<Issuer, CompletableFuture<Optional<Fetched>>> beingFetched = new ConcurrentHashMap<>();

    /// @param at when the keys were had
    /// @param tried when the issuer was last asked
    private record Fetched(Instant at, Instant tried, List<Entry> keys) {}

    private record Entry(Optional<String> id, PublicKey key) {}

    public IssuerKeys(Documents documents) {
        this.documents = documents;
    }

    /// The keys that may have signed a token of the issuer, none when they cannot be had.
    ///
    /// @param keyId the key that a token names; without one all keys may have signed it
    /// @throws Busy when the keys are not known and the issuer could not be asked
    List<PublicKey> of(Issuer issuer, Optional<String> keyId, Instant now) throws Busy {
        Fetched last = known.get(issuer);
        List<PublicKey> found = last != null && within(FRESH, last.at(), now) ? chosen(last.keys(), keyId) : List.of();
        if (!found.isEmpty() || (last != null && within(BEFORE_ANOTHER_LOOK, last.tried(), now))) {
            return found;
        }
        return chosen(fetchOnce(issuer, now).orElseThrow(Busy::new).keys(), keyId);
    }

    /// A clock that was set back makes everything old, and nothing fresh for longer.
    private static boolean within(Duration age, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(age));
    }

    private static List<PublicKey> chosen(List<Entry> keys, Optional<String> keyId) {
        return keys.stream()
                .filter(entry -> keyId.isEmpty() || entry.id().equals(keyId))
                .map(Entry::key)
                .toList();
    }

    /// Asks the issuer, or waits for whoever is asking it already; empty when it could not be asked.
    private Optional<Fetched> fetchOnce(Issuer issuer, Instant now) {
        CompletableFuture<Optional<Fetched>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Fetched>> another = beingFetched.putIfAbsent(issuer, mine);
        if (another != null) {
            return another.join();
        }
        Optional<Fetched> fetched = Optional.empty();
        try {
            Fetched meanwhile = known.get(issuer);
            boolean justAsked = meanwhile != null && within(BEFORE_ANOTHER_LOOK, meanwhile.tried(), now);
            fetched = Optional.of(justAsked ? meanwhile : fetch(issuer, meanwhile, now));
            known.put(issuer, fetched.get());
        } catch (Busy _) {
            // Nothing was tried, and so nothing is kept.
        } finally {
            beingFetched.remove(issuer);
            mine.complete(fetched);
        }
        return fetched;
    }

    private Fetched fetch(Issuer issuer, Fetched last, Instant now) throws Busy {
        List<Entry> keys = documents
                .keySet(issuer)
                .flatMap(JsonTree::object)
                .map(IssuerKeys::keys)
                .orElse(List.of());
        boolean lastStays = keys.isEmpty() && last != null && within(FRESH, last.at(), now);
        return lastStays ? new Fetched(last.at(), now, last.keys()) : new Fetched(now, now, keys);
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
