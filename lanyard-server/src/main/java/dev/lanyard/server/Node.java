// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.http.HttpFront;
import dev.lanyard.server.http.Limits;
import dev.lanyard.server.http.TrustedProxies;
import dev.lanyard.server.imds.MetadataListener;
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
    private final Fronts fronts;
    private final HttpFront.Listener listener;
    private final Optional<MetadataListener> metadata;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /// Each has its own limits and its own thread, so that who floods the API does not keep instances from their
    /// credentials.
    private record Fronts(HttpFront api, HttpFront metadata) {
        static Fronts make(TrustedProxies proxies) {
            return new Fronts(front(Limits.standard(), proxies), front(Limits.ofMetadata(), TrustedProxies.NONE));
        }

        private static HttpFront front(Limits limits, TrustedProxies proxies) {
            return new HttpFront(
                    limits, InstantSource.system(), () -> UUID.randomUUID().toString(), proxies);
        }

        void stop(Duration grace) {
            api.stop(grace);
            metadata.stop(grace);
        }
    }

    private Node(Lanyard lanyard, Fronts fronts, HttpFront.Listener listener, Optional<MetadataListener> metadata) {
        this.lanyard = lanyard;
        this.fronts = fronts;
        this.listener = listener;
        this.metadata = metadata;
    }

    /// Returns once the server answers.
    ///
    /// @throws StartFailure when a port is taken, the data directory cannot be written or the database not reached
    public static Node start(Options options) throws StartFailure {
        TrustedProxies proxies = proxies(options);
        Lanyard lanyard = new Lanyard(options);
        Fronts fronts = Fronts.make(proxies);
        try {
            HttpFront.Listener listener = listen(fronts.api, options, lanyard);
            Optional<MetadataListener> metadata = options.imdsPort() < 0
                    ? Optional.empty()
                    : Optional.of(listenForInstances(fronts.metadata, options.imdsPort(), lanyard));
            return new Node(lanyard, fronts, listener, metadata);
        } catch (StartFailure failure) {
            fronts.stop(Duration.ZERO);
            lanyard.close();
            throw failure;
        }
    }

    private static TrustedProxies proxies(Options options) throws StartFailure {
        try {
            return TrustedProxies.of(options.trustedProxies());
        } catch (IllegalArgumentException failure) {
            throw new StartFailure(failure.getMessage(), failure);
        }
    }

    private static HttpFront.Listener listen(HttpFront front, Options options, Lanyard lanyard) throws StartFailure {
        try {
            InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
            return options.tls().isEmpty()
                    ? front.listen(address, lanyard::handle)
                    : front.listen(
                            address,
                            options.tls().get().certificate(),
                            options.tls().get().key(),
                            lanyard::handle);
        } catch (HttpFront.TlsFailure failure) {
            throw new StartFailure(failure.getMessage(), failure);
        } catch (IOException failure) {
            String where = hostAndPort(options.host(), options.port());
            throw new StartFailure(
                    "Cannot listen on " + where + ": " + failure.getMessage() + ". Choose another --port or --host.",
                    failure);
        }
    }

    private static MetadataListener listenForInstances(HttpFront front, int port, Lanyard lanyard) throws StartFailure {
        try {
            MetadataListener listener = MetadataListener.open(front, port, lanyard.metadata());
            lanyard.instances().reachedBy(listener);
            return listener;
        } catch (IOException failure) {
            throw new StartFailure(
                    "Cannot serve instance metadata on port " + port + ": " + failure.getMessage()
                            + ". Choose another --imds-port, or -1 to do without.",
                    failure);
        }
    }

    /// How the metadata service is reached; empty when it is off.
    public Optional<MetadataListener> metadata() {
        return metadata;
    }

    /// The URL that a client on this machine reaches the AWS APIs under.
    public URI endpoint() {
        return endpoint(listener.address().getAddress(), listener.address().getPort(), listener.isSecure());
    }

    /// @param host what a server is bound to; the wildcard address is reached over loopback
    public static URI endpoint(InetAddress host, int port, boolean tls) {
        InetAddress reached = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        return URI.create((tls ? "https://" : "http://") + hostAndPort(reached, port));
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
        fronts.stop(GRACE);
        lanyard.close();
        closed.countDown();
    }
}
