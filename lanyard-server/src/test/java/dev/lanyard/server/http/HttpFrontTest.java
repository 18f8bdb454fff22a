// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Function;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFrontTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-04T05:06:07.89Z"));

    private final HttpFront front = new HttpFront(Limits.standard(), CLOCK, () -> "request-1");
    private volatile WireRequest seen;

    @AfterEach
    void stop() {
        front.stop(Duration.ZERO);
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static WireResponse text(String body) {
        return new WireResponse(200, new Headers(), body.getBytes(UTF_8));
    }

    private RawClient client(Function<WireRequest, WireResponse> handler) throws IOException {
        return new RawClient(front.listen(anyPort(), handler).address());
    }

    /// A client of a server that remembers the request and answers with its body.
    private RawClient echo() throws IOException {
        return client(request -> {
            seen = request;
            return text(new String(request.body(), UTF_8));
        });
    }

    @Test
    void pathAndQueryArriveAsTheyWereSent() throws IOException {
        try (RawClient client = echo()) {
            client.send("GET //a%2Fb/../%7e;c=+?X=%20+&Y=a/b?&&Z HTTP/1.1\r\nHost: h\r\n\r\n")
                    .answer();
        }
        assertThat(seen.path()).isEqualTo("//a%2Fb/../%7e;c=+");
        assertThat(seen.query()).isEqualTo("X=%20+&Y=a/b?&&Z");
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.peer()).isEqualTo("127.0.0.1");
        assertThat(seen.secure()).isFalse();
    }

    @Test
    void everyByteOfTargetAndHeadersIsOneCharacter() throws IOException {
        try (RawClient client = echo()) {
            client.send("GET /\u00e9?\u00c3\u00a9 HTTP/1.1\r\nHost: h\r\nX-A: \u00c3\u00a9 \u0080\u00ff\r\n\r\n")
                    .answer();
        }
        assertThat(seen.path() + seen.query()).isEqualTo("/\u00e9\u00c3\u00a9");
        assertThat(seen.headers().first("x-a")).contains("\u00c3\u00a9 \u0080\u00ff");
        assertThat(seen.headers().text("x-a").orElseThrow()).startsWith("\u00e9 ");
    }

    @Test
    void aWholeUrlIsCutToItsPathAndQuery() throws IOException {
        try (RawClient client = echo()) {
            client.send("GET http://iam.amazonaws.com/a?b HTTP/1.1\r\nHost: iam.amazonaws.com\r\n\r\n")
                    .answer();
            assertThat(seen.path() + "|" + seen.query()).isEqualTo("/a|b");
            client.send("GET http://iam.amazonaws.com?b=/ HTTP/1.1\r\nHost: iam.amazonaws.com\r\n\r\n")
                    .answer();
            assertThat(seen.path() + "|" + seen.query()).isEqualTo("/|b=/");
        }
    }

    @Test
    void headersKeepTheirOrderAndRepeat() throws IOException {
        try (RawClient client = echo()) {
            client.send("GET / HTTP/1.1\r\nX-B: 2 \r\nHost: h\r\nx-a:1\r\nX-B:\t3  4\r\nX-Empty:\r\n\r\n")
                    .answer();
        }
        StringBuilder all = new StringBuilder();
        seen.headers()
                .forEach((name, value) ->
                        all.append(name).append('=').append(value).append('\n'));
        assertThat(all.toString()).isEqualTo("x-b=2\nhost=h\nx-a=1\nx-b=3  4\nx-empty=\n");
    }

    @Test
    void anAnswerCarriesItsDateAndLengthAndNothingNeedless() throws IOException {
        try (RawClient client = client(_ -> new WireResponse(
                404, new Headers().add("x-one", "a\r\nb").add("x-one", "c"), "body".getBytes(UTF_8)))) {
            RawClient.Answer answer =
                    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer();
            assertThat(answer.head()).isEqualTo("""
                    HTTP/1.1 404 Not Found\r
                    date: Wed, 04 Mar 2026 05:06:07 GMT\r
                    x-one: a  b\r
                    x-one: c\r
                    content-length: 4\r
                    \r
                    """);
            assertThat(answer.body()).isEqualTo("body");
        }
    }

    @Test
    void headAnswersWithTheLengthButNoBody() throws IOException {
        try (RawClient client = client(_ -> text("12345"))) {
            client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.answer(false).head()).contains("content-length: 5");
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("12345");
        }
    }

    @Test
    void noContentHasNoLength() throws IOException {
        try (RawClient client = client(_ -> new WireResponse(204, new Headers(), new byte[0]))) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.answer().head()).doesNotContain("content-length");
        }
    }

    @Test
    void aConnectionServesManyRequestsEvenWhenTheyArriveAtOnce() throws IOException {
        String one = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n";
        try (RawClient client = echo()) {
            client.send(one + "one" + one + "two\r\n" + one + "thr");
            assertThat(client.answer().body()).isEqualTo("one");
            assertThat(client.answer().body()).isEqualTo("two");
            assertThat(client.answer().body()).isEqualTo("thr");
        }
    }

    @Test
    void connectionCloseIsObeyed() throws IOException {
        try (RawClient client = echo()) {
            client.send("GET / HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n");
            assertThat(client.rest()).contains("connection: close").contains("content-length: 0");
        }
    }

    @Test
    void http10ClosesUnlessAskedToStay() throws IOException {
        try (RawClient client = echo()) {
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.answer().head()).contains("connection: keep-alive");
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.rest()).contains("connection: close");
        }
    }

    @Test
    void chunksBecomeOneBody() throws IOException {
        try (RawClient client = echo()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n");
            client.send("4;x=y\r\nWiki\r\n0A ; z=\"q; \"\r\npedia12345\r\n0\r\nTrailer: t\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("Wikipedia12345");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aClientThatExpectsContinueIsToldToContinue() throws IOException {
        try (RawClient client = echo()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
            assertThat(client.answer(false).head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.send("body").answer().body()).isEqualTo("body");
        }
    }

    @Test
    void aClientThatDoesNotWaitForContinueGetsOneAnswer() throws IOException {
        try (RawClient client = echo()) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aHandlerThatFailsIsAnsweredAndLoggedOnce() throws IOException {
        Logger logger = Logger.getLogger("dev.lanyard.http");
        StringBuilder logged = new StringBuilder();
        Filter before = logger.getFilter();
        logger.setFilter(entry -> {
            logged.append(entry.getMessage()).append('\n');
            return false;
        });
        try (RawClient client = client(_ -> {
            throw new IllegalStateException("secret");
        })) {
            RawClient.Answer answer =
                    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.head()).contains("x-amzn-requestid: request-1");
            assertThat(answer.body()).isEqualTo("Internal failure, request request-1.\n");
            assertThat(logged.toString())
                    .startsWith("Request request-1 failed: java.lang.IllegalStateException: secret\n")
                    .containsOnlyOnce("Request request-1 failed");
        } finally {
            logger.setFilter(before);
        }
    }

    @Test
    void listenersHaveTheirOwnHandlersAndCloseAlone() throws IOException {
        HttpFront.Listener one = front.listen(anyPort(), _ -> text("one"));
        HttpFront.Listener two = front.listen(new InetSocketAddress("127.64.0.9", 0), _ -> text("two"));
        try (RawClient toOne = new RawClient(one.address());
                RawClient toTwo = new RawClient(two.address())) {
            String get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
            assertThat(toOne.send(get).answer().body()).isEqualTo("one");
            assertThat(toTwo.send(get).answer().body()).isEqualTo("two");
            two.close();
            assertThat(toTwo.rest()).isEmpty();
            assertThat(toOne.send(get).answer().body()).isEqualTo("one");
            assertThatThrownBy(() -> new RawClient(two.address())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTakenPortIsABindException() throws IOException {
        InetSocketAddress taken = front.listen(anyPort(), _ -> text("")).address();
        assertThatThrownBy(() -> front.listen(taken, _ -> text(""))).isInstanceOf(BindException.class);
    }

    @Test
    void stoppingLetsTheRequestInFlightFinish() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        SynchronousQueue<String> gate = new SynchronousQueue<>();
        HttpFront.Listener listener = front.listen(anyPort(), _ -> {
            inside.countDown();
            try {
                return text(gate.take());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (RawClient busy = new RawClient(listener.address());
                RawClient idle = new RawClient(listener.address())) {
            busy.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            inside.await();
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> front.stop(Duration.ofSeconds(10)));
            assertThat(idle.rest()).isEmpty();
            assertThat(stopping).isNotDone();
            gate.put("done");
            assertThat(busy.rest()).contains("connection: close").endsWith("done");
            stopping.get();
        }
    }
}
