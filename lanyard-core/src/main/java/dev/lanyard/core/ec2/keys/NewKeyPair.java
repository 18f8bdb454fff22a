// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/// A key pair made for a caller.
///
/// @param material the private key: PKCS #1 for RSA, OpenSSH's own form for ED25519
/// @param fingerprint of the private key for RSA (SHA-1 of its PKCS #8 form), of the public key for ED25519
record NewKeyPair(String material, String fingerprint, String publicKey) {
    private static final int RSA_BITS = 2048;
    private static final int PEM_LINE = 64;
    private static final int OPENSSH_LINE = 68;
    private static final int OPENSSH_BLOCK = 8;

    /// @param kind `rsa` or `ed25519`
    static NewKeyPair of(String kind, String name, SecureRandom random) {
        try {
            return kind.equals(PublicKeys.RSA) ? rsa(name, random) : ed25519(name, random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK makes keys of " + kind, e);
        }
    }

    private static NewKeyPair rsa(String name, SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS, random);
        java.security.KeyPair pair = generator.generateKeyPair();
        RSAPublicKey open = (RSAPublicKey) pair.getPublic();
        byte[] blob = PublicKeys.rsaBlob(open.getPublicExponent(), open.getModulus());
        return new NewKeyPair(
                pem("RSA PRIVATE KEY", pkcs1((RSAPrivateCrtKey) pair.getPrivate()), PEM_LINE),
                PublicKeys.colons(PublicKeys.digest("SHA-1", pair.getPrivate().getEncoded())),
                PublicKeys.line(PublicKeys.RSA, blob, name));
    }

    /// PKCS #1 stands inside PKCS #8 as its last element, so that its length says where it begins.
    private static byte[] pkcs1(RSAPrivateCrtKey key) {
        byte[] pkcs8 = key.getEncoded();
        // SEQUENCE (4), version (3), algorithm (15), OCTET STRING (4): fixed for keys of this size
        return Arrays.copyOfRange(pkcs8, 4 + 3 + 15 + 4, pkcs8.length);
    }

    private static NewKeyPair ed25519(String name, SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(255, random);
        java.security.KeyPair pair = generator.generateKeyPair();
        byte[] open = PublicKeys.last32(pair.getPublic().getEncoded());
        byte[] blob = PublicKeys.ed25519Blob(open);
        return new NewKeyPair(
                pem("OPENSSH PRIVATE KEY", openSsh(open, pair.getPrivate(), blob, random), OPENSSH_LINE),
                PublicKeys.sha256(blob),
                PublicKeys.line(PublicKeys.ED25519, blob, name));
    }

    /// The file format of OpenSSH without a passphrase (its PROTOCOL.key).
    private static byte[] openSsh(byte[] open, PrivateKey secret, byte[] blob, SecureRandom random) {
        byte[] check = new byte[4];
        random.nextBytes(check);
        ByteArrayOutputStream hidden = new ByteArrayOutputStream();
        hidden.writeBytes(check);
        hidden.writeBytes(check);
        hidden.writeBytes(blob);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(PublicKeys.last32(secret.getEncoded()));
        both.writeBytes(open);
        PublicKeys.append(hidden, both.toByteArray());
        PublicKeys.append(hidden, new byte[0]);
        for (int pad = 1; hidden.size() % OPENSSH_BLOCK != 0; pad++) {
            hidden.write(pad);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
        PublicKeys.append(out, ascii("none"));
        PublicKeys.append(out, ascii("none"));
        PublicKeys.append(out, new byte[0]);
        out.writeBytes(new byte[] {0, 0, 0, 1});
        PublicKeys.append(out, blob);
        PublicKeys.append(out, hidden.toByteArray());
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(String label, byte[] bytes, int width) {
        String body = Base64.getMimeEncoder(width, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----";
    }
}
