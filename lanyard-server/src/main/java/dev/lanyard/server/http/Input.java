// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

/// Where the requests of an exchange come from.
interface Input {
    /// What the head of a request occupies, and what has arrived and is not decoded yet.
    int size();

    /// Whether something has arrived that is not decoded yet.
    boolean isWaiting();

    /// Whether a request has begun to arrive.
    boolean hasBegun();

    /// Goes on to the next request.
    void next() throws Exception;

    /// Drops what comes from now on.
    void drop();

    /// Says that no answer will follow, and lets the client close.
    ///
    /// @return whether the client is given time for that
    boolean end();
}
