// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;

/// One connection that is kept alive, or one after the other where the server closes them. It reads as little of an
/// answer as it must.
final class Client implements AutoCloseable {
    private final InetSocketAddress address;
    private Socket socket;
    private boolean closing;
    private byte[] buffer = new byte[64 << 10];
    private int length;
    private int bodyStart;

    Client(InetSocketAddress address) throws IOException {
        this.address = address;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
    }

    /// Sends a request and reads the answer.
    ///
    /// @throws IOException when the answer is not a 200
    void call(byte[] request) throws IOException {
        int status = status(request);
        if (status != 200) {
            throw new IOException("Answered " + status + ": " + body());
        }
    }

    int status(byte[] request) throws IOException {
        if (closing) {
            socket.close();
            connect();
        }
        socket.getOutputStream().write(request);
        length = 0;
        bodyStart = -1;
        int end = Integer.MAX_VALUE;
        while (length < end) {
            read();
            if (bodyStart < 0) {
                bodyStart = headEnd();
                end = bodyStart < 0 ? end : bodyStart + contentLength();
            }
        }
        return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
    }

    /// The body of the last answer.
    String body() {
        return new String(buffer, bodyStart, length - bodyStart, UTF_8);
    }

    private void read() throws IOException {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = socket.getInputStream().read(buffer, length, buffer.length - length);
        if (read < 0) {
            throw new EOFException("The server closed the connection");
        }
        length += read;
    }

    private int headEnd() {
        for (int i = 3; i < length; i++) {
            if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength() throws IOException {
        String head = new String(buffer, 0, bodyStart, ISO_8859_1).toLowerCase(Locale.ROOT);
        closing = head.contains("\nconnection: close");
        int at = head.indexOf("\ncontent-length:");
        if (at < 0) {
            throw new IOException("An answer without length: " + head);
        }
        at += "\ncontent-length:".length();
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
