// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.observe.Traces;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/// HTTP/1.1 on any number of addresses, each with its own handler, over one set of limits. A handler runs on a virtual
/// thread and sees a request only when all of it has arrived. `docs/decisions/http-front.md` tells why it is our own.
public final class HttpFront {
    /// From a handler: hang up, as if the answer were lost on its way.
    public static final WireResponse NO_ANSWER = new WireResponse(0, new Headers(), new byte[0]);

    private static final int BACKLOG = 511;
    private static final long ACCEPT_PAUSE = Duration.ofMillis(100).toNanos();

    /// Decides who answers a connection.
    @FunctionalInterface
    public interface Door {
        /// @param called the address of this machine that was connected to
        /// @return empty to hang up without a word
        Optional<Function<WireRequest, WireResponse>> open(InetAddress called, InetAddress caller);
    }

    private final Limits limits;
    private final DateLine date;
    private final Supplier<String> requestIds;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile boolean stopped;

    /// @param clock the source of the `Date` header
    /// @param requestIds names a request whose handler failed, in the log and to the client
    public HttpFront(Limits limits, InstantSource clock, Supplier<String> requestIds) {
        this.limits = limits;
        this.date = new DateLine(clock);
        this.requestIds = requestIds;
        this.watch = Thread.ofVirtual().name("http-watch").start(this::watch);
    }

    /// Listens on an address; port 0 takes a free one.
    ///
    /// @throws java.net.BindException when the address is taken or not this machine's
    public Listener listen(InetSocketAddress address, Function<WireRequest, WireResponse> handler) throws IOException {
        return listen(address, (_, _) -> Optional.of(handler));
    }

    /// The same, but who answers depends on the address that was called.
    public Listener listen(InetSocketAddress address, Door door) throws IOException {
        Listener listener = new Listener(address, door);
        listeners.add(listener);
        Thread.ofVirtual().name("http-accept").start(listener::accept);
        return listener;
    }

    /// Stops listening, lets requests in flight finish for as long as `grace`, and closes what is left.
    public void stop(Duration grace) {
        stopped = true;
        listeners.forEach(Listener::close);
        LockSupport.unpark(watch);
        long until = System.nanoTime() + grace.toNanos();
        try {
            for (Connection connection : connections) {
                connection.awaitEnd(until - System.nanoTime());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::close);
    }

    private void watch() {
        long tick = Math.clamp(limits.shortestTime().toNanos() / 4, 1_000_000L, 1_000_000_000L);
        while (!stopped || !connections.isEmpty()) {
            if (connections.isEmpty()) {
                LockSupport.park();
            } else {
                LockSupport.parkNanos(tick);
            }
            long now = System.nanoTime();
            connections.forEach(connection -> connection.checkDeadline(now));
        }
    }

    private void serve(Connection connection) {
        int open = connections.size();
        if (open >= 2 * limits.connections()) {
            connection.close();
            return;
        }
        connections.add(connection);
        boolean full = open >= limits.connections();
        Thread.ofVirtual().name("http").start(full ? connection::turnAway : connection);
        if (open == 0) {
            LockSupport.unpark(watch);
        }
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    Limits limits() {
        return limits;
    }

    DateLine date() {
        return date;
    }

    /// One address that is listened on.
    public final class Listener implements AutoCloseable {
        private final ServerSocket socket;
        private final Door door;

        private Listener(InetSocketAddress address, Door door) throws IOException {
            this.door = door;
            this.socket = new ServerSocket();
            try {
                socket.bind(address, BACKLOG);
            } catch (IOException failure) {
                socket.close();
                throw failure;
            }
        }

        public InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        /// Stops listening. Requests in flight finish; idle connections are closed.
        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException failure) {
                log(Level.WARNING, "A listener did not close", failure);
            }
            listeners.remove(this);
            // All are told before the first one closes, so that no client sees one close and another stay.
            List<Connection> mine = connections.stream()
                    .filter(connection -> connection.cameThrough(this))
                    .toList();
            mine.forEach(Connection::serveNoMore);
            mine.forEach(Connection::leave);
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    accept(socket.accept());
                } catch (IOException failure) {
                    if (!socket.isClosed()) {
                        // Most likely out of file descriptors: the next one is a connection's end away.
                        log(Level.WARNING, "A connection was not accepted", failure);
                        LockSupport.parkNanos(ACCEPT_PAUSE);
                    }
                }
            }
        }

        private void accept(Socket client) throws IOException {
            Optional<Function<WireRequest, WireResponse>> handler =
                    door.open(client.getLocalAddress(), client.getInetAddress());
            if (handler.isEmpty()) {
                client.close();
                return;
            }
            Connection connection;
            try {
                connection = new Connection(client, this, HttpFront.this, handler.get());
            } catch (IOException _) {
                client.close();
                return;
            }
            serve(connection);
            if (socket.isClosed()) {
                connection.leave();
            }
        }

        WireResponse answer(Function<WireRequest, WireResponse> handler, WireRequest request) {
            try {
                return handler.apply(request);
            } catch (RuntimeException | Error failure) {
                String id = requestIds.get();
                log(Level.ERROR, "Request " + id + " failed: " + Traces.brief(failure), null);
                Headers headers = new Headers()
                        .add("content-type", "text/plain; charset=utf-8")
                        .add("x-amzn-requestid", id);
                return new WireResponse(500, headers, ("Internal failure, request " + id + ".\n").getBytes(UTF_8));
            }
        }
    }

    /// The logger is looked up when there is something to say: at start it would cost more than the sockets.
    private static void log(Level level, String message, Throwable failure) {
        Logger logger = System.getLogger("dev.lanyard.http");
        logger.log(level, message, failure);
    }
}
