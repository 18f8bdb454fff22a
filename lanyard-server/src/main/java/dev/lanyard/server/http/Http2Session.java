// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;

/// What the streams of a connection have in common: it may be idle for a while, and ends after its last stream.
@SuppressWarnings("FutureReturnValueIgnored") // closing fails on channels only that are closed
final class Http2Session extends ChannelInboundHandlerAdapter implements Timed {
    private final HttpFront front;
    private final Client client;
    private final Http2Connection streams;
    private ChannelHandlerContext context;
    private long deadline;
    private boolean leaving;

    Http2Session(HttpFront front, Client client, Http2Connection streams) {
        this.front = front;
        this.client = client;
        this.streams = streams;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        deadline = System.nanoTime() + front.limits().headTime().toNanos();
        front.watch(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message); // frames of the connection itself, which Netty has already obeyed
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        front.forget(this);
    }

    @Override
    public void checkDeadline(long now) {
        if (streams.numActiveStreams() > 0) {
            deadline = now + front.limits().idleTime().toNanos();
        } else if (leaving || now - deadline >= 0) {
            context.close();
        }
    }

    @Override
    public void leave() {
        leaving = true;
        if (streams.numActiveStreams() == 0) {
            context.close();
        } else {
            context.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
        }
    }

    @Override
    public HttpFront.Listener listener() {
        return client.listener();
    }
}
