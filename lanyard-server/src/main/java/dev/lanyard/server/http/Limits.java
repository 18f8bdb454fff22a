// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.time.Duration;

/// What one client, and all clients together, may cost a front. Sizes are bytes.
///
/// @param requestLine the longest request line; beyond it 414
/// @param head the longest header block without the request line, and the longest block of trailers; beyond it 431
/// @param headers how many headers a request may have; beyond it 431
/// @param body the longest body; beyond it 413
/// @param headTime from the first byte of a request to the end of its headers, and from connecting to the first byte
/// @param bodyTime from the end of the headers to the end of the body
/// @param idleTime how long a connection may stay open without a request
/// @param writeTime how long a client may take to read its answer
/// @param connections open connections over all listeners of a front; beyond it 503
/// @param connectionsOfPeer those of them that come from one address; beyond it 503
/// @param held what heads, bodies and answers of all connections may occupy; beyond it 503
/// @param heldByPeer how much of it may belong to one address; beyond it 503
public record Limits(
        int requestLine,
        int head,
        int headers,
        int body,
        Duration headTime,
        Duration bodyTime,
        Duration idleTime,
        Duration writeTime,
        int connections,
        int connectionsOfPeer,
        long held,
        long heldByPeer) {

    /// Idle connections outlive the 60 seconds after which the AWS SDK for Java drops its own, so that the client,
    /// who can tell whether a request was lost, is the one who closes.
    public static Limits standard() {
        return new Limits(
                16 << 10,
                32 << 10,
                200,
                1 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(30),
                2048,
                1024,
                64 << 20,
                40 << 20);
    }

    /// The same for clients that ask little and get little.
    public static Limits ofMetadata() {
        Limits all = standard();
        return new Limits(
                all.requestLine,
                8 << 10,
                all.headers,
                16 << 10,
                all.headTime,
                all.bodyTime,
                all.idleTime,
                all.writeTime,
                all.connections,
                all.connections,
                16 << 20,
                16 << 20);
    }

    public Limits withTimes(Duration head, Duration body, Duration idle, Duration write) {
        return new Limits(
                requestLine,
                this.head,
                headers,
                this.body,
                head,
                body,
                idle,
                write,
                connections,
                connectionsOfPeer,
                held,
                heldByPeer);
    }

    public Limits withConnections(int all, int ofPeer) {
        return new Limits(
                requestLine,
                head,
                headers,
                body,
                headTime,
                bodyTime,
                idleTime,
                writeTime,
                all,
                ofPeer,
                held,
                heldByPeer);
    }

    public Limits withHeld(long all, long byPeer) {
        return new Limits(
                requestLine,
                head,
                headers,
                body,
                headTime,
                bodyTime,
                idleTime,
                writeTime,
                connections,
                connectionsOfPeer,
                all,
                byPeer);
    }

    Duration shortestTime() {
        Duration shortest = headTime;
        for (Duration time : new Duration[] {bodyTime, idleTime, writeTime}) {
            shortest = time.compareTo(shortest) < 0 ? time : shortest;
        }
        return shortest;
    }
}
