// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A socket that sends exactly what a test says and reads one answer at a time.
final class RawClient implements AutoCloseable {
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;

    RawClient(InetSocketAddress address) throws IOException {
        this(address, new InetSocketAddress(0));
    }

    /// @param from the address that the server sees
    RawClient(InetSocketAddress address, InetSocketAddress from) throws IOException {
        socket.bind(from);
        socket.connect(address);
        socket.setSoTimeout(10_000);
        in = socket.getInputStream();
    }

    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Answer answer() throws IOException {
        return answer(true);
    }

    /// @param withBody false for the answer to HEAD and for 1xx, which have none whatever their headers say
    Answer answer(boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("The server closed after: " + head);
            }
            head.append((char) read);
        }
        int at = head.indexOf("content-length: ");
        int length = !withBody || at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r", at)));
        return new Answer(head.toString(), new String(in.readNBytes(length), ISO_8859_1));
    }

    boolean available() throws IOException {
        return in.available() > 0;
    }

    /// How many bytes still come until the server closes or resets.
    long sizeOfRest() {
        long size = 0;
        byte[] some = new byte[8192];
        try {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                size += read;
            }
        } catch (IOException _) {
            // A reset is an end, too.
        }
        return size;
    }

    /// Everything until the server closes.
    String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
