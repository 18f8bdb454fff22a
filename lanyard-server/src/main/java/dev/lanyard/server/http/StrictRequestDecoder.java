// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Netty's decoder for one request at a time, which refuses what Netty forgives: folded headers, control characters,
/// blanks of any number and kind in the request line. It looks at the bytes that Netty has just consumed, hence always
/// at whole lines. After a request it stops until [#next], so that whoever sends many at once fills no memory.
final class StrictRequestDecoder extends HttpRequestDecoder implements Input {
    private static final ByteProcessor PRINTED = b -> (b < 0 || b >= ' ' || b == '\t') && b != 127;
    private static final int DROPPED = 4 << 20;
    private static final int AHEAD = 16 << 10;

    /// What a header costs as objects.
    static final int HEADER = 160;

    private enum Part {
        HEAD,
        FIXED,
        CHUNKS,
        TRAILERS
    }

    private final Limits limits;
    private ChannelHandlerContext context;
    private Part part = Part.HEAD;
    private boolean paused;
    private Object end;
    private boolean drops;
    private int dropped;
    private int wordEnd;
    private int lines;
    private int block;
    private long chunkLeft;
    private long bodyLeft;

    StrictRequestDecoder(Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLine())
                .setMaxHeaderSize(limits.head())
                .setMaxChunkSize(limits.body())
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setValidateHeaders(true));
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public int size() {
        return actualReadableBytes() + block + lines * HEADER;
    }

    @Override
    public boolean isWaiting() {
        return actualReadableBytes() > 0;
    }

    @Override
    public boolean hasBegun() {
        return lines > 0 || isWaiting();
    }

    @Override
    public void next() throws Exception {
        paused = false;
        context.channel().config().setAutoRead(true);
        if (isWaiting()) {
            channelRead(context, Unpooled.EMPTY_BUFFER);
        }
        channelReadComplete(context);
        if (!paused && end != null) {
            super.userEventTriggered(context, end);
        }
    }

    /// What has arrived before the end of the input is decoded first.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent && paused && !drops) {
            end = event;
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    public void drop() {
        paused = true;
        drops = true;
        context.channel().config().setAutoRead(true);
    }

    @Override
    public boolean end() {
        if (context.pipeline().first() != this) {
            return true; // Over TLS the client closes when it has read that this was the last answer.
        }
        var _ = ((DuplexChannel) context.channel()).shutdownOutput();
        return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!drops) {
            super.channelRead(ctx, message);
            if (paused && actualReadableBytes() > AHEAD) {
                ctx.channel().config().setAutoRead(false);
            }
            return;
        }
        dropped += ((ByteBuf) message).readableBytes();
        ReferenceCountUtil.release(message);
        if (dropped > DROPPED) {
            var _ = ctx.close();
        }
    }

    /// Netty would ask for more where it has decoded nothing.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (paused) {
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (paused) {
            return;
        }
        int from = in.readerIndex();
        int known = out.size();
        super.decode(ctx, in, out);
        try {
            check(in, from, out.subList(known, out.size()));
        } catch (Refusal refusal) {
            while (out.size() > known) {
                ReferenceCountUtil.release(out.removeLast());
            }
            throw refusal;
        }
    }

    private void check(ByteBuf in, int from, List<Object> found) {
        if (found.stream()
                .anyMatch(it -> it instanceof HttpObject o && o.decoderResult().isFailure())) {
            refuseHugeChunk(in, from);
            return;
        }
        switch (part) {
            case HEAD, TRAILERS -> lines(in, from, in.readerIndex());
            case CHUNKS -> chunk(in, from, in.readerIndex());
            case FIXED -> {}
        }
        for (Object object : found) {
            if (object instanceof HttpRequest request) {
                part = HttpUtil.isTransferEncodingChunked(request) ? Part.CHUNKS : Part.FIXED;
                bodyLeft = limits.body();
                chunkLeft = 0;
                lines = 1;
                block = 0;
            } else if (object instanceof HttpContent content) {
                chunkLeft -= content.content().readableBytes();
            }
            if (object instanceof LastHttpContent) {
                part = Part.HEAD;
                lines = 0;
                block = 0;
                paused = true;
            }
        }
    }

    /// Reads the length of a chunk before Netty waits for its bytes.
    private void chunk(ByteBuf in, int from, int to) {
        // Where a line begins with CR it ends the chunk before.
        if (chunkLeft > 0 || from == to || in.getByte(from) == '\r') {
            return;
        }
        chunkLeft = hexadecimal(in, from, to);
        bodyLeft -= chunkLeft;
        if (bodyLeft < 0) {
            throw tooLarge();
        }
        if (chunkLeft == 0) {
            part = Part.TRAILERS;
            lines = 1;
            block = 0;
        }
    }

    private void refuseHugeChunk(ByteBuf in, int from) {
        if (part == Part.CHUNKS && chunkLeft == 0 && hexadecimal(in, from, in.readerIndex()) > limits.body()) {
            throw tooLarge();
        }
    }

    private Refusal tooLarge() {
        return new Refusal(413, "A body has at most " + limits.body() + " bytes.");
    }

    private static long hexadecimal(ByteBuf in, int from, int to) {
        long size = 0;
        for (int at = from; at < to && size <= Integer.MAX_VALUE; at++) {
            int digit = Character.digit(in.getByte(at), 16);
            if (digit < 0) {
                break;
            }
            size = size * 16 + digit;
        }
        return size;
    }

    private void lines(ByteBuf in, int from, int to) {
        int at = from;
        while (lines == 0 && at < to && (in.getByte(at) == '\r' || in.getByte(at) == '\n')) {
            at++;
        }
        while (at < to) {
            int end = in.indexOf(at, to, (byte) '\n');
            int length = end - 1 - at;
            if (lines++ > 0 && length > 0) {
                block += length + 2;
            }
            if (block > limits.head() || lines > limits.headers() + 2) {
                throw new Refusal(431, "The headers are too long or too many.");
            }
            if (in.getByte(at) == ' ' || in.getByte(at) == '\t') {
                throw new Refusal(400, "A header begins with its name, and its line is not continued.");
            }
            if (in.forEachByte(at, length, PRINTED) >= 0) {
                throw new Refusal(400, "The head of a request holds no control characters.");
            }
            at = end + 1;
        }
    }

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        String method = super.splitFirstWordInitialLine(line, start, length);
        if (start != 0 || length == 0 || HttpHeaderValidationUtil.validateToken(method) >= 0) {
            throw new Refusal(400, "A request line begins with a method.");
        }
        wordEnd = length;
        return method;
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        separated(line, start);
        wordEnd = start + length;
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        separated(line, start);
        String version = new String(line, start, length, StandardCharsets.ISO_8859_1);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            boolean another = version.length() == 8 && version.startsWith("HTTP/");
            throw new Refusal(another ? 505 : 400, "The versions known here are HTTP/1.1 and 1.0.");
        }
        return version;
    }

    private void separated(byte[] line, int start) {
        if (start != wordEnd + 1 || line[wordEnd] != ' ') {
            throw new Refusal(400, "A request line is a method, a target and a version, with one blank between.");
        }
    }
}
