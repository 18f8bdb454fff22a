// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// One client's connection: one virtual thread that serves one request after the other. The front's watch looks at
/// the deadline of the current phase from outside, which costs less than a timed read.
final class Connection implements Runnable {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final long LATE_PAUSE = Duration.ofMillis(200).toNanos();
    private static final int LINGER_BYTES = 4 << 20;
    private static final long NEVER = Long.MAX_VALUE;

    private enum Phase {
        IDLE,
        READING,
        HANDLING,
        WRITING
    }

    private final Socket socket;
    private final HttpFront.Listener listener;
    private final HttpFront front;
    private final Function<WireRequest, WireResponse> handler;
    private final RequestReader reader;
    private final ResponseWriter writer;
    private final String peer;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Phase phase = Phase.IDLE;
    private volatile long deadline;
    private volatile boolean late;
    private volatile boolean leaving;

    Connection(Socket socket, HttpFront.Listener listener, HttpFront front, Function<WireRequest, WireResponse> handler)
            throws IOException {
        this.socket = socket;
        this.listener = listener;
        this.front = front;
        this.handler = handler;
        socket.setTcpNoDelay(true);
        reader = new RequestReader(socket.getInputStream(), front.limits());
        writer = new ResponseWriter(socket.getOutputStream(), front.date());
        peer = socket.getInetAddress().getHostAddress();
        enter(Phase.IDLE, front.limits().headTime());
    }

    @Override
    public void run() {
        try (socket) {
            // Whoever says that it is time to leave looks at the phase afterwards, and here it is the other way round:
            // one
            // of the two sees the other.
            while (!leaving && serveNext()) {
                enter(Phase.IDLE, front.limits().idleTime());
            }
        } catch (IOException _) {
            // The client has gone or the watch closed the socket: nobody is left to answer.
        } finally {
            end();
        }
    }

    /// Instead of [#run]: tells the client that there are too many.
    void turnAway() {
        try (socket) {
            refuse(new Refusal(503, "Too many connections are open."));
        } catch (IOException _) {
            // Gone already.
        } finally {
            end();
        }
    }

    private void end() {
        front.forget(this);
        ended.countDown();
    }

    void awaitEnd(long nanos) throws InterruptedException {
        ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    private boolean serveNext() throws IOException {
        if (!reader.awaitRequest()) {
            return false;
        }
        Limits limits = front.limits();
        enter(Phase.READING, limits.headTime());
        Head head;
        byte[] body;
        try {
            head = reader.head();
            enter(Phase.READING, limits.bodyTime());
            boolean awaited = head.awaitsContinue() && !reader.hasBytes();
            if (awaited && head.length() <= limits.body()) {
                writer.writeContinue();
            }
            body = reader.body(head);
        } catch (Refusal refusal) {
            refuse(late ? new Refusal(408, "The request took too long to arrive.") : refusal);
            return false;
        }
        enter(Phase.HANDLING, null);
        WireResponse response = listener.answer(
                handler, new WireRequest(head.method(), head.path(), head.query(), head.headers(), body, peer, false));
        if (response.status() == HttpFront.NO_ANSWER.status()) {
            return false;
        }
        boolean stays = head.keepsAlive() && !leaving;
        enter(Phase.WRITING, limits.writeTime());
        writer.write(response, head, stays);
        return stays;
    }

    /// Answers and closes. What the client still sends is read and dropped for a moment, because closing a socket with
    /// unread bytes resets the connection and the client would lose the answer.
    private void refuse(Refusal refusal) throws IOException {
        enter(Phase.WRITING, LINGER);
        byte[] text = (refusal.getMessage() + "\n").getBytes(UTF_8);
        Headers headers = new Headers().add("content-type", "text/plain; charset=utf-8");
        writer.write(new WireResponse(refusal.status(), headers, text), "close", false);
        socket.shutdownOutput();
        if (late) {
            // The input is shut already: all that is left is to give the client time to read.
            LockSupport.parkNanos(LATE_PAUSE);
            return;
        }
        byte[] dropped = new byte[8192];
        int left = LINGER_BYTES;
        int read;
        while (left > 0 && (read = socket.getInputStream().read(dropped)) > 0) {
            left -= read;
        }
    }

    private void enter(Phase next, Duration time) {
        phase = next;
        deadline = time == null ? NEVER : System.nanoTime() + time.toNanos();
    }

    /// Called by the watch: ends a phase that has lasted too long.
    void checkDeadline(long now) {
        long until = deadline;
        if (until == NEVER || now - until < 0) {
            return;
        }
        if (phase == Phase.WRITING) {
            close();
        } else {
            late = true;
            endInput();
        }
    }

    /// The request in flight is the last one.
    void serveNoMore() {
        leaving = true;
    }

    /// Lets the request in flight finish, then closes; at once when there is none.
    void leave() {
        serveNoMore();
        if (phase == Phase.IDLE) {
            endInput();
        }
    }

    boolean cameThrough(HttpFront.Listener one) {
        return listener == one;
    }

    /// Wakes the reader with the end of the stream, so that it can still answer.
    private void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException _) {
            close();
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Closed is closed.
        }
    }
}
