// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.json.Json;
import dev.lanyard.core.shared.Recent;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.KeyOperations;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/// The public keys of OpenID Connect issuers, kept for a while. Whoever asks may have to wait for the issuer's server.
public final class IssuerKeys {
    private static final int KEPT_ISSUERS = 200;
    /// More than AWS takes of one issuer.
    private static final int MOST_KEYS = 200;
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
    private record Fetched(Instant at, Instant tried, List<PublicJsonWebKey> keys) {}

    public IssuerKeys(Documents documents) {
        this.documents = documents;
    }

    /// The keys that may have signed a token of the issuer, none when they cannot be had.
    ///
    /// @param keyId the key that a token names; without one all keys may have signed it
    /// @throws Busy when the keys are not known and the issuer could not be asked
    List<PublicJsonWebKey> of(Issuer issuer, Optional<String> keyId, Instant now) throws Busy {
        Fetched last = known.get(issuer);
        List<PublicJsonWebKey> found =
                last != null && within(FRESH, last.at(), now) ? chosen(last.keys(), keyId) : List.of();
        if (!found.isEmpty() || (last != null && within(BEFORE_ANOTHER_LOOK, last.tried(), now))) {
            return found;
        }
        return chosen(fetchOnce(issuer, now).orElseThrow(Busy::new).keys(), keyId);
    }

    /// A clock that was set back makes everything old, and nothing fresh for longer.
    private static boolean within(Duration age, Instant since, Instant now) {
        return !now.isBefore(since) && now.isBefore(since.plus(age));
    }

    private static List<PublicJsonWebKey> chosen(List<PublicJsonWebKey> keys, Optional<String> keyId) {
        return keys.stream()
                .filter(key -> keyId.isEmpty() || keyId.get().equals(key.getKeyId()))
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
        List<PublicJsonWebKey> keys = documents
                .keySet(issuer)
                .flatMap(Json::parseObject)
                .map(IssuerKeys::keys)
                .orElse(List.of());
        boolean lastStays = keys.isEmpty() && last != null && within(FRESH, last.at(), now);
        return lastStays ? new Fetched(last.at(), now, last.keys()) : new Fetched(now, now, keys);
    }

    private static List<PublicJsonWebKey> keys(Json.Obj set) {
        return set.list("keys").stream()
                .limit(MOST_KEYS)
                .filter(Json.Obj.class::isInstance)
                .flatMap(item -> key(item).stream())
                .toList();
    }

    /// A key that verifies signatures; empty when it is of another kind or for another use.
    private static Optional<PublicJsonWebKey> key(Json parameters) {
        try {
            return JsonWebKey.Factory.newJwk(parameters.compact()) instanceof PublicJsonWebKey key
                            && (key.getUse() == null || key.getUse().equals(Use.SIGNATURE))
                            && (key.getKeyOps() == null || key.getKeyOps().contains(KeyOperations.VERIFY))
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (JoseException | RuntimeException _) {
            // The library casts what a stranger wrote.
            return Optional.empty();
        }
    }
}
