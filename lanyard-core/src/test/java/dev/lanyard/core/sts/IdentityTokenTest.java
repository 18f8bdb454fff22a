// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.sts.IssuerKeys.Busy;
import java.security.Key;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTokenTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Issuer ISSUER = Issuer.parse("https://issuer.example").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-02-12T11:27:47Z");
    private static final Map<String, PublicJsonWebKey> KEYS = keys();

    private static Map<String, PublicJsonWebKey> keys() {
        try {
            return Map.of(
                    "RS", RsaJwkGenerator.generateJwk(2048),
                    "PS", RsaJwkGenerator.generateJwk(2048),
                    "ES256", EcJwkGenerator.generateJwk(EllipticCurves.P256),
                    "ES384", EcJwkGenerator.generateJwk(EllipticCurves.P384),
                    "ES512", EcJwkGenerator.generateJwk(EllipticCurves.P521));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey key(String algorithm) {
        return KEYS.getOrDefault(algorithm, KEYS.get(algorithm.substring(0, 2)));
    }

    private static String token(String algorithm, Key key, String... header) throws JoseException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setDoKeyValidation(false);
        token.setPayload("{\"iss\":\"https://issuer.example\"}");
        token.setAlgorithmHeaderValue(algorithm);
        for (int i = 0; i < header.length; i += 2) {
            token.setHeader(header[i], header[i + 1]);
        }
        token.setKey(key);
        return token.getCompactSerialization();
    }

    /// Whether the key of the algorithm, published with these parameters, vouches for the token.
    private static boolean vouches(String token, PublicJsonWebKey key, Map<String, Object> parameters) {
        Map<String, Object> published = key.toParams(OutputControlLevel.PUBLIC_ONLY);
        published.putAll(parameters);
        String set = "{\"keys\":[{},7,{\"kty\":\"RSA\"},{\"kty\":\"oct\",\"k\":\"AAAA\"},"
                + "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQ\",\"x5c\":7},{\"kty\":[]},"
                + "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQ\",\"x5c\":[7]},"
                + "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"},"
                + "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"\",\"y\":\"\"},{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"},"
                + json(published) + "]}";
        IdentityToken parsed = IdentityToken.parse(token);
        try {
            return new IssuerKeys(_ -> Optional.of(set))
                    .of(ISSUER, parsed.keyId(), NOW).stream().anyMatch(parsed::isSignedWith);
        } catch (Busy e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Map<String, Object> parameters) {
        return JsonUtil.toJson(parameters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "ES256", "ES384", "ES512"})
    void issuersSignByTheseAlgorithms(String algorithm) throws JoseException {
        PublicJsonWebKey key = key(algorithm);
        String token = token(algorithm, key.getPrivateKey());
        assertThat(vouches(token, key, Map.of())).isTrue();
        assertThat(vouches(token, key, Map.of("use", "sig", "alg", algorithm, "key_ops", List.of("verify"))))
                .isTrue();
        assertThat(vouches(token, key, Map.of("use", "enc"))).isFalse();
        assertThat(vouches(token, key, Map.of("key_ops", List.of("encrypt")))).isFalse();
        assertThat(vouches(token, key, Map.of("key_ops", "verify"))).isFalse();
        assertThat(vouches(token, key, Map.of("alg", "RS1"))).isFalse();
        assertThat(vouches(token, key, Map.of("alg", 7))).isFalse();
        for (String other : KEYS.keySet()) {
            assertThat(vouches(token, KEYS.get(other), Map.of())).isEqualTo(algorithm.startsWith(other));
        }
        String named = token(algorithm, key.getPrivateKey(), "kid", "one");
        assertThat(vouches(named, key, Map.of("kid", "one"))).isTrue();
        assertThat(vouches(named, key, Map.of("kid", "two"))).isFalse();
        assertThat(vouches(named, key, Map.of())).isFalse();
        assertThat(vouches(token.substring(0, token.lastIndexOf('.') + 1), key, Map.of()))
                .isFalse();
    }

    @Test
    void byNoOthers() throws JoseException {
        assertThat(vouches(token("PS256", key("PS256").getPrivateKey()), key("PS256"), Map.of()))
                .isFalse();
        assertThat(vouches(token("none", null), key("RS256"), Map.of())).isFalse();
        PublicJsonWebKey rsa = key("RS256");
        Key shared = new HmacKey(rsa.getPublicKey().getEncoded());
        assertThat(vouches(token("HS256", shared), rsa, Map.of())).isFalse();
        PublicJsonWebKey small = RsaJwkGenerator.generateJwk(1024);
        assertThat(vouches(token("RS256", small.getPrivateKey()), small, Map.of()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"RS256\",\"crit\":[]}",
                "{\"alg\":\"RS256\",\"crit\":\"x\"}",
                "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
                "{\"alg\":\"RS256\",\"b64\":false}",
                "{\"alg\":\"RS256\",\"alg\":\"none\"}",
                "{\"alg\":\"RS256\",\"x\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}",
                "{\"alg\":\"RS256\"",
                "[]",
                "7",
                "null"
            })
    void headersThatAskForWhatIsNotKnownMakeNoToken(String header) {
        String text = BASE64.encodeToString(header.getBytes(UTF_8)) + '.' + BASE64.encodeToString("{}".getBytes(UTF_8))
                + ".AAAA";
        assertThatThrownBy(() -> IdentityToken.parse(text)).hasMessageContaining("is not a valid JWT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":7}", "{\"kid\":7}", "{\"alg\":null}", "{}", "{\"alg\":[\"RS256\"],\"kid\":{}}"})
    void oddHeadersAreSignedByNobody(String header) {
        String text = BASE64.encodeToString(header.getBytes(UTF_8)) + '.' + BASE64.encodeToString("{}".getBytes(UTF_8))
                + ".AAAA";
        assertThat(vouches(text, key("RS256"), Map.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "..", "a.b.c.d", "e30.e30", "e30=.e30.AA", "e3 0.e30.AA", "e30.e30.A+", "é.e30.AA"})
    void whatIsNotCompactMakesNoToken(String text) {
        assertThatThrownBy(() -> IdentityToken.parse(text)).hasMessageContaining("is not a valid JWT");
    }
}
