// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.io.Serial;

/// The store cannot do now what was asked: it is away, full or too busy. Whoever called may try again later. It carries
/// no stack trace, because an outage meets every request and says nothing of any.
public final class Unavailable extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message one sentence for an operator, without secrets
    public Unavailable(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    public Unavailable(String message) {
        this(message, null);
    }
}
