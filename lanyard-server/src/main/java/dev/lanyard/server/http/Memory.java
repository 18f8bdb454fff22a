// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

/// How many bytes of clients are held, of how many that may be. Used on the event loop only.
final class Memory {
    private final long limit;
    private long held;

    Memory(long limit) {
        this.limit = limit;
    }

    void add(long bytes) {
        held += bytes;
    }

    boolean isFull() {
        return held > limit;
    }
}
