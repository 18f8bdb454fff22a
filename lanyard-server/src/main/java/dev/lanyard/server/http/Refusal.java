// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.io.Serial;

/// A request that never becomes one: it is answered with a status and one sentence, and its connection is closed.
final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
