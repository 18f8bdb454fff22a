// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// The last passwords of a user as hashes, the current one first.
public record PasswordHistory(List<String> hashes) {
    /// The most that a password policy can ask for.
    private static final int KEPT = 24;

    private static final int ROUNDS = 10_000;
    private static final int BITS = 256;

    public static final PasswordHistory EMPTY = new PasswordHistory(List.of());

    /// A password of a user as a hash.
    record Hashed(String userId, String hash) {
        static Hashed of(User user, String password) {
            return new Hashed(user.id(), PasswordHistory.hash(user, password));
        }
    }

    /// Salted with the id of the user, which is as unique as a salt, and one for all: so that one computation tells
    /// whether a password is among many.
    private static String hash(User user, String password) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), user.id().getBytes(UTF_8), ROUNDS, BITS);
        try {
            SecretKeyFactory hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return HexFormat.of().formatHex(hash.generateSecret(key).getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean isCurrent(Hashed password) {
        return isAmongLast(1, password);
    }

    boolean isAmongLast(int count, Hashed password) {
        return hashes.stream().limit(count).anyMatch(password.hash()::equals);
    }

    PasswordHistory with(Hashed password) {
        return new PasswordHistory(Stream.concat(Stream.of(password.hash()), hashes.stream())
                .limit(KEPT)
                .toList());
    }
}
