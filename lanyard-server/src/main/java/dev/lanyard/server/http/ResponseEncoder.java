// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Map;

/// Writes answers that state their length. Netty's own encoder reaches for memory outside of the heap when its class is
/// loaded, by native calls that cost 100 ms of CPU to link.
final class ResponseEncoder extends MessageToByteEncoder<HttpObject> {
    ResponseEncoder() {
        super(HttpObject.class, false);
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, HttpObject message, ByteBuf out) {
        if (message instanceof HttpResponse response) {
            StringBuilder head = new StringBuilder(320);
            head.append("HTTP/1.1 ").append(response.status()).append("\r\n");
            for (Map.Entry<String, String> header : response.headers()) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
            out.writeCharSequence(head.append("\r\n"), ISO_8859_1);
        }
        if (message instanceof HttpContent content) {
            out.writeBytes(content.content());
        }
    }
}
