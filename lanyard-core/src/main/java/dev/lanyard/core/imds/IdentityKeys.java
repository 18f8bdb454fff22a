// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Signs identity documents. The keys are this installation's own, made when they are first needed, and all nodes share
/// them; whoever verifies a document trusts [#certificate] instead of AWS's.
public final class IdentityKeys {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    private static final String SHA1_WITH_DSA = "1.2.840.10040.4.3";
    private static final String SHA256_WITH_DSA = "2.16.840.1.101.3.4.3.2";
    private static final String SHA1 = "1.3.14.3.2.26";
    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final byte[] NAME =
            Der.sequence(name(ORGANIZATION, "Lanyard"), name(COMMON_NAME, "Instance identity"));
    private static final Duration VALIDITY = Duration.ofDays(365 * 30);
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /// The kinds of signed messages that AWS gives, by the names under which it serves them.
    public enum Kind {
        PKCS7("pkcs7", 1, "DSA", 1024, "SHA1withDSA"),
        DSA2048("dsa2048", 2, "DSA", 2048, "SHA256withDSA"),
        RSA2048("rsa2048", 3, "RSA", 2048, "SHA256withRSA");

        private final String path;
        private final int serial;
        private final String key;
        private final int bits;
        private final String signature;

        Kind(String path, int serial, String key, int bits, String signature) {
            this.path = path;
            this.serial = serial;
            this.key = key;
            this.bits = bits;
            this.signature = signature;
        }

        public static Optional<Kind> at(String path) {
            return Arrays.stream(values())
                    .filter(kind -> kind.path.equals(path))
                    .findFirst();
        }

        public String path() {
            return path;
        }

        private byte[] digestId() {
            return Der.algorithm(this == PKCS7 ? SHA1 : SHA256);
        }

        private byte[] certificateId() {
            return this == RSA2048 ? Der.algorithmWithNull(SHA256_WITH_RSA) : signatureId();
        }

        private byte[] signatureId() {
            return switch (this) {
                case PKCS7 -> Der.algorithm(SHA1_WITH_DSA);
                case DSA2048 -> Der.algorithm(SHA256_WITH_DSA);
                case RSA2048 -> Der.algorithmWithNull(RSA);
            };
        }
    }

    private record Identity(PrivateKey key, byte[] certificate) {}

    private final SharedSecrets secrets;
    private final InstantSource clock;
    private final Map<Kind, Identity> identities = new EnumMap<>(Kind.class);

    public IdentityKeys(SharedSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /// The certificate of the key of this kind, in PEM. `signature` is made with that of [Kind#RSA2048].
    public String certificate(Kind kind) {
        return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(identity(kind).certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    /// The bare signature, in lines of base 64.
    String signature(byte[] document) {
        return LINES.encodeToString(sign(Kind.RSA2048, identity(Kind.RSA2048).key, document));
    }

    /// A PKCS #7 message (RFC 2315) that holds the document and its signature, in lines of base 64.
    String message(Kind kind, byte[] document) {
        byte[] signer = Der.sequence(
                Der.number(1),
                Der.sequence(NAME, Der.number(kind.serial)),
                kind.digestId(),
                kind.signatureId(),
                Der.octets(sign(kind, identity(kind).key, document)));
        byte[] content = Der.sequence(Der.oid(DATA), Der.zero(Der.octets(document)));
        byte[] signed = Der.sequence(Der.number(1), Der.set(kind.digestId()), content, Der.set(signer));
        return LINES.encodeToString(Der.sequence(Der.oid(SIGNED_DATA), Der.zero(signed)));
    }

    private static byte[] name(String type, String value) {
        return Der.set(Der.sequence(Der.oid(type), Der.text(value)));
    }

    private static byte[] sign(Kind kind, PrivateKey key, byte[] text) {
        try {
            Signature signature = Signature.getInstance(kind.signature);
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized Identity identity(Kind kind) {
        return identities.computeIfAbsent(kind, this::load);
    }

    /// A secret is the length of the private key, the private key, and the certificate.
    private Identity load(Kind kind) {
        try {
            ByteBuffer secret =
                    ByteBuffer.wrap(secrets.secret("identity-" + kind.path, () -> make(kind, clock.instant())));
            byte[] key = new byte[secret.getInt()];
            secret.get(key);
            byte[] certificate = new byte[secret.remaining()];
            secret.get(certificate);
            return new Identity(
                    KeyFactory.getInstance(kind.key).generatePrivate(new PKCS8EncodedKeySpec(key)), certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] make(Kind kind, Instant now) {
        KeyPair pair;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind.key);
            generator.initialize(kind.bits);
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        byte[] toSign = Der.sequence(
                Der.number(kind.serial),
                kind.certificateId(),
                NAME,
                Der.sequence(Der.time(now), Der.time(now.plus(VALIDITY))),
                NAME,
                pair.getPublic().getEncoded());
        byte[] certificate =
                Der.sequence(toSign, kind.certificateId(), Der.bits(sign(kind, pair.getPrivate(), toSign)));
        byte[] key = pair.getPrivate().getEncoded();
        return ByteBuffer.allocate(Integer.BYTES + key.length + certificate.length)
                .putInt(key.length)
                .put(key)
                .put(certificate)
                .array();
    }
}
