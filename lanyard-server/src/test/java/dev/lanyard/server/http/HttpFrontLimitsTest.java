// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(40);

    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    private HttpFront front;

    @AfterEach
    void stop() {
        front.stop(Duration.ZERO);
    }

    private InetSocketAddress serve(Limits limits) throws IOException {
        front = new HttpFront(limits, InstantSource.system(), () -> "request-1");
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return front.listen(
                        anyPort,
                        request -> new WireResponse(
                                200,
                                new Headers(),
                                Integer.toString(request.body().length).getBytes(UTF_8)))
                .address();
    }

    private RawClient client(Limits limits) throws IOException {
        return new RawClient(serve(limits));
    }

    private static Limits times(Duration head, Duration body, Duration idle, Duration write) {
        return Limits.standard().withTimes(head, body, idle, write);
    }

    private static String post(String headers) {
        return "POST / HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
    }

    @Test
    void aBodyOfTheLimitIsServedAndOneByteMoreRefused() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send(post("Content-Length: 1048576\r\n")).send("x".repeat(1_048_576));
            assertThat(client.answer().body()).isEqualTo("1048576");
            client.send(post("Content-Length: 1048577\r\n"));
            RawClient.Answer refused = client.answer();
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.head()).contains("connection: close").contains("date: ");
            assertThat(refused.body()).isEqualTo("A body has at most 1048576 bytes.\n");
            assertThat(client.endOutput().rest()).isEmpty();
        }
    }

    @Test
    void aClientThatSendsItsTooLargeBodyAnywayReadsTheRefusal() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send(post("Content-Length: 3000000\r\n") + "x".repeat(3_000_000))
                    .endOutput();
            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aTooLargeBodyIsRefusedInsteadOfContinued() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send(post("Content-Length: 1048577\r\nExpect: 100-continue\r\n"));
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void chunksAreCountedWhileTheyArrive() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send(post("Transfer-Encoding: chunked\r\n"));
            client.send("80000\r\n" + "x".repeat(524_288) + "\r\n80000\r\n" + "x".repeat(524_288) + "\r\n0\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("1048576");
            client.send(post("Transfer-Encoding: chunked\r\n"));
            client.send("80000\r\n" + "x".repeat(524_288) + "\r\n80001\r\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource({"7fffffffffffffff", "fffffffffffffffff", "100001"})
    void aChunkThatClaimsTooMuchIsRefusedAtOnce(String size) throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send(post("Transfer-Encoding: chunked\r\n") + size + "\r\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void headersOfTheLimitAreServedAndMoreRefused() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            // "Host: h" and "X: " with their line ends are 9 and 5 bytes.
            client.send("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(32_768 - 14) + "\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET / HTTP/1.1\r\nHost: h\r\n" + "X: y\r\n".repeat(5_500));
            assertThat(client.answer().status()).isEqualTo(431);
        }
    }

    @Test
    void anEndlessHeaderIsRefusedWhileItArrives() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(33_000));
            assertThat(client.answer().status()).isEqualTo(431);
        }
    }

    @Test
    void aRequestLineOfTheLimitIsServedAndMoreRefused() throws IOException {
        try (RawClient client = client(Limits.standard())) {
            String path = "/" + "x".repeat(16_384 - "GET / HTTP/1.1".length());
            client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
            client.send("GET /" + "x".repeat(17_000));
            assertThat(client.answer().status()).isEqualTo(414);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET /\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
                " GET / HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1 \r\nHost: h\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: h\r\n\r\n",
                "G(T / HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\nHost: h\n\n",
                "GET / HTTP/1.1\r\nHost: h\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: y\r\n folded\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n: y\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: \u0000\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
                CHUNKED + "1 \r\nx\r\n0\r\n\r\n",
                CHUNKED + "1;\rx\r\nx\r\n0\r\n\r\n",
                CHUNKED + "1;\u0000\r\nx\r\n0\r\n\r\n",
                CHUNKED + "1;=\"\r\nx\r\n0\r\n\r\n",
                CHUNKED + "1\nx\r\n0\r\n\r\n",
                CHUNKED + "0\r\nno colon\r\n\r\n",
                CHUNKED + "0\r\nX : y\r\n\r\n",
                CHUNKED + "0\r\nX: y\r\n folded\r\n\r\n",
                CHUNKED + "0\r\n X: y\r\n\r\n",
                CHUNKED + "0\r\nX: \u0000\r\n\r\n",
                CHUNKED + "0\r\nX: \u0001\r\n\r\n",
                CHUNKED + "0\r\nX: a\rb\r\n\r\n",
                CHUNKED + "0\r\nX: y\n\r\n",
                "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /\u000b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / http/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\n X: y\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX: a\u0001b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX\u00e9: y\r\n\r\n",
                "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n",
                "GET http:///a HTTP/1.1\r\nHost: b\r\n\r\n",
                "GET http://a@b/ HTTP/1.1\r\nHost: b\r\n\r\n",
                "GET ftp://b/ HTTP/1.1\r\nHost: b\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\nx",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\nx",
            })
    void malformedHttpIsA400AndTheConnectionCloses(String request) throws IOException {
        try (RawClient client = client(Limits.standard())) {
            RawClient.Answer answer = client.send(request).answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.head()).contains("connection: close");
            assertThat(answer.body()).doesNotContain("Exception").hasLineCount(1);
            assertThat(client.endOutput().rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'PRI * HTTP/2.0|Host: h', 505",
        "'GET / HTTP/1.1|Host: h|Transfer-Encoding: gzip', 501",
        "'GET / HTTP/1.1|Host: h|Transfer-Encoding: gzip, chunked', 501",
        "'GET / HTTP/1.1|Host: h|Transfer-Encoding: chun\u00e2\u0084\u00aaed', 501",
        "'GET / HTTP/1.1|Host: h|Expect: tea', 417",
        "'POST / HTTP/1.1|Host: h|Content-Length: 99999999999999999999', 413",
    })
    void whatIsWellFormedButNotServedSaysSo(String request, int status) throws IOException {
        try (RawClient client = client(Limits.standard())) {
            client.send(request.replace("|", "\r\n") + "\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HT",
                "GET / HTTP/1.1\r\nHost: h\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            })
    void aRequestThatEndsTooSoonIsA400(String request) throws IOException {
        try (RawClient client = client(Limits.standard())) {
            assertThat(client.send(request).endOutput().answer().status()).isEqualTo(400);
        }
    }

    @Test
    void headersThatDoNotComeTimeOut() throws IOException {
        try (RawClient client = client(times(SHORT, LONG, LONG, LONG))) {
            assertThat(client.send("GET / HTTP/1.1\r\nHo").answer().status()).isEqualTo(408);
            assertThat(client.endOutput().rest()).isEmpty();
        }
    }

    @Test
    void oneByteNowAndThenDoesNotBuyTime() throws IOException {
        try (RawClient client = client(times(SHORT, LONG, LONG, LONG))) {
            client.send("GET / HTTP/1.1\r\nX: ");
            RawClient.Answer answer = null;
            while (answer == null) {
                client.send("x");
                answer = client.available() ? client.answer() : null;
            }
            assertThat(answer.status()).isEqualTo(408);
        }
    }

    @Test
    void aBodyThatDoesNotComeTimesOut() throws IOException {
        try (RawClient client = client(times(LONG, SHORT, LONG, LONG))) {
            assertThat(client.send(post("Content-Length: 5\r\n") + "abc")
                            .answer()
                            .status())
                    .isEqualTo(408);
        }
    }

    @Test
    void aConnectionThatNeverAsksIsClosedWithoutAWord() throws IOException {
        try (RawClient client = client(times(SHORT, LONG, LONG, LONG))) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws IOException {
        try (RawClient client = client(times(LONG, LONG, SHORT, LONG))) {
            assertThat(client.send(post("")).answer().status()).isEqualTo(200);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadItsAnswerLosesTheConnection() throws IOException {
        front = new HttpFront(times(LONG, LONG, LONG, SHORT), InstantSource.system(), () -> "request-1");
        byte[] large = new byte[64 << 20];
        CountDownLatch asked = new CountDownLatch(1);
        HttpFront.Listener listener = front.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), _ -> {
            asked.countDown();
            return new WireResponse(200, new Headers(), large);
        });
        try (RawClient client = new RawClient(listener.address())) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThatCode(asked::await).doesNotThrowAnyException();
            long before = System.nanoTime();
            front.stop(LONG);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LONG);
            assertThat(client.sizeOfRest()).isLessThan(large.length);
        }
    }

    @Test
    void moreConnectionsThanAllowedAreTurnedAway() throws IOException {
        InetSocketAddress address = serve(Limits.standard().withConnections(2, 2));
        try (RawClient one = new RawClient(address);
                RawClient two = new RawClient(address)) {
            assertThat(one.send(post("")).answer().status()).isEqualTo(200);
            assertThat(two.send(post("")).answer().status()).isEqualTo(200);
            try (RawClient three = new RawClient(address)) {
                assertThat(three.answer().status()).isEqualTo(503);
            }
            assertThat(one.send(post("")).answer().status()).isEqualTo(200);
        }
    }
}
