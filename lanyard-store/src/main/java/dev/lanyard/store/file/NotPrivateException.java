// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.file;

import java.io.IOException;
import java.io.Serial;

/// Other users can read or write a file that holds secrets. The message is a sentence that says what to do.
public final class NotPrivateException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    NotPrivateException(String message) {
        super(message);
    }
}
