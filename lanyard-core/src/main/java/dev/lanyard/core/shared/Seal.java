// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Puts bytes into text that only holders of the same key can read or make: AES-256-GCM in URL-safe base64. What is
/// sealed for one purpose does not open for another.
public final class Seal {
    /// Session tokens of AWS begin with the letters that these bytes encode to.
    private static final byte[] HEAD = {0x17, 0x0a, 0x06};
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    /// How many bytes what is sealed has beside its content.
    public static final int OVERHEAD = HEAD.length + NONCE + TAG_BITS / 8;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Supplier<byte[]> master;
    private final String purpose;
    private final RandomGenerator random;

    /// @param master the key that all nodes share, 32 bytes; asked for at every use, for it may be replaced
    /// @param random must be safe for use by many threads
    public Seal(Supplier<byte[]> master, String purpose, RandomGenerator random) {
        this.master = master;
        this.purpose = purpose;
        this.random = random;
    }

    public String close(byte[] content) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] hidden = crypt(Cipher.ENCRYPT_MODE, nonce, content).orElseThrow();
        return ENCODER.encodeToString(ByteBuffer.allocate(HEAD.length + NONCE + hidden.length)
                .put(HEAD)
                .put(nonce)
                .put(hidden)
                .array());
    }

    /// What was sealed; empty when the text was not sealed for this purpose with this key, or was changed since.
    public Optional<byte[]> open(String text) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        int body = HEAD.length + NONCE;
        if (all.length < body || !Arrays.equals(all, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            return Optional.empty();
        }
        // Base64 leaves unused bits; only the text that was handed out is genuine.
        if (!ENCODER.encodeToString(all).equals(text)) {
            return Optional.empty();
        }
        return crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOfRange(all, HEAD.length, body),
                Arrays.copyOfRange(all, body, all.length));
    }

    /// Bytes that only holders of the key can tell, always the same for the same text.
    public byte[] derive(String text) {
        return hmac(key("derive"), text);
    }

    private Optional<byte[]> crypt(int mode, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key("seal"), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(HEAD);
            return Optional.of(cipher.doFinal(content));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] key(String use) {
        return hmac(master.get(), use + '/' + purpose);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
