// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Where the secrets are kept that are no user's: what session tokens are sealed with, and the keys of roots.
public interface SecretStore {
    /// A long-term key of the root of an account.
    record RootKey(AccountId account, String id, String secret, Instant created) {}

    /// The secret of this name. Must keep what `first` makes when there is none yet; when several nodes come at once,
    /// all
    /// must be told the same.
    byte[] secret(String name, Supplier<byte[]> first);

    Optional<RootKey> rootKey(AccountId account, String id);

    /// Must answer `false` and change nothing when the account has a root key.
    boolean insertFirst(RootKey key);
}
