// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// No client keeps another from being served: not by connections, by bytes, by failures or by waiting.
class HttpFrontSharesTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final InetSocketAddress NEIGHBOUR = new InetSocketAddress("127.0.0.77", 0);

    private HttpFront front;

    @AfterEach
    void stop() {
        front.stop(Duration.ZERO);
    }

    private static WireResponse ok() {
        return new WireResponse(200, new Headers(), "ok".getBytes(UTF_8));
    }

    private InetSocketAddress serve(Limits limits) throws IOException {
        front = new HttpFront(limits, InstantSource.system(), () -> "request-1");
        return front.listen(ANY_PORT, _ -> ok()).address();
    }

    private static int status(RawClient client) throws IOException {
        return client.send(GET).answer().status();
    }

    @Test
    void onePeerHasAShareOfTheConnections() throws IOException {
        InetSocketAddress address = serve(Limits.standard().withConnections(10, 2));
        try (RawClient one = new RawClient(address);
                RawClient two = new RawClient(address);
                RawClient three = new RawClient(address);
                RawClient neighbour = new RawClient(address, NEIGHBOUR)) {
            RawClient.Answer refused = three.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.head()).contains("retry-after: 1\r\n").contains("connection: close\r\n");
            assertThat(List.of(status(one), status(two), status(neighbour))).containsOnly(200);
        }
    }

    @Test
    void silentConnectionsOfOnePeerLeaveRoomForOthers() throws IOException {
        InetSocketAddress address = serve(Limits.standard().withConnections(100, 50));
        List<RawClient> silent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            silent.add(new RawClient(address));
        }
        try (RawClient neighbour = new RawClient(address, NEIGHBOUR)) {
            assertThat(status(neighbour)).isEqualTo(200);
        }
        for (RawClient client : silent) {
            client.close();
        }
        serveAgain(address);
    }

    /// Asks until the server has noticed that those who filled it are gone.
    private static void serveAgain(InetSocketAddress address) throws IOException {
        int status = 503;
        while (status == 503) {
            try (RawClient client = new RawClient(address)) {
                status = status(client);
            }
        }
        assertThat(status).isEqualTo(200);
    }

    @Test
    void aTrustedProxyMayOpenMoreThanTheShareOfOnePeer() throws IOException {
        TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.1"));
        front = new HttpFront(
                Limits.standard().withConnections(10, 1), InstantSource.system(), () -> "request-1", proxies);
        InetSocketAddress address = front.listen(ANY_PORT, _ -> ok()).address();
        try (RawClient one = new RawClient(address);
                RawClient two = new RawClient(address)) {
            assertThat(List.of(status(one), status(two))).containsOnly(200);
        }
    }

    @Test
    void bodiesOnTheirWayAreBoundedTogether() throws IOException {
        boundedTogether("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(300_000));
    }

    @Test
    void chunksOnTheirWayAreBoundedTogether() throws IOException {
        boundedTogether("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("1000\r\n" + "x".repeat(4096) + "\r\n").repeat(70));
    }

    @Test
    void headsOnTheirWayAreBoundedTogether() throws IOException {
        boundedTogether("GET / HTTP/1.1\r\nHost: h\r\n" + "A: xxxx\r\n".repeat(150));
        boundedTogether("GET / HTTP/1.1\r\nHost: h\r\nA: " + "x".repeat(30_000));
    }

    /// Sends the beginning until somebody is refused, and shows that there is service afterwards.
    private void boundedTogether(String beginning) throws IOException {
        InetSocketAddress address = serve(Limits.standard().withHeld(1 << 20, 1 << 20));
        List<RawClient> clients = new ArrayList<>();
        Optional<RawClient.Answer> refused = Optional.empty();
        while (refused.isEmpty()) {
            assertThat(clients).hasSizeLessThan(200);
            // Each from another address, since one peer has a bound of its own.
            RawClient client = new RawClient(address, new InetSocketAddress("127.0.1." + (1 + clients.size()), 0));
            clients.add(client);
            client.send(beginning);
            // The whole request of another shows that the beginning has been read, and what became of it.
            try (RawClient other = new RawClient(address, NEIGHBOUR)) {
                other.send(GET).answer();
            }
            refused = client.available() ? Optional.of(client.answer()) : Optional.empty();
        }
        assertThat(refused.get().status()).isEqualTo(503);
        assertThat(refused.get().head()).contains("retry-after: 1\r\n");
        for (RawClient client : clients) {
            client.close();
        }
        serveAgain(address);
        front.stop(Duration.ZERO);
    }

    @Test
    void aPeerWithItsShareOfBytesDoesNotHarmItsNeighbour() throws IOException {
        InetSocketAddress address = serve(Limits.standard().withHeld(10 << 20, 1 << 20));
        String most = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(900_000);
        try (RawClient greedy = new RawClient(address);
                RawClient again = new RawClient(address);
                RawClient neighbour = new RawClient(address, NEIGHBOUR)) {
            greedy.send(most);
            again.send(most);
            while (!greedy.available() && !again.available()) {
                Thread.onSpinWait();
            }
            assertThat((greedy.available() ? greedy : again).answer().status()).isEqualTo(503);
            assertThat(neighbour.send(most).send("x".repeat(100_000)).answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoSendsManyRequestsAtOnceIsNotReadAhead() throws IOException {
        front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        CountDownLatch hold = new CountDownLatch(1);
        InetSocketAddress address = front.listen(ANY_PORT, _ -> {
                    await(hold);
                    return ok();
                })
                .address();
        ByteBuffer many = ByteBuffer.wrap(GET.repeat(10_000).getBytes(US_ASCII));
        try (SocketChannel client = SocketChannel.open(address)) {
            client.configureBlocking(false);
            long sent = 0;
            for (int idle = 0; idle < 100_000; ) {
                many.rewind();
                int written = client.write(many);
                sent += written;
                idle = written == 0 ? idle + 1 : 0;
                assertThat(sent).isLessThan(64L << 20);
            }
        } finally {
            hold.countDown();
        }
    }

    @Test
    void aFilterThatFailsCostsOneConnection() throws IOException {
        front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        AtomicInteger calls = new AtomicInteger();
        InetSocketAddress address = front.listen(
                        ANY_PORT,
                        (_, _) -> {
                            int call = calls.incrementAndGet();
                            if (call == 1) {
                                throw new IllegalStateException("the database is away");
                            }
                            if (call == 2) {
                                throw new OutOfMemoryError("for the test");
                            }
                            return true;
                        },
                        (_, _) -> Optional.of(ok()))
                .address();
        for (int i = 0; i < 2; i++) {
            try (RawClient client = new RawClient(address)) {
                assertThat(client.rest()).isEmpty();
            }
        }
        try (RawClient client = new RawClient(address)) {
            assertThat(status(client)).isEqualTo(200);
        }
    }

    @Test
    void aHandlerMayFailInEveryWay() throws IOException {
        front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        Logger logger = Logger.getLogger("dev.lanyard.http");
        Filter before = logger.getFilter();
        logger.setFilter(_ -> false);
        try (RawClient client = new RawClient(front.listen(ANY_PORT, _ -> {
                    throw new OutOfMemoryError("for the test");
                })
                .address())) {
            assertThat(status(client)).isEqualTo(500);
            assertThat(status(client)).isEqualTo(500);
        } finally {
            logger.setFilter(before);
        }
    }

    @Test
    void aHandlerThatHangsUpGivesNoAnswer() throws IOException {
        front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        InetSocketAddress address = front.listen(ANY_PORT, (_, _) -> true, (_, _) -> Optional.empty())
                .address();
        try (RawClient client = new RawClient(address)) {
            assertThat(client.send(GET).rest()).isEmpty();
        }
    }

    @Test
    void aRequestInFlightDoesNotKeepOthersWaiting() throws Exception {
        front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        SynchronousQueue<String> gate = new SynchronousQueue<>();
        InetSocketAddress address = front.listen(ANY_PORT, request -> {
                    if (request.path().equals("/slow")) {
                        take(gate);
                    }
                    return ok();
                })
                .address();
        try (RawClient slow = new RawClient(address);
                RawClient fast = new RawClient(address)) {
            slow.send(GET.replace("/ ", "/slow "));
            for (int i = 0; i < 100; i++) {
                assertThat(status(fast)).isEqualTo(200);
            }
            gate.put("go");
            assertThat(slow.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void stoppingFinishesARequestThatHadBegunToArrive() throws Exception {
        InetSocketAddress address = serve(Limits.standard());
        try (RawClient begun = new RawClient(address)) {
            begun.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(begun.answer(false).head()).startsWith("HTTP/1.1 100 ");
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> front.stop(Duration.ofSeconds(20)));
            begun.send("body");
            assertThat(begun.rest()).startsWith("HTTP/1.1 200 ");
            stopping.get();
        }
    }

    @Test
    void stoppingClosesARequestThatDoesNotArriveWithoutAnAnswer() throws Exception {
        InetSocketAddress address = serve(Limits.standard());
        try (RawClient begun = new RawClient(address)) {
            begun.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(begun.answer(false).head()).startsWith("HTTP/1.1 100 ");
            front.stop(Duration.ofMillis(50));
            assertThat(begun.sizeOfRest()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void take(SynchronousQueue<String> gate) {
        try {
            gate.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
