// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Seal;
import dev.lanyard.core.sts.SecretStore.RootKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The secrets of the server: the key that it seals with, which all nodes share, and root keys.
public final class Keyring {
    private static final int MASTER_BYTES = 32;
    /// Thirty bytes are forty characters.
    private static final int SECRET_BYTES = 30;

    private final SecretStore store;
    private final Ids ids;
    private final RandomGenerator random;
    private volatile byte[] master;

    /// @param random must be safe for use by many threads
    public Keyring(SecretStore store, Ids ids, RandomGenerator random) {
        this.store = store;
        this.ids = ids;
        this.random = random;
        renew();
    }

    /// Takes the key that the store has, or gives it one.
    public void renew() {
        master = store.secret("master", () -> bytes(MASTER_BYTES));
    }

    public Seal seal(String purpose) {
        return new Seal(() -> master, purpose, random);
    }

    /// A new root key for an account that has none; empty when it has one.
    public Optional<RootKey> firstRootKey(AccountId account, Instant now) {
        String secret = Base64.getEncoder().encodeToString(bytes(SECRET_BYTES));
        RootKey key = new RootKey(account, ids.unique("AKIA", account, 20), secret, now);
        return store.insertFirst(key) ? Optional.of(key) : Optional.empty();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
