// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.http.HttpFront;
import dev.lanyard.server.http.Limits;
import dev.lanyard.server.imds.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// A running server: the composition behind its listeners.
public final class Node implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Lanyard lanyard;
    private final HttpFront front;
    private final HttpFront.Listener listener;
    private final Optional<Reach> metadata;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Node(Lanyard lanyard, HttpFront front, HttpFront.Listener listener, Optional<Reach> metadata) {
        this.lanyard = lanyard;
        this.front = front;
        this.listener = listener;
        this.metadata = metadata;
    }

    /// Returns once the server answers.
    ///
    /// @throws StartFailure when a port is taken, the data directory cannot be written or the database not reached
    public static Node start(Options options) throws StartFailure {
        Lanyard lanyard = new Lanyard(options);
        HttpFront front = new HttpFront(
                Limits.standard(),
                InstantSource.system(),
                () -> UUID.randomUUID().toString());
        try {
            HttpFront.Listener listener = listen(front, options, lanyard);
            Optional<Reach> metadata = options.imdsPort() < 0
                    ? Optional.empty()
                    : Optional.of(listenForInstances(front, options.imdsPort(), lanyard.imds()));
            return new Node(lanyard, front, listener, metadata);
        } catch (StartFailure failure) {
            front.stop(Duration.ZERO);
            lanyard.close();
            throw failure;
        }
    }

    private static HttpFront.Listener listen(HttpFront front, Options options, Lanyard lanyard) throws StartFailure {
        try {
            return front.listen(new InetSocketAddress(options.host(), options.port()), lanyard::handle);
        } catch (IOException failure) {
            String where = hostAndPort(options.host(), options.port());
            throw new StartFailure(
                    "Cannot listen on " + where + ": " + failure.getMessage() + ". Choose another --port or --host.",
                    failure);
        }
    }

    private static Reach listenForInstances(HttpFront front, int port, ImdsParts imds) throws StartFailure {
        try {
            Reach reach = Reach.open(front, port, imds.endpoint());
            imds.list().reachedBy(reach);
            return reach;
        } catch (IOException failure) {
            throw new StartFailure(
                    "Cannot serve instance metadata on port " + port + ": " + failure.getMessage()
                            + ". Choose another --imds-port, or -1 to do without.",
                    failure);
        }
    }

    /// How the metadata service is reached; empty when it is off.
    public Optional<Reach> metadata() {
        return metadata;
    }

    /// The URL that a client on this machine reaches the AWS APIs under.
    public URI endpoint() {
        return endpoint(listener.address().getAddress(), listener.address().getPort());
    }

    /// @param host what a server is bound to; the wildcard address is reached over loopback
    public static URI endpoint(InetAddress host, int port) {
        InetAddress reached = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        return URI.create("http://" + hostAndPort(reached, port));
    }

    private static String hostAndPort(InetAddress host, int port) {
        String literal = host.getHostAddress();
        return (literal.indexOf(':') < 0 ? literal : '[' + literal + ']') + ':' + port;
    }

    /// The root key that this start has made, which must be shown now or is lost.
    public Optional<RootKey> newRootKey() {
        return lanyard.newRootKey();
    }

    /// Waits until another thread closes this node.
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /// Stops listening, lets requests in flight finish for a few seconds, then closes the store.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        lanyard.stopWaiting();
        front.stop(GRACE);
        lanyard.close();
        closed.countDown();
    }
}
