// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import java.util.List;

/// The beginning of a connection over TLS, until both sides know whether they speak HTTP/2 or HTTP/1.1.
final class Negotiation extends ApplicationProtocolNegotiationHandler implements Timed {
    private static final int STREAMS = 100;

    private final HttpFront front;
    private final Client client;
    private ChannelHandlerContext context;

    Negotiation(HttpFront front, Client client) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.front = front;
        this.client = client;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        front.watch(this);
        super.handlerAdded(ctx);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        front.forget(this);
        if (!protocol.equals(ApplicationProtocolNames.HTTP_2)) {
            front.speakHttp1(ctx.channel(), client);
            return;
        }
        Limits limits = front.limits();
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(
                        new Http2Settings().maxConcurrentStreams(STREAMS).maxHeaderListSize(limits.head()))
                .validateHeaders(true)
                .build();
        ChannelInitializer<Channel> streams = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new StreamCodec(), new Exchange(front, client, new StreamInput(stream)));
            }
        };
        ctx.pipeline()
                .addLast(
                        codec, new Http2MultiplexHandler(streams), new Http2Session(front, client, codec.connection()));
    }

    /// Leaves out the headers that Netty adds, for clients have not sent them.
    private static final class StreamCodec extends Http2StreamFrameToHttpObjectCodec {
        StreamCodec() {
            super(true);
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, Http2StreamFrame frame, List<Object> out) throws Exception {
            super.decode(ctx, frame, out);
            for (Object object : out) {
                if (object instanceof HttpRequest request) {
                    request.headers()
                            .remove("transfer-encoding")
                            .remove("x-http2-scheme")
                            .remove("x-http2-stream-id");
                }
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        front.forget(this);
        super.channelInactive(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Most likely somebody who speaks no TLS.
        var _ = ctx.close();
    }

    /// The TLS handler has a deadline of its own.
    @Override
    public void checkDeadline(long now) {}

    @Override
    public void leave() {
        var _ = context.close();
    }

    @Override
    public HttpFront.Listener listener() {
        return client.listener();
    }
}
