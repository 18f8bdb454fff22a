// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireResponse;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;

/// Answers as Netty writes them.
final class Answers {
    /// The JDK copies what it writes to memory outside of the heap, one buffer at a time.
    private static final int PIECE = 64 << 10;

    private static final DefaultHttpHeadersFactory PLAIN =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private Answers() {}

    static WireResponse text(int status, String sentence) {
        Headers headers = new Headers().add("content-type", "text/plain; charset=utf-8");
        if (status == 503) {
            headers.add("retry-after", "1");
        }
        return new WireResponse(status, headers, (sentence + "\n").getBytes(UTF_8));
    }

    /// @param connection the value of the header of this name; empty for none
    /// @return what is to be written, in this order
    static List<Object> of(WireResponse response, String date, String connection, boolean withoutBody) {
        int status = response.status();
        boolean bodiless = status == 204 || status == 304;
        HttpHeaders headers = PLAIN.newHeaders();
        headers.add("date", date);
        response.headers().forEach((name, value) -> headers.add(name, line(value)));
        if (!bodiless) {
            headers.add("content-length", response.body().length);
        }
        if (!connection.isEmpty()) {
            headers.add("connection", connection);
        }
        byte[] body = bodiless || withoutBody ? new byte[0] : response.body();
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        if (body.length <= PIECE) {
            return List.of(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, line, Unpooled.wrappedBuffer(body), headers, PLAIN.newEmptyHeaders()));
        }
        List<Object> pieces = new ArrayList<>();
        pieces.add(new DefaultHttpResponse(HttpVersion.HTTP_1_1, line, headers));
        for (int at = 0; at < body.length; at += PIECE) {
            pieces.add(new DefaultHttpContent(Unpooled.wrappedBuffer(body, at, Math.min(PIECE, body.length - at))));
        }
        pieces.add(LastHttpContent.EMPTY_LAST_CONTENT);
        return pieces;
    }

    /// A line break that came from a caller's data must not end the header.
    private static String line(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ') {
                return value.replaceAll("[\\x00-\\x1f]", " ");
            }
        }
        return value;
    }
}
