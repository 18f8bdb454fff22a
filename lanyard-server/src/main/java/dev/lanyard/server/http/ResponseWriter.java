// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.aws.wire.WireResponse;
import java.io.IOException;
import java.io.OutputStream;

/// Writes answers to one connection, each small one in a single segment.
final class ResponseWriter {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);
    private static final int ONE_WRITE = 64 << 10;

    private final OutputStream out;
    private final DateLine date;

    ResponseWriter(OutputStream out, DateLine date) {
        this.out = out;
        this.date = date;
    }

    void writeContinue() throws IOException {
        out.write(CONTINUE);
    }

    void write(WireResponse response, Head head, boolean keepsAlive) throws IOException {
        String connection = !keepsAlive ? "close" : head.http10() ? "keep-alive" : "";
        write(response, connection, head.method().equals("HEAD"));
    }

    void write(WireResponse response, String connection, boolean withoutBody) throws IOException {
        int status = response.status();
        byte[] body = response.body();
        StringBuilder head = new StringBuilder(320);
        head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status));
        head.append("\r\ndate: ").append(date.now());
        response.headers().forEach((name, value) -> {
            head.append("\r\n").append(name).append(": ");
            append(head, value);
        });
        boolean bodiless = status == 204 || status == 304;
        if (!bodiless) {
            head.append("\r\ncontent-length: ").append(body.length);
        }
        if (!connection.isEmpty()) {
            head.append("\r\nconnection: ").append(connection);
        }
        head.append("\r\n\r\n");
        send(head.toString().getBytes(ISO_8859_1), bodiless || withoutBody ? new byte[0] : body);
    }

    /// A line break that came from a caller's data must not end the header.
    private static void append(StringBuilder head, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            head.append(c < ' ' ? ' ' : c);
        }
    }

    private void send(byte[] head, byte[] body) throws IOException {
        if (head.length + body.length > ONE_WRITE) {
            out.write(head);
            out.write(body);
            return;
        }
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        out.write(all);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "";
        };
    }
}
