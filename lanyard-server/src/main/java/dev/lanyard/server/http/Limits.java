// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.time.Duration;

/// What one client may cost. Sizes are bytes.
///
/// @param requestLine the longest request line; beyond it 414
/// @param head the longest header block without the request line; beyond it 431
/// @param body the longest body; beyond it 413
/// @param headTime from the first byte of a request to the end of its headers, and from connecting to the first byte
/// @param bodyTime from the end of the headers to the end of the body
/// @param idleTime how long a connection may stay open without a request
/// @param writeTime how long a client may take to read its answer
/// @param connections open connections over all listeners of a front; beyond it 503
public record Limits(
        int requestLine,
        int head,
        int body,
        Duration headTime,
        Duration bodyTime,
        Duration idleTime,
        Duration writeTime,
        int connections) {

    /// Idle connections outlive the 60 seconds after which the AWS SDK for Java drops its own, so that the client,
    /// who can tell whether a request was lost, is the one who closes.
    public static Limits standard() {
        return new Limits(
                16 << 10,
                32 << 10,
                1 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(30),
                2048);
    }

    Duration shortestTime() {
        Duration shortest = headTime;
        for (Duration time : new Duration[] {bodyTime, idleTime, writeTime}) {
            shortest = time.compareTo(shortest) < 0 ? time : shortest;
        }
        return shortest;
    }
}
