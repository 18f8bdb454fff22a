// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.http.TrustedProxies.Sender;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/// One client's connection, or a stream of it: one request after the other, each in phases that have a deadline. All of
/// it happens on the
/// event loop but the handler, which runs on a virtual thread.
@SuppressWarnings("FutureReturnValueIgnored") // closing and ending output fail on channels only that are closed
final class Exchange extends ChannelInboundHandlerAdapter implements Timed {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final long NEVER = Long.MAX_VALUE;
    private static final byte[] NONE = {};

    private enum Phase {
        IDLE,
        HEAD,
        BODY,
        HANDLING,
        WRITING,
        LINGERING
    }

    private final HttpFront front;
    private final Client client;
    private final Input input;
    private ChannelHandlerContext context;
    private Phase phase = Phase.IDLE;
    private long deadline;
    private Head head;
    private byte[] body = NONE;
    private int length;
    private long held;
    private boolean leaving;
    private boolean inputEnded;

    Exchange(HttpFront front, Client client, Input input) {
        this.front = front;
        this.client = client;
        this.input = input;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        enter(Phase.IDLE, front.limits().headTime());
        front.watch(this);
    }

    /// Instead of serving: tells the client why not.
    void turnAway() {
        refuse(new Refusal(503, "Too many connections are open."));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        try {
            if (phase.compareTo(Phase.HANDLING) >= 0) {
                return;
            }
            if (message instanceof HttpRequest request) {
                begin(request);
            }
            if (message instanceof HttpContent content) {
                append(content);
            }
        } catch (Refusal refusal) {
            refuse(refusal);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            throw Head.refusalOf(request, request.decoderResult().cause());
        }
        Limits limits = front.limits();
        head = Head.of(request, limits.headers());
        if (head.length() > limits.body()) {
            throw new Refusal(413, "A body has at most " + limits.body() + " bytes.");
        }
        enter(Phase.BODY, limits.bodyTime());
        if (head.awaitsContinue() && !input.isWaiting()) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void append(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            throw Refusal.of(content.decoderResult().cause());
        }
        ByteBuf bytes = content.content();
        int more = bytes.readableBytes();
        if (more > front.limits().body() - length) {
            throw new Refusal(413, "A body has at most " + front.limits().body() + " bytes.");
        }
        if (length + more > body.length) {
            // It doubles as bytes come: a client that only promises costs nothing.
            int announced =
                    head.length() > 0 ? (int) head.length() : front.limits().body();
            body = Arrays.copyOf(body, Math.max(length + more, Math.min(body.length * 2, announced)));
            requireRoom();
        }
        bytes.readBytes(body, length, more);
        length += more;
        if (content instanceof LastHttpContent) {
            handle();
        }
    }

    private void handle() {
        byte[] whole = length == body.length ? body : Arrays.copyOf(body, length);
        enter(Phase.HANDLING, null);
        Sender sender = front.proxies().sender(client.caller(), client.tls(), head.headers());
        WireRequest request = new WireRequest(
                head.method(),
                head.path(),
                head.query(),
                head.headers(),
                whole,
                sender.address(),
                sender.secure(),
                sender.local());
        front.start(this, () -> {
            Optional<WireResponse> answer = client.listener().answer(request, client.called());
            try {
                context.executor().execute(() -> answer(answer));
            } catch (RejectedExecutionException _) {
                // The front has stopped: nobody is left to answer.
            }
        });
    }

    /// Gives up a request that no thread could be started for.
    void abandon() {
        context.close();
    }

    private void answer(Optional<WireResponse> answer) {
        if (answer.isEmpty() || !context.channel().isActive()) {
            context.close();
            return;
        }
        WireResponse response = answer.get();
        body = response.body();
        hold();
        boolean stays = head.keepsAlive() && !leaving && !inputEnded;
        enter(Phase.WRITING, front.limits().writeTime());
        write(
                        response,
                        stays ? head.http10() ? "keep-alive" : "" : "close",
                        head.method().equals("HEAD"))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        context.close();
                    } else if (stays) {
                        next();
                    } else {
                        linger();
                    }
                });
    }

    private void next() throws Exception {
        head = null;
        body = NONE;
        length = 0;
        hold();
        enter(Phase.IDLE, front.limits().idleTime());
        if (leaving && !input.hasBegun()) {
            context.close();
        } else {
            input.next();
        }
    }

    private ChannelFuture write(WireResponse response, String connection, boolean withoutBody) {
        Iterator<Object> pieces = Answers.of(response, front.date().now(), connection, withoutBody)
                .iterator();
        Object piece = pieces.next();
        while (pieces.hasNext()) {
            context.write(piece, context.voidPromise());
            piece = pieces.next();
        }
        return context.writeAndFlush(piece);
    }

    private void refuse(Refusal refusal) {
        if (leaving) {
            // A client that gets no answer asks again elsewhere.
            context.close();
            return;
        }
        input.drop();
        body = NONE;
        hold();
        enter(Phase.LINGERING, LINGER);
        write(Answers.text(refusal.status(), refusal.getMessage()), "close", false)
                .addListener(_ -> linger());
    }

    /// Ends the answers and closes after the client has. What it still sends is read and dropped for a moment, because
    /// closing a socket with unread bytes resets the connection, and the client would lose the answer.
    private void linger() {
        if (inputEnded || leaving) {
            context.close();
            return;
        }
        input.drop();
        enter(Phase.LINGERING, LINGER);
        if (!input.end()) {
            context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (phase == Phase.IDLE && input.hasBegun()) {
            enter(Phase.HEAD, front.limits().headTime());
        }
        try {
            requireRoom();
        } catch (Refusal refusal) {
            refuse(refusal);
        }
    }

    /// Counts what this connection occupies now.
    private void hold() {
        long head = this.head == null ? 0 : this.head.size();
        long now = phase == Phase.LINGERING ? 0 : body.length + head + input.size();
        front.memory().add(now - held);
        client.peer().memory.add(now - held);
        held = now;
    }

    private void requireRoom() {
        long before = held;
        hold();
        if (held > before
                && phase.compareTo(Phase.HANDLING) < 0
                && (front.memory().isFull() || client.peer().memory.isFull())) {
            throw new Refusal(503, "Too much is on its way; please try again.");
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ChannelInputShutdownEvent)) {
            return;
        }
        boolean lingers = phase == Phase.LINGERING;
        boolean begun = phase == Phase.HEAD || phase == Phase.BODY;
        inputEnded = true;
        if (begun) {
            refuse(new Refusal(400, "The request ended before its end."));
        } else if (phase == Phase.IDLE || lingers) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || phase.compareTo(Phase.HANDLING) >= 0) {
            ctx.close();
        } else {
            refuse(Refusal.of(cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        body = NONE;
        phase = Phase.LINGERING;
        hold();
        front.forget(this);
    }

    private void enter(Phase next, Duration time) {
        phase = next;
        deadline = time == null ? NEVER : System.nanoTime() + time.toNanos();
    }

    @Override
    public void checkDeadline(long now) {
        if (deadline == NEVER || now - deadline < 0) {
            return;
        }
        if (phase == Phase.HEAD || phase == Phase.BODY) {
            refuse(new Refusal(408, "The request took too long to arrive."));
        } else {
            context.close();
        }
    }

    @Override
    public void leave() {
        leaving = true;
        if (phase == Phase.IDLE || phase == Phase.LINGERING) {
            context.close();
        }
    }

    @Override
    public HttpFront.Listener listener() {
        return client.listener();
    }
}
