// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Seal;
import dev.lanyard.core.sts.SecretStore.RootKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secrets of the server: the key that it seals with, which all nodes share, and root keys.
public final class Keyring {
    private static final String MASTER = "master";
    /// Thirty bytes are forty characters.
    private static final int SECRET_BYTES = 30;

    private final SecretStore store;
    private final Optional<MasterKey> outside;
    private final Ids ids;
    private final RandomGenerator random;
    private volatile byte[] master;

    /// @param outside where the master key is, if it is not to be in the store
    /// @param random must be safe for use by many threads
    /// @throws MasterKey.Refused when the store was made with another key than this server is given
    public Keyring(SecretStore store, Optional<MasterKey> outside, Ids ids, RandomGenerator random) {
        this.store = store;
        this.outside = outside;
        this.ids = ids;
        this.random = random;
        renew();
    }

    /// Takes the key that the store has, or gives it one. For a key that is kept outside, the store has a value which
    /// tells whether it is still the same and from which the key cannot be found; it is longer than a key.
    public void renew() {
        byte[] kept =
                store.secret(MASTER, () -> outside.map(this::checkOfFirst).orElseGet(() -> bytes(MasterKey.BYTES)));
        boolean inside = kept.length == MasterKey.BYTES;
        if (outside.isEmpty() && inside) {
            master = kept;
            return;
        }
        if (outside.isEmpty()) {
            throw new MasterKey.Refused(
                    "The master key of this database is in a file: start with its --master-key-file.");
        }
        if (inside) {
            throw new MasterKey.Refused(
                    "The master key of this database is in the database: start without --master-key-file.");
        }
        master = outside.get()
                .find()
                .filter(key -> MessageDigest.isEqual(kept, checkOf(key)))
                .orElseThrow(() -> new MasterKey.Refused(
                        "This database was made with another master key: start with the --master-key-file of then."));
    }

    private byte[] checkOfFirst(MasterKey where) {
        if (where.find().isEmpty()) {
            where.keep(bytes(MasterKey.BYTES));
        }
        return checkOf(where.find().orElseThrow());
    }

    private static byte[] checkOf(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA384");
            mac.init(new SecretKeySpec(key, "HmacSHA384"));
            return mac.doFinal("master-key-check".getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
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
