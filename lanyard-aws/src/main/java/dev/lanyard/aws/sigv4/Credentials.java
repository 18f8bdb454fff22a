// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import java.util.Optional;

/// Knows secret keys. Called at most once per request, and only for a well-formed one.
///
/// @param <P> whom a key stands for
@FunctionalInterface
public interface Credentials<P> {
    /// Finds the secret of an access key. A session token that is absent, corrupt or of another key where one is
    /// needed, and one where none is, makes the key [Unknown], as do inactive and deleted keys.
    Outcome<P> lookUp(String accessKeyId, Optional<String> sessionToken);

    sealed interface Outcome<P> {}

    record Found<P>(String secretKey, P principal) implements Outcome<P> {
        /// Leaves out the secret, so that no log can show it.
        @Override
        public String toString() {
            return "Found[" + principal + ']';
        }
    }

    record Unknown<P>() implements Outcome<P> {}

    /// A genuine session that is over.
    record Expired<P>() implements Outcome<P> {}
}
