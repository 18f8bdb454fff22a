// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The session tokens of IMDSv2: any number per instance, good on the instance that asked and nowhere else. A token
/// carries its own end and a proof, so that any node believes what another one gave.
public final class MetadataTokens {
    /// The longest life of a token in seconds: six hours.
    public static final int MAX_SECONDS = 21_600;

    /// With this every token begins `AQAEA`, as AWS's do.
    private static final int PREFIX = 0x0100_0400;

    private static final int BODY = 16;
    private static final int PROOF = 24;
    private static final int LENGTH = 56;
    private static final int REMEMBERED = 1024;
    private static final String ALGORITHM = "HmacSHA256";

    private record Seen(String token, InstanceKey instance, long end) {}

    private final SharedSecrets secrets;
    private final RandomGenerator random;
    private final AtomicReferenceArray<Seen> seen = new AtomicReferenceArray<>(REMEMBERED);
    private volatile SecretKeySpec key;

    public MetadataTokens(SharedSecrets secrets, RandomGenerator random) {
        this.secrets = secrets;
        this.random = random;
    }

    /// A token that lives so many seconds.
    public String make(InstanceKey instance, int seconds, Instant now) {
        long end = now.getEpochSecond() + seconds;
        byte[] token = ByteBuffer.allocate(BODY + PROOF)
                .putInt(PREFIX)
                .putLong(end)
                .putInt(random.nextInt())
                .array();
        System.arraycopy(proof(instance, token), 0, token, BODY, PROOF);
        return Base64.getEncoder().encodeToString(token);
    }

    /// The seconds that a token has left; empty when it is no token of this instance or has ended.
    public OptionalLong secondsLeft(InstanceKey instance, String token, Instant now) {
        int slot = token.hashCode() & (REMEMBERED - 1);
        Seen known = seen.get(slot);
        if (known == null || !known.token.equals(token) || !known.instance.equals(instance)) {
            byte[] bytes = decode(token);
            if (bytes.length == 0 || !isProven(instance, bytes)) {
                return OptionalLong.empty();
            }
            known = new Seen(token, instance, ByteBuffer.wrap(bytes).getLong(Integer.BYTES));
            seen.set(slot, known);
        }
        long left = known.end - now.getEpochSecond();
        return left > 0 ? OptionalLong.of(left) : OptionalLong.empty();
    }

    private static byte[] decode(String token) {
        if (token.length() != LENGTH || !token.endsWith("==")) {
            return new byte[0];
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(token);
            // The last character has bits to spare, so that many texts decode to the same bytes. One was given.
            return Base64.getEncoder().encodeToString(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private boolean isProven(InstanceKey instance, byte[] token) {
        return MessageDigest.isEqual(proof(instance, token), Arrays.copyOfRange(token, BODY, BODY + PROOF));
    }

    private byte[] proof(InstanceKey instance, byte[] token) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update(token, 0, BODY);
            mac.update(instance.arn().toString().getBytes(UTF_8));
            return Arrays.copyOf(mac.doFinal(), PROOF);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKeySpec key() {
        if (key == null) {
            byte[] made = secrets.secret("session-tokens", () -> {
                byte[] fresh = new byte[32];
                random.nextBytes(fresh);
                return fresh;
            });
            key = new SecretKeySpec(made, ALGORITHM);
        }
        return key;
    }
}
