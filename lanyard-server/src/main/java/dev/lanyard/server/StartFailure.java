// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import java.io.Serial;

/// Why a server cannot start, in one sentence that its user can act on.
public final class StartFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
