// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

/// What a front watches: something of a connection that may last too long. Called on the event loop.
interface Timed {
    /// Ends what has lasted too long.
    ///
    /// @param now by the clock of [System#nanoTime]
    void checkDeadline(long now);

    /// Lets a request that has begun finish, then closes; at once when there is none.
    void leave();

    HttpFront.Listener listener();
}
