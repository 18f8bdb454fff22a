// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.keys;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_KEY_FORMAT;

import dev.lanyard.aws.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Public keys in OpenSSH's form and their fingerprints.
final class PublicKeys {
    static final String RSA = "rsa";
    static final String ED25519 = "ed25519";

    private static final String SSH_RSA = "ssh-rsa";
    private static final String SSH_ED25519 = "ssh-ed25519";
    private static final int ED25519_BYTES = 32;

    private PublicKeys() {}

    /// @param line as in `authorized_keys`
    record PublicKey(String kind, byte[] blob, String line) {

        /// As `ssh-keygen` counts it for ED25519; for RSA the MD5 of the key in X.509's form.
        String fingerprint() {
            return kind.equals(RSA) ? colons(digest("MD5", rsa(blob).getEncoded())) : sha256(blob);
        }
    }

    /// Reads a line `ssh-rsa AAAA... comment`, which some callers encode in base64 once too often.
    ///
    /// @throws Fault InvalidKey.Format
    static PublicKey read(byte[] material) {
        String text = new String(material, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("ssh-")) {
            try {
                text = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8).strip();
            } catch (IllegalArgumentException _) {
                throw notOpenSsh();
            }
        }
        String[] parts = text.split("\\s+", 3);
        if (parts.length < 2) {
            throw notOpenSsh();
        }
        try {
            byte[] blob = Base64.getDecoder().decode(parts[1]);
            ByteBuffer in = ByteBuffer.wrap(blob);
            String algorithm = new String(field(in), StandardCharsets.US_ASCII);
            if (!algorithm.equals(parts[0])) {
                throw notOpenSsh();
            }
            if (algorithm.equals(SSH_RSA)) {
                rsa(blob);
                return new PublicKey(RSA, blob, text);
            }
            if (algorithm.equals(SSH_ED25519) && field(in).length == ED25519_BYTES) {
                return new PublicKey(ED25519, blob, text);
            }
            throw notOpenSsh();
        } catch (IllegalArgumentException | BufferUnderflowException _) {
            throw notOpenSsh();
        }
    }

    private static Fault notOpenSsh() {
        return INVALID_KEY_FORMAT.because("Key is not in valid OpenSSH public key format");
    }

    private static byte[] field(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] field = new byte[length];
        in.get(field);
        return field;
    }

    private static java.security.PublicKey rsa(byte[] blob) {
        ByteBuffer in = ByteBuffer.wrap(blob);
        byte[] algorithm = field(in);
        BigInteger exponent = new BigInteger(field(in));
        BigInteger modulus = new BigInteger(field(in));
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(new String(algorithm, StandardCharsets.US_ASCII), e);
        }
    }

    static byte[] rsaBlob(BigInteger exponent, BigInteger modulus) {
        return blob(SSH_RSA, exponent.toByteArray(), modulus.toByteArray());
    }

    static byte[] ed25519Blob(byte[] key) {
        return blob(SSH_ED25519, key);
    }

    static String line(String kind, byte[] blob, String comment) {
        String algorithm = kind.equals(RSA) ? SSH_RSA : SSH_ED25519;
        return algorithm + ' ' + Base64.getEncoder().encodeToString(blob) + ' ' + comment;
    }

    private static byte[] blob(String algorithm, byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, algorithm.getBytes(StandardCharsets.US_ASCII));
        for (byte[] field : fields) {
            append(out, field);
        }
        return out.toByteArray();
    }

    /// A field as OpenSSH writes one: its length, then its bytes.
    static void append(ByteArrayOutputStream out, byte[] field) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
        out.writeBytes(field);
    }

    static String colons(byte[] digest) {
        return HexFormat.ofDelimiter(":").formatHex(digest);
    }

    static String sha256(byte[] blob) {
        return Base64.getEncoder().encodeToString(digest("SHA-256", blob));
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }

    /// The last bytes of an encoding, which is where X.509 and PKCS #8 put the key of ED25519.
    static byte[] last32(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    }
}
