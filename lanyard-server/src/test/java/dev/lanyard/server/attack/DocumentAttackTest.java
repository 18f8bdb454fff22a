// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Options;
import dev.lanyard.server.Options.AuthMode;
import dev.lanyard.server.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Issuers whose documents lead astray or never end. Nobody who calls has signed anything.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DocumentAttackTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String NO_KEYS =
            "InvalidIdentityToken: Couldn't retrieve verification key from your identity provider,"
                    + "  please reference AssumeRoleWithWebIdentity documentation for requirements";
    /// The answer to a token that its issuer has signed, since the role does not exist.
    private static final String SIGNED = "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";
    /// The deadline of the fetch, and what a busy machine may add.
    private static final Duration SOON = Duration.ofSeconds(12);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final KeyPair keys = keys();
    private final AtomicInteger issuers = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private Wire root = Wire.start();
    private HttpServer server;
    private String host;

    @TempDir
    private Path home;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(callers);
        host = "127.0.0.1:" + server.getAddress().getPort();
        serve("/keys", keySet());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        callers.shutdownNow();
        root.close();
    }

    @Test
    void keysComeFromTheIssuersOwnHostOnly() throws Exception {
        Path file = Files.writeString(home.resolve("keys"), keySet());
        Path pipe = home.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(keysAt("http://" + host + "/keys")).isEqualTo(SIGNED);
        String port = host.substring(host.indexOf(':'));
        for (String elsewhere : List.of(
                file.toUri().toString(),
                "file://localhost" + file,
                pipe.toUri().toString(),
                "file:///dev/ptmx",
                "jar:" + file.toUri() + "!/keys",
                "jar:http://" + host + "/keys!/keys",
                "ftp://" + host + "/keys",
                "data:application/json," + BASE64.encodeToString(keySet().getBytes(UTF_8)),
                "http://localhost" + port + "/keys",
                "http://127.0.0.2" + port + "/keys",
                "http://0.0.0.0" + port + "/keys",
                "http://[::ffff:127.0.0.1]" + port + "/keys",
                "http://127.1" + port + "/keys",
                "http://" + host + "@localhost" + port + "/keys",
                "http://user@" + host + "/keys",
                "http://169.254.169.254/latest/meta-data/",
                "https://127.0.0.1.example/keys",
                "//" + host + "/keys",
                "/keys",
                "",
                "http://" + host + "/a b")) {
            assertThat(keysAt(elsewhere)).as(elsewhere).isEqualTo(NO_KEYS);
        }
    }

    @Test
    void redirectsLargeAndDeepDocumentsAreNoDocuments() {
        server.createContext("/moved", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("location", "http://" + host + "/keys");
                exchange.sendResponseHeaders(302, -1);
            }
        });
        assertThat(keysAt("http://" + host + "/moved")).isEqualTo(NO_KEYS);
        String most = keySet().replace("}]}", "}],\"x\":\"");
        serve("/most", most + "x".repeat(262_144 - most.length() - 2) + "\"}");
        assertThat(keysAt("http://" + host + "/most")).isEqualTo(SIGNED);
        serve("/more", most + "x".repeat(262_144 - most.length() - 1) + "\"}");
        assertThat(keysAt("http://" + host + "/more")).isEqualTo(NO_KEYS);
        serve("/megabyte", keySet() + " ".repeat(1_000_000));
        assertThat(keysAt("http://" + host + "/megabyte")).isEqualTo(NO_KEYS);
        for (String deep : List.of("[".repeat(200_000), "{\"keys\":".repeat(20_000), "{\"keys\":[" + "[".repeat(99))) {
            serve("/deep" + deep.length(), deep);
            assertThat(keysAt("http://" + host + "/deep" + deep.length())).isEqualTo(NO_KEYS);
        }
    }

    @ParameterizedTest
    @EnumSource(AuthMode.class)
    void documentsThatDoNotEndHoldTheirCallersToTheDeadlineAndNobodyElse(AuthMode auth) throws Exception {
        root.close();
        root = Wire.start(Options.onFreePorts().auth(auth).build());
        endless("/drip", 1, 500);
        endless("/flood", 8_192, 5);
        endless("/silence", 0, 500);
        List<Future<String>> held = new ArrayList<>();
        for (String path : List.of("/drip", "/flood", "/silence")) {
            held.add(callers.submit(() -> keysAt("http://" + host + path)));
        }
        while (asked.get() < 3) {
            Thread.onSpinWait();
        }
        long began = System.nanoTime();
        ok(root.iam("CreateUser", "UserName", "free"));
        assertThat(held)
                .as("the flood ends at its size")
                .filteredOn(Future::isDone)
                .hasSizeLessThan(2);
        for (Future<String> each : held) {
            assertThat(each.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(NO_KEYS);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
    }

    @Test
    void nineIssuersAtOnceAreOneTooManyAndOneIssuerIsAskedOnce() throws Exception {
        endless("/silence", 0, 500);
        List<Future<String>> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String issuer = issuer("http://" + host + "/silence");
            held.add(callers.submit(() -> assume(issuer)));
            held.add(callers.submit(() -> assume(issuer)));
        }
        while (asked.get() < 8) {
            Thread.onSpinWait();
        }
        assertThat(keysAt("http://" + host + "/keys"))
                .isEqualTo("IDPCommunicationError: The request could not be fulfilled because the identity provider"
                        + " (IDP) that was asked to verify the incoming identity token could not be reached.");
        for (Future<String> each : held) {
            assertThat(each.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(NO_KEYS);
        }
        assertThat(asked).hasValue(8);
        assertThat(keysAt("http://" + host + "/keys")).isEqualTo(SIGNED);
    }

    @Test
    void anIssuerThatIsNotOnThisMachineByNameLeadsNowhereOnIt() throws Exception {
        try (ServerSocket inside = new ServerSocket(0)) {
            inside.setSoTimeout(200);
            for (String name : List.of("0.0.0.0", "0.1", "[::ffff:127.0.0.1]", "127.1", "[::]", "2130706433")) {
                String at = name + ':' + inside.getLocalPort();
                for (String scheme : List.of("https://", "http://")) {
                    root.iam("CreateOpenIDConnectProvider", "Url", "https://" + at, "ClientIDList.member.1", "app");
                    assertThat(assume(scheme + at)).startsWith("InvalidIdentityToken: ");
                    assertThat(asks(inside)).as(scheme + at).isFalse();
                }
            }
        }
    }

    private static boolean asks(ServerSocket inside) throws IOException {
        try {
            inside.accept().close();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private String keysAt(String address) {
        return assume(issuer(address));
    }

    /// A new issuer whose keys are said to be there.
    private String issuer(String address) {
        String path = "/issuer" + issuers.incrementAndGet();
        serve(path + "/.well-known/openid-configuration", "{\"jwks_uri\":\"" + address + "\"}");
        ok(root.iam("CreateOpenIDConnectProvider", "Url", "https://" + host + path, "ClientIDList.member.1", "app"));
        return "http://" + host + path;
    }

    private String assume(String issuer) {
        String form = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleSessionName=build"
                + "&RoleArn=arn:aws:iam::000000000000:role/none&WebIdentityToken="
                + URLEncoder.encode(token(issuer), UTF_8);
        Headers headers =
                new Headers().add("host", "sts.localhost").add("content-type", "application/x-www-form-urlencoded");
        return root.send(new WireRequest("POST", "/", "", headers, form.getBytes(UTF_8), "127.0.0.1", false))
                .fault();
    }

    private String token(String issuer) {
        String claims = "{\"iss\":\"" + issuer + "\",\"sub\":\"s\",\"aud\":\"app\",\"exp\":"
                + (root.clock().instant().getEpochSecond() + 60) + '}';
        String signed = BASE64.encodeToString("{\"alg\":\"RS256\"}".getBytes(UTF_8))
                + '.'
                + BASE64.encodeToString(claims.getBytes(UTF_8));
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.getPrivate());
            signer.update(signed.getBytes(US_ASCII));
            return signed + '.' + BASE64.encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"n\":\""
                + BASE64.encodeToString(key.getModulus().toByteArray()) + "\",\"e\":\""
                + BASE64.encodeToString(key.getPublicExponent().toByteArray()) + "\"}]}";
    }

    private void serve(String path, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length());
                exchange.getResponseBody().write(body.getBytes(UTF_8));
            }
        });
    }

    /// A body in chunks that goes on as long as somebody listens, and for half a minute at most.
    private void endless(String path, int chunk, int millisBetween) {
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                OutputStream body = exchange.getResponseBody();
                for (int i = 0; i < 30_000 / millisBetween; i++) {
                    body.write(" ".repeat(chunk).getBytes(US_ASCII));
                    body.flush();
                    Thread.sleep(millisBetween);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
