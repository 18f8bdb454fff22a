// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.Serial;

/// The store could not do what was asked, for a reason outside the domain. The message is one sentence for an operator
/// and holds no password.
public sealed class StoreException extends RuntimeException permits SerializationFailure {
    @Serial
    private static final long serialVersionUID = 1;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
