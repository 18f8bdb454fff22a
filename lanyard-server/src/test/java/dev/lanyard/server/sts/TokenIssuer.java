// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/// An identity provider on this machine, which signs tokens and publishes its keys.
final class TokenIssuer implements AutoCloseable {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair rsa = keys("RSA", 2048);
    private final KeyPair ec = keys("EC", 256);
    private final HttpServer server;

    TokenIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/.well-known/openid-configuration", "{\"jwks_uri\":\"http://" + host() + "/keys\"}");
        serve(
                "/keys",
                "{\"keys\":[" + key((RSAPublicKey) rsa.getPublic()) + ',' + key((ECPublicKey) ec.getPublic()) + "]}");
        server.start();
    }

    /// Name and port, as condition keys begin.
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    void losesItsKeys() {
        server.removeContext("/keys");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    String token(String algorithm, String claims) {
        boolean isRsa = algorithm.equals("RS256");
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + (isRsa ? "one" : "two") + "\"}";
        String signed =
                BASE64.encodeToString(header.getBytes(UTF_8)) + '.' + BASE64.encodeToString(claims.getBytes(UTF_8));
        try {
            Signature signer = Signature.getInstance(isRsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            PrivateKey key = (isRsa ? rsa : ec).getPrivate();
            signer.initSign(key);
            signer.update(signed.getBytes(UTF_8));
            return signed + '.' + BASE64.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(String path, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length());
                exchange.getResponseBody().write(body.getBytes(UTF_8));
            }
        });
    }

    private static String key(RSAPublicKey key) {
        return "{\"kty\":\"RSA\",\"kid\":\"one\",\"n\":\""
                + BASE64.encodeToString(key.getModulus().toByteArray()) + "\",\"e\":\""
                + BASE64.encodeToString(key.getPublicExponent().toByteArray()) + "\"}";
    }

    private static String key(ECPublicKey key) {
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"two\",\"x\":\""
                + BASE64.encodeToString(key.getW().getAffineX().toByteArray()) + "\",\"y\":\""
                + BASE64.encodeToString(key.getW().getAffineY().toByteArray()) + "\"}";
    }

    private static KeyPair keys(String type, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
