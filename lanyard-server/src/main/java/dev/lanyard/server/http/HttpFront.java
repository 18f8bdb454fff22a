// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.observe.Traces;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// HTTP on any number of addresses, each with its own handler, over one set of limits. A handler runs on a virtual
/// thread and sees a request only when all of it has arrived. One event loop does all the rest, so that what belongs to
/// connections is touched by one thread. `docs/decisions/http-front.md` tells what is ours here and what is Netty's.
public final class HttpFront {
    private static final int BACKLOG = 511;

    /// How many may be told at a time that there are too many; others are hung up on.
    private static final int TOLD = 64;

    /// Answers requests.
    @FunctionalInterface
    public interface Handler {
        /// @param called the address of this machine that the client connected to
        /// @return empty to hang up, as if the answer were lost on its way
        Optional<WireResponse> answer(WireRequest request, InetAddress called);
    }

    /// Decides by addresses alone, before a byte is read, which connections are served; others are hung up on without a
    /// word. It runs on the event loop and must not wait for anything.
    @FunctionalInterface
    public interface ConnectionFilter {
        /// @param called the address of this machine that was connected to
        boolean admits(InetAddress called, InetAddress caller);
    }

    /// The files of a certificate cannot be used. The message is a sentence for the user.
    public static final class TlsFailure extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        TlsFailure(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    private final Limits limits;
    private final DateLine date;
    private final Supplier<String> requestIds;
    private final TrustedProxies proxies;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final CountDownLatch empty = new CountDownLatch(1);
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;

    /// A request of which all has arrived.
    private record Arrived(Exchange exchange, Runnable work) {}

    // What follows is touched on the event loop only.
    private final Set<Channel> open = new HashSet<>();
    private final Set<Timed> watched = new HashSet<>();
    private final Map<String, Peer> peers = new HashMap<>();
    private final Memory memory;
    private final List<Arrived> arrived = new ArrayList<>();
    private int told;
    private boolean stopped;

    /// @param clock the source of the `Date` header
    /// @param requestIds names a request whose handler failed, in the log and to the client
    public HttpFront(Limits limits, InstantSource clock, Supplier<String> requestIds) {
        this(limits, clock, requestIds, TrustedProxies.NONE);
    }

    /// @param proxies whose word counts about who sends a request; they may take all connections
    public HttpFront(Limits limits, InstantSource clock, Supplier<String> requestIds, TrustedProxies proxies) {
        NettySettings.apply();
        this.limits = limits;
        this.date = new DateLine(clock);
        this.requestIds = requestIds;
        this.proxies = proxies;
        this.memory = new Memory(limits.held());
        this.group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("lanyard-http", true), LastingIo.factory());
        this.loop = group.next();
        long tick = Math.clamp(limits.shortestTime().toNanos() / 4, 1_000_000L, 1_000_000_000L);
        var _ = loop.scheduleWithFixedDelay(this::checkDeadlines, tick, tick, TimeUnit.NANOSECONDS);
    }

    /// Listens on an address; port 0 takes a free one.
    ///
    /// @throws java.net.BindException when the address is taken or not this machine's
    public Listener listen(InetSocketAddress address, Function<WireRequest, WireResponse> handler) throws IOException {
        return listen(address, (_, _) -> true, (request, _) -> Optional.of(handler.apply(request)));
    }

    /// The same for connections that the filter admits.
    public Listener listen(InetSocketAddress address, ConnectionFilter filter, Handler handler) throws IOException {
        return bind(address, new Listener(filter, handler, Optional.empty()));
    }

    /// The same over TLS, with HTTP/2 for clients that offer it.
    ///
    /// @param certificate a PEM file: the server's certificate and those between it and the root
    /// @param key a PEM file: its key, PKCS #8
    /// @throws TlsFailure when the files cannot be read or do not fit together
    public Listener listen(
            InetSocketAddress address, Path certificate, Path key, Function<WireRequest, WireResponse> handler)
            throws IOException {
        Optional<Tls> tls = Optional.of(new Tls(certificate, key));
        return bind(address, new Listener((_, _) -> true, (request, _) -> Optional.of(handler.apply(request)), tls));
    }

    private Listener bind(InetSocketAddress address, Listener listener) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.ALLOCATOR, HeapAllocator.INSTANCE)
                .childOption(ChannelOption.ALLOCATOR, HeapAllocator.INSTANCE)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, HeapAllocator.reads())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(listener)
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException failure ? failure : new IOException(bound.cause());
        }
        listener.channel = bound.channel();
        listeners.add(listener);
        return listener;
    }

    /// Stops listening, lets requests in flight finish for as long as `grace`, and closes what is left.
    public void stop(Duration grace) {
        if (group.isShuttingDown()) {
            return;
        }
        listeners.forEach(Listener::close);
        loop.execute(() -> {
            stopped = true;
            tellWhenEmpty();
        });
        try {
            if (!empty.await(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                loop.submit(() -> List.copyOf(open).forEach(channel -> {
                            var _ = channel.close();
                        }))
                        .await();
            }
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
        } catch (InterruptedException _) {
            var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            Thread.currentThread().interrupt();
        }
    }

    private void tellWhenEmpty() {
        if (stopped && open.isEmpty()) {
            empty.countDown();
        }
    }

    /// Whatever is thrown here, it is called again.
    private void checkDeadlines() {
        try {
            long now = System.nanoTime();
            List.copyOf(watched).forEach(one -> one.checkDeadline(now));
        } catch (RuntimeException | Error failure) {
            log(Level.ERROR, "Deadlines could not be checked: " + Traces.brief(failure));
        }
    }

    /// Runs what has to be done for an exchange on a virtual thread of its own. What arrives in one turn of the loop
    /// starts together: waking the carriers for each request apart costs more than many a request.
    void start(Exchange exchange, Runnable work) {
        if (arrived.isEmpty()) {
            loop.execute(this::startArrived);
        }
        arrived.add(new Arrived(exchange, work));
    }

    private void startArrived() {
        List<Arrived> all = List.copyOf(arrived);
        arrived.clear();
        for (Arrived one : all) {
            try {
                Thread.startVirtualThread(one.work);
            } catch (RuntimeException | Error failure) {
                one.exchange.abandon();
                log(Level.ERROR, "A request could not be served: " + Traces.brief(failure));
            }
        }
    }

    void watch(Timed one) {
        watched.add(one);
    }

    void forget(Timed one) {
        watched.remove(one);
    }

    Exchange speakHttp1(Channel channel, Client client) {
        StrictRequestDecoder decoder = new StrictRequestDecoder(limits);
        Exchange exchange = new Exchange(this, client, decoder);
        channel.pipeline().addLast(decoder, new ResponseEncoder(), exchange);
        return exchange;
    }

    Limits limits() {
        return limits;
    }

    DateLine date() {
        return date;
    }

    Memory memory() {
        return memory;
    }

    TrustedProxies proxies() {
        return proxies;
    }

    /// One address that is listened on.
    public final class Listener extends ChannelInitializer<SocketChannel> implements AutoCloseable {
        private final ConnectionFilter filter;
        private final Handler handler;
        private final Optional<Tls> tls;
        private Channel channel;

        private Listener(ConnectionFilter filter, Handler handler, Optional<Tls> tls) {
            this.filter = filter;
            this.handler = handler;
            this.tls = tls;
        }

        public InetSocketAddress address() {
            return (InetSocketAddress) channel.localAddress();
        }

        /// Whether it speaks TLS.
        public boolean isSecure() {
            return tls.isPresent();
        }

        /// Stops listening. Requests in flight finish; idle connections are closed.
        @Override
        public void close() {
            channel.close().awaitUninterruptibly();
            listeners.remove(this);
            loop.submit(() -> List.copyOf(watched).stream()
                            .filter(one -> one.listener() == this)
                            .forEach(Timed::leave))
                    .awaitUninterruptibly();
        }

        Optional<WireResponse> answer(WireRequest request, InetAddress called) {
            try {
                return handler.answer(request, called);
            } catch (RuntimeException | Error failure) {
                String id = requestIds.get();
                log(Level.ERROR, "Request " + id + " failed: " + Traces.brief(failure));
                Headers headers = new Headers()
                        .add("content-type", "text/plain; charset=utf-8")
                        .add("x-amzn-requestid", id);
                return Optional.of(
                        new WireResponse(500, headers, ("Internal failure, request " + id + ".\n").getBytes(UTF_8)));
            }
        }

        @Override
        protected void initChannel(SocketChannel socket) {
            InetAddress called = socket.localAddress().getAddress();
            InetAddress caller = socket.remoteAddress().getAddress();
            if (!filter.admits(called, caller)) {
                var _ = socket.close();
                return;
            }
            Peer peer = peers.computeIfAbsent(Peer.key(caller), key -> new Peer(key, new Memory(limits.heldByPeer())));
            boolean full = open.size() - told >= limits.connections()
                    || (peer.connections >= limits.connectionsOfPeer() && !proxies.trusts(caller));
            count(socket, peer, full);
            Client client = new Client(this, peer, called, caller, tls.isPresent());
            if (full && (told > TOLD || tls.isPresent())) {
                var _ = socket.close();
            } else if (tls.isPresent()) {
                socket.pipeline()
                        .addLast(
                                tls.get().handler(socket.alloc(), limits.headTime()),
                                new Negotiation(HttpFront.this, client));
            } else if (full) {
                speakHttp1(socket, client).turnAway();
            } else {
                speakHttp1(socket, client);
            }
        }

        private void count(Channel socket, Peer peer, boolean full) {
            open.add(socket);
            peer.connections++;
            told += full ? 1 : 0;
            var _ = socket.closeFuture().addListener(_ -> {
                open.remove(socket);
                told -= full ? 1 : 0;
                if (--peer.connections == 0) {
                    peers.remove(peer.key);
                }
                tellWhenEmpty();
            });
        }
    }

    /// The logger is looked up when there is something to say: at start it would cost more than the sockets.
    static void log(Level level, String message) {
        try {
            Logger logger = System.getLogger("dev.lanyard.http");
            logger.log(level, message);
        } catch (OutOfMemoryError _) {
            // There is no room to say that there is no room.
        }
    }
}
