// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import java.io.Serial;

/// A key or a reference of the store refused a row. The unit of work it happened in is lost, on every engine: let this
/// leave [Transactions#write] and answer the fault outside, or ask the port for an insert that reports a duplicate
/// instead of throwing.
public final class ConstraintViolation extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public enum Kind {
        /// A row with this key exists.
        UNIQUE,
        /// The row that is referred to does not exist, or a row that goes away is still referred to.
        FOREIGN_KEY,
        /// A value is missing or out of the range that the table allows.
        CHECK
    }

    private final Kind kind;

    public ConstraintViolation(Kind kind, Throwable cause) {
        super(cause.getMessage(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
