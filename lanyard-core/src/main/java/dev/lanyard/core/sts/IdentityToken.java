// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.INVALID_IDENTITY_TOKEN;

import dev.lanyard.aws.json.Json;
import dev.lanyard.aws.text.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// A JSON Web Token that an OpenID Connect issuer made; whoever holds it has to verify it.
///
/// @param text as it was sent
record IdentityToken(String text, String algorithm, Optional<String> keyId, Json.Obj claims) {
    private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]*");
    /// By keys that anybody may know; `none` and shared secrets count least of all.
    private static final Set<String> ALGORITHMS = Set.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512");

    private static final BigDecimal END_OF_TIME = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    static IdentityToken parse(String text) {
        if (!COMPACT.matcher(text).matches()) {
            throw notAToken();
        }
        try {
            JsonWebSignature envelope = envelope(text);
            Json.Obj header = Json.parseObject(envelope.getHeaders().getFullHeaderAsJsonString())
                    .orElseThrow(IdentityToken::notAToken);
            if (header.has("crit") || header.has("b64")) {
                throw notAToken();
            }
            Json.Obj claims = Json.parseObject(envelope.getUnverifiedPayload()).orElseThrow(IdentityToken::notAToken);
            return new IdentityToken(text, header.text("alg").orElse(""), header.text("kid"), claims);
        } catch (JoseException _) {
            throw notAToken();
        }
    }

    private static JsonWebSignature envelope(String text) throws JoseException {
        JsonWebSignature envelope = new JsonWebSignature();
        envelope.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS.toArray(String[]::new)));
        envelope.setCompactSerialization(text);
        return envelope;
    }

    private static RuntimeException notAToken() {
        return INVALID_IDENTITY_TOKEN.because(
                "The ID Token provided is not a valid JWT. (You may see this error if you" + " sent an Access Token)");
    }

    Optional<String> text(String claim) {
        return claims.text(claim);
    }

    String required(String claim) {
        return text(claim).orElseThrow(() -> missing(claim));
    }

    Instant requiredTime(String claim) {
        return time(claim).orElseThrow(() -> missing(claim));
    }

    Optional<Instant> time(String claim) {
        return switch (claims.get(claim)) {
            case null -> Optional.empty();
            case Json.Scalar(String number) -> Optional.of(time(claim, number));
            default -> throw invalid(claim);
        };
    }

    private static Instant time(String claim, String number) {
        try {
            BigDecimal seconds = Numbers.read(number);
            if (seconds.abs().compareTo(END_OF_TIME) <= 0) {
                return Instant.ofEpochSecond(seconds.longValue());
            }
        } catch (NumberFormatException _) {
            // So it is when it is a boolean.
        }
        throw invalid(claim);
    }

    private static RuntimeException invalid(String claim) {
        return INVALID_IDENTITY_TOKEN.because("The claim " + claim + " is invalid.");
    }

    /// The parties that the token is meant for.
    List<String> audiences() {
        return switch (claims.get("aud")) {
            case Json.Text one -> List.of(one.value());
            case Json.Arr _ -> claims.texts("aud");
            case null, default -> throw missing("aud");
        };
    }

    private static RuntimeException missing(String claim) {
        return INVALID_IDENTITY_TOKEN.because("Missing a required claim: " + claim + ".");
    }

    /// Whether any key at all could have signed this token.
    boolean isVerifiable() {
        return ALGORITHMS.contains(algorithm);
    }

    /// Whether the holder of the private key made this token.
    boolean isSignedWith(PublicJsonWebKey key) {
        if (!isVerifiable()
                || (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm))) {
            return false;
        }
        try {
            JsonWebSignature envelope = envelope(text);
            envelope.setKey(key.getPublicKey());
            return envelope.verifySignature();
        } catch (JoseException _) {
            return false;
        }
    }
}
