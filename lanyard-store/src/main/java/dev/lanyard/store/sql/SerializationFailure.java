// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import java.io.Serial;

/// The transaction lost against a concurrent one (SQLSTATE 40001 or 40P01) and may be tried again from its start.
final class SerializationFailure extends StoreException {
    @Serial
    private static final long serialVersionUID = 1;

    SerializationFailure(Throwable cause) {
        super("The transaction lost against a concurrent one: " + cause.getMessage(), cause);
    }
}
