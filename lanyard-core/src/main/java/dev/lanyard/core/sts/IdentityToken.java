// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static dev.lanyard.core.sts.StsFault.INVALID_IDENTITY_TOKEN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.core.shared.JsonTree;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON Web Token that an OpenID Connect issuer made; whoever holds it has to verify it.
///
/// @param signed the bytes that the signature covers
record IdentityToken(
        String algorithm, Optional<String> keyId, Map<String, Object> claims, byte[] signed, byte[] signature) {

    static IdentityToken parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw notAToken();
        }
        Map<String, Object> header =
                JsonTree.object(new String(decode(parts[0]), UTF_8)).orElseThrow(IdentityToken::notAToken);
        Map<String, Object> claims =
                JsonTree.object(new String(decode(parts[1]), UTF_8)).orElseThrow(IdentityToken::notAToken);
        return new IdentityToken(
                JsonTree.text(header, "alg").orElse(""),
                JsonTree.text(header, "kid"),
                claims,
                (parts[0] + '.' + parts[1]).getBytes(US_ASCII),
                decode(parts[2]));
    }

    private static byte[] decode(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException _) {
            throw notAToken();
        }
    }

    private static RuntimeException notAToken() {
        return INVALID_IDENTITY_TOKEN.because(
                "The ID Token provided is not a valid JWT. (You may see this error if you" + " sent an Access Token)");
    }

    Optional<String> text(String claim) {
        return JsonTree.text(claims, claim);
    }

    String required(String claim) {
        return text(claim).orElseThrow(() -> missing(claim));
    }

    Instant requiredTime(String claim) {
        if (!(claims.get(claim) instanceof BigDecimal seconds)) {
            throw missing(claim);
        }
        try {
            return Instant.ofEpochSecond(seconds.longValue());
        } catch (DateTimeException _) {
            throw missing(claim);
        }
    }

    /// The parties that the token is meant for.
    List<String> audiences() {
        return switch (claims.get("aud")) {
            case String one -> List.of(one);
            case List<?> many ->
                many.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> throw missing("aud");
        };
    }

    private static RuntimeException missing(String claim) {
        return INVALID_IDENTITY_TOKEN.because("Missing a required claim: " + claim + ".");
    }

    /// Whether the holder of the private key made this token, by RS256 or ES256. No other algorithm counts, `none`
    /// least of all.
    boolean isSignedWith(PublicKey key) {
        String name = switch (algorithm + '/' + key.getAlgorithm()) {
            case "RS256/RSA" -> "SHA256withRSA";
            case "ES256/EC" -> "SHA256withECDSAinP1363Format";
            default -> "";
        };
        if (name.isEmpty()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(name);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
