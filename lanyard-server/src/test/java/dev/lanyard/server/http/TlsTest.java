// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Filter;
import java.util.logging.Logger;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    static Path folder;

    private static TestCertificate certificate;

    private final HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
    private volatile WireRequest seen;

    @BeforeAll
    static void make() throws Exception {
        certificate = TestCertificate.make(folder, "lanyard", "EC");
    }

    @AfterEach
    void stop() {
        front.stop(Duration.ZERO);
    }

    /// Answers with the body of the request.
    private URI serve(TestCertificate shown) throws IOException {
        int port = front.listen(ANY_PORT, shown.file(), shown.key(), request -> {
                    seen = request;
                    return new WireResponse(200, new Headers().add("x-a", "b"), request.body());
                })
                .address()
                .getPort();
        return URI.create("https://127.0.0.1:" + port + "/a%2Fb?c=d");
    }

    private static HttpRequest post(URI uri, String body) {
        return HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
    }

    @ParameterizedTest
    @EnumSource
    void aRequestArrivesWholeAndSecure(Version version) throws Exception {
        URI uri = serve(certificate);
        try (HttpClient client = certificate.client(version)) {
            HttpResponse<String> answer = client.send(post(uri, "x".repeat(1 << 20)), BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("x-a")).contains("b");
            assertThat(answer.headers().firstValue("date")).isPresent();
            assertThat(answer.body()).isEqualTo("x".repeat(1 << 20));
        }
        assertThat(seen.secure()).isTrue();
        assertThat(seen.local()).isTrue();
        assertThat(seen.peer()).isEqualTo("127.0.0.1");
        assertThat(seen.path() + "?" + seen.query()).isEqualTo("/a%2Fb?c=d");
        assertThat(seen.headers().all("host")).containsExactly("127.0.0.1:" + uri.getPort());
        seen.headers()
                .forEach((name, _) ->
                        assertThat(name).doesNotStartWith("x-http2").isNotEqualTo("transfer-encoding"));
    }

    @ParameterizedTest
    @EnumSource
    void aBodyOfUnknownLengthArrives(Version version) throws Exception {
        URI uri = serve(certificate);
        try (HttpClient client = certificate.client(version)) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(BodyPublishers.ofByteArrays(List.of("a".repeat(50_000).getBytes(UTF_8), new byte[] {'b'})))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("a".repeat(50_000) + "b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLimitsAreTheSame(Version version) throws Exception {
        URI uri = serve(certificate);
        try (HttpClient client = certificate.client(version)) {
            assertThat(client.send(post(uri, "x".repeat((1 << 20) + 1)), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(413);
            HttpRequest.Builder wide = HttpRequest.newBuilder(uri);
            for (int i = 0; i < 300; i++) {
                wide.header("x-" + i, "y");
            }
            assertThat(client.send(wide.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(431);
            assertThat(client.send(post(uri, "again"), BodyHandlers.ofString()).body())
                    .isEqualTo("again");
        }
    }

    @Test
    void manyStreamsShareAConnection() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        int port = front.listen(ANY_PORT, certificate.file(), certificate.key(), request -> {
                    all.countDown();
                    try {
                        all.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new WireResponse(200, new Headers(), request.body());
                })
                .address()
                .getPort();
        URI uri = URI.create("https://localhost:" + port + "/");
        try (HttpClient client = certificate.client(Version.HTTP_2)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(client.sendAsync(post(uri, "n" + i), BodyHandlers.ofString()));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(answers.get(i).get().body()).isEqualTo("n" + i);
            }
        }
    }

    @Test
    void anRsaKeyAndTls12AreGood() throws Exception {
        TestCertificate rsa = TestCertificate.make(folder, "rsa", "RSA");
        URI uri = serve(rsa);
        try (SSLSocket socket = (SSLSocket) rsa.context().getSocketFactory().createSocket("127.0.0.1", uri.getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void plainHttpIsHungUpOn() throws Exception {
        URI uri = serve(certificate);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
            assertThat(socket.getInputStream().readAllBytes().length).isLessThan(20); // at most an alert
        }
        try (HttpClient client = certificate.client(Version.HTTP_2)) {
            assertThat(client.send(post(uri, "on"), BodyHandlers.ofString()).body())
                    .isEqualTo("on");
        }
    }

    @Test
    void aNewCertificateIsShownWithoutAStart() throws Exception {
        Path own = Files.createDirectory(folder.resolve("replaced"));
        TestCertificate first = TestCertificate.make(own, "first", "EC");
        TestCertificate second = TestCertificate.make(own, "second", "RSA");
        URI uri = serve(first);
        try (HttpClient old = first.client(Version.HTTP_2)) {
            assertThat(old.send(post(uri, "1"), BodyHandlers.ofString()).body()).isEqualTo("1");
            second.replace(first);
            String answer = "";
            while (answer.isEmpty()) { // the files are looked at once a second
                try (HttpClient client = second.client(Version.HTTP_1_1)) {
                    answer =
                            client.send(post(uri, "2"), BodyHandlers.ofString()).body();
                } catch (SSLHandshakeException _) {
                    Thread.onSpinWait();
                }
            }
            assertThat(old.send(post(uri, "3"), BodyHandlers.ofString()).body())
                    .as("over the connection that was open")
                    .isEqualTo("3");
        }
    }

    @Test
    void aBrokenNewPairLeavesTheOldOne() throws Exception {
        Path own = Files.createDirectory(folder.resolve("broken"));
        TestCertificate first = TestCertificate.make(own, "first", "EC");
        URI uri = serve(first);
        Logger logger = Logger.getLogger("dev.lanyard.http");
        CountDownLatch told = new CountDownLatch(1);
        Filter before = logger.getFilter();
        logger.setFilter(entry -> {
            if (entry.getMessage().contains("The certificate before stays in use.")) {
                told.countDown();
            }
            return false;
        });
        try {
            Files.writeString(first.key(), "nothing");
            while (told.getCount() > 0) {
                try (HttpClient client = first.client(Version.HTTP_1_1)) {
                    assertThat(client.send(post(uri, "x"), BodyHandlers.ofString())
                                    .body())
                            .isEqualTo("x");
                }
            }
            try (HttpClient client = first.client(Version.HTTP_2)) {
                assertThat(client.send(post(uri, "y"), BodyHandlers.ofString()).body())
                        .isEqualTo("y");
            }
        } finally {
            logger.setFilter(before);
        }
    }

    @Test
    void filesThatAreNoPairAreToldInASentence() throws Exception {
        TestCertificate other = TestCertificate.make(folder, "other", "EC");
        Path none = folder.resolve("none.pem");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        assertFails(certificate.file(), other.key(), "do not belong together.");
        assertFails(none, certificate.key(), "Cannot read the TLS files " + none);
        assertFails(certificate.file(), none, "Cannot read the TLS files ");
        assertFails(empty, certificate.key(), "There is no PEM certificate in " + empty);
        assertFails(certificate.file(), empty, "There is no PKCS #8 key");
        assertFails(certificate.key(), certificate.file(), "There is no PEM certificate in ");
    }

    private void assertFails(Path file, Path key, String sentence) {
        assertThatThrownBy(() -> front.listen(ANY_PORT, file, key, _ -> null))
                .isInstanceOf(HttpFront.TlsFailure.class)
                .hasMessageContaining(sentence)
                .message()
                .hasLineCount(1);
    }

    @Test
    void stoppingEndsIdleSessionsAtOnce() throws Exception {
        URI uri = serve(certificate);
        try (HttpClient client = certificate.client(Version.HTTP_2);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
            assertThat(client.send(post(uri, "1"), BodyHandlers.ofString()).body())
                    .isEqualTo("1");
            long before = System.nanoTime();
            front.stop(Duration.ofMinutes(1));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
    }
}
