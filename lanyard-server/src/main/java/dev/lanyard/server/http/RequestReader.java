// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.aws.wire.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Reads requests off one connection (RFC 9112), strictly: what two readers could understand differently is refused.
/// Nothing is allocated before its bytes have arrived.
final class RequestReader {
    private static final int SMALL = 4096;
    private static final int CHUNK_LINE = 1024;

    /// For every byte that may stand in a header name, its lower case; else 0.
    private static final byte[] NAME = new byte[256];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            NAME[c] = (byte) c;
            NAME[Character.toUpperCase(c)] = (byte) c;
        }
        for (char c : "0123456789!#$%&'*+-.^_`|~".toCharArray()) {
            NAME[c] = (byte) c;
        }
    }

    private final InputStream in;
    private final Limits limits;
    private byte[] buffer = new byte[SMALL];
    private int from;
    private int to;

    RequestReader(InputStream in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /// Waits for the first byte of a request, passing over empty lines. False at the end of the stream.
    boolean awaitRequest() throws IOException {
        while (true) {
            while (from < to && (buffer[from] == '\r' || buffer[from] == '\n')) {
                from++;
            }
            if (from < to) {
                return true;
            }
            if (buffer.length > SMALL) {
                buffer = new byte[SMALL];
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /// Whether bytes that nobody has asked for yet are here.
    boolean hasBytes() {
        return from < to;
    }

    Head head() throws IOException, Refusal {
        int line = line(limits.requestLine(), 414, "The request line is too long.");
        String[] parts = requestLine(from, from + line);
        from += line + 2;
        Headers headers = new Headers();
        int left = limits.head();
        while ((line = line(left, 431, "The headers are too long.")) > 0) {
            header(headers, from, from + line);
            from += line + 2;
            left -= line + 2;
        }
        from += 2;
        return Head.of(parts[0], parts[1], parts[2].equals("HTTP/1.0"), headers);
    }

    /// The length of the line that begins at `from`, without its end, once all of it is in the buffer.
    private int line(int longest, int status, String sentence) throws IOException, Refusal {
        for (int length = 0; ; length++) {
            if (from + length == to) {
                need();
            }
            if (buffer[from + length] == '\n') {
                if (length == 0 || buffer[from + length - 1] != '\r') {
                    throw new Refusal(400, "A line ends with CR LF.");
                }
                return length - 1;
            }
            if (length > longest) {
                throw new Refusal(status, sentence);
            }
        }
    }

    private String[] requestLine(int start, int end) throws Refusal {
        int first = indexOf(' ', start, end);
        int second = first < 0 ? -1 : indexOf(' ', first + 1, end);
        if (second < 0 || first == start || second == first + 1) {
            throw new Refusal(400, "A request line is a method, a target and a version.");
        }
        for (int i = start; i < end; i++) {
            if (i < first ? NAME[buffer[i] & 0xff] == 0 : isControl(buffer[i])) {
                throw new Refusal(400, "The request line holds a character that may not stand there.");
            }
        }
        String version = new String(buffer, second + 1, end - second - 1, ISO_8859_1);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            boolean another = version.length() == 8 && version.startsWith("HTTP/");
            throw new Refusal(another ? 505 : 400, "The versions known here are HTTP/1.1 and 1.0.");
        }
        return new String[] {
            new String(buffer, start, first - start, ISO_8859_1),
            new String(buffer, first + 1, second - first - 1, ISO_8859_1),
            version
        };
    }

    private void header(Headers headers, int start, int end) throws Refusal {
        int colon = start;
        while (colon < end && NAME[buffer[colon] & 0xff] != 0) {
            buffer[colon] = NAME[buffer[colon] & 0xff];
            colon++;
        }
        if (colon == start || colon == end || buffer[colon] != ':') {
            throw new Refusal(400, "A header is a name, a colon and a value.");
        }
        int first = colon + 1;
        int last = end;
        while (first < last && isBlank(buffer[first])) {
            first++;
        }
        while (last > first && isBlank(buffer[last - 1])) {
            last--;
        }
        for (int i = first; i < last; i++) {
            if (isControl(buffer[i])) {
                throw new Refusal(400, "A header holds a control character.");
            }
        }
        headers.add(
                new String(buffer, start, colon - start, ISO_8859_1), new String(buffer, first, last - first, ISO_8859_1));
    }

    /// The whole body. A `Content-Length` beyond the limit is refused before a byte of it is read.
    byte[] body(Head head) throws IOException, Refusal {
        if (head.length() > limits.body()) {
            throw tooLarge();
        }
        return head.length() == Head.CHUNKED ? chunks() : take((int) head.length());
    }

    private Refusal tooLarge() {
        return new Refusal(413, "A body has at most " + limits.body() + " bytes.");
    }

    private byte[] chunks() throws IOException, Refusal {
        byte[] body = {};
        int length = 0;
        int size;
        while ((size = chunkSize()) > 0) {
            if (size > limits.body() - length) {
                throw tooLarge();
            }
            body = append(body, length, size);
            length += size;
            if (line(0, 400, "A chunk is longer than it says.") != 0) {
                throw new Refusal(400, "A chunk is longer than it says.");
            }
            from += 2;
        }
        int left = limits.head();
        int trailer;
        while ((trailer = line(left, 431, "The trailers are too long.")) > 0) {
            from += trailer + 2;
            left -= trailer + 2;
        }
        from += 2;
        return Arrays.copyOf(body, length);
    }

    private int chunkSize() throws IOException, Refusal {
        int length = line(CHUNK_LINE, 400, "The length of a chunk is too long.");
        int end = from + length;
        int extension = indexOf(';', from, end);
        int digits = extension < 0 ? end : extension;
        while (digits > from && isBlank(buffer[digits - 1])) {
            digits--;
        }
        if (digits == from) {
            throw new Refusal(400, "The length of a chunk is a hexadecimal number.");
        }
        long size = 0;
        for (int i = from; i < digits; i++) {
            int digit = Character.digit(buffer[i], 16);
            if (digit < 0) {
                throw new Refusal(400, "The length of a chunk is a hexadecimal number.");
            }
            size = size * 16 + digit;
            if (size > limits.body()) {
                throw tooLarge();
            }
        }
        from += length + 2;
        return (int) size;
    }

    private byte[] take(int count) throws IOException, Refusal {
        byte[] taken = append(new byte[Math.min(count, Math.max(to - from, SMALL))], 0, count);
        return taken.length == count ? taken : Arrays.copyOf(taken, count);
    }

    /// `array`, whose first `length` bytes are taken, with `count` more behind them. It doubles as they come: a client
    /// that only promises costs nothing, and one that sends a byte at a time no more than another.
    private byte[] append(byte[] array, int length, int count) throws IOException, Refusal {
        byte[] taken = array;
        int at = length;
        while (at < length + count) {
            if (at == taken.length) {
                taken = Arrays.copyOf(taken, Math.max(SMALL, taken.length * 2));
            }
            int wanted = Math.min(length + count, taken.length) - at;
            int here = Math.min(to - from, wanted);
            if (here > 0) {
                System.arraycopy(buffer, from, taken, at, here);
                from += here;
            } else {
                here = in.read(taken, at, wanted);
                if (here < 0) {
                    throw cutShort();
                }
            }
            at += here;
        }
        return taken;
    }

    private void need() throws IOException, Refusal {
        if (!fill()) {
            throw cutShort();
        }
    }

    private static Refusal cutShort() {
        return new Refusal(400, "The request ended before its end.");
    }

    /// Makes room and waits for more bytes. False at the end of the stream.
    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == buffer.length) {
            if (from == 0) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read <= 0) {
            return false;
        }
        to += read;
        return true;
    }

    private int indexOf(char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (buffer[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ' && b != '\t') || b == 127;
    }
}
