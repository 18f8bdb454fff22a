// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import java.io.Serial;
import java.util.Optional;

/// The master key where it is not kept in the store.
public interface MasterKey {
    /// How many bytes it has.
    int BYTES = 32;

    /// The key; empty when none was made.
    ///
    /// @throws Refused when what is there cannot be used
    Optional<byte[]> find();

    /// Keeps a first key. When another process has kept one meanwhile, that one stays.
    ///
    /// @throws Refused when it cannot be kept
    void keep(byte[] first);

    /// The server cannot work with the master key that it was given. The message is a sentence that says what to do.
    final class Refused extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        public Refused(String sentence, Throwable cause) {
            super(sentence, cause);
        }

        public Refused(String sentence) {
            this(sentence, null);
        }
    }
}
