// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.imds.IdentityKeys;
import dev.lanyard.core.imds.IdentityKeys.Kind;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.store.sts.SqlSecrets;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityTest {
    private final Imds imds = new Imds();
    private final InstanceKey instance = imds.cloud.launch("i-0123456789abcdef0");

    @AfterEach
    void close() {
        imds.close();
    }

    private byte[] read(String name) {
        return imds.get(instance, "/latest/dynamic/instance-identity/" + name).bytes();
    }

    private static X509Certificate certificate(IdentityKeys keys, Kind kind) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(keys.certificate(kind).getBytes(US_ASCII)));
    }

    @Test
    void theDocumentTellsWhoTheInstanceIs() {
        assertThat(new String(read("document"), US_ASCII)).isEqualTo("""
                {
                  "accountId" : "123456789012",
                  "architecture" : "x86_64",
                  "availabilityZone" : "eu-west-1a",
                  "billingProducts" : null,
                  "devpayProductCodes" : null,
                  "marketplaceProductCodes" : null,
                  "imageId" : "ami-0abcdef1234567890",
                  "instanceId" : "i-0123456789abcdef0",
                  "instanceType" : "t3.micro",
                  "kernelId" : null,
                  "pendingTime" : "2026-02-12T11:27:40Z",
                  "privateIp" : "10.0.0.5",
                  "ramdiskId" : null,
                  "region" : "eu-west-1",
                  "version" : "2017-09-30"
                }""");
    }

    @Test
    void theSignatureIsThatOfTheDocument() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(certificate(imds.identity, Kind.RSA2048));
        signature.update(read("document"));

        assertThat(signature.verify(Base64.getMimeDecoder().decode(read("signature"))))
                .isTrue();
    }

    /// The signature is the last field of the last structure of the message, and its length the digits before it.
    @ParameterizedTest
    @EnumSource
    void theMessageHoldsTheDocumentAndItsSignature(Kind kind) throws GeneralSecurityException {
        byte[] message = Base64.getMimeDecoder().decode(read(kind.path()));
        X509Certificate certificate = certificate(imds.identity, kind);
        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity(java.util.Date.from(imds.clock.instant()));
        byte[] document = read("document");

        assertThat(new String(message, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains(new String(document, US_ASCII));
        Signature signature = Signature.getInstance(kind == Kind.PKCS7 ? "SHA1withDSA" : certificate.getSigAlgName());
        signature.initVerify(certificate);
        signature.update(document);
        assertThat(signature.verify(lastField(message))).isTrue();
    }

    private static byte[] lastField(byte[] message) {
        for (int length = 40; length <= 256; length++) {
            int at = message.length - length;
            boolean isShort = message[at - 2] == 4 && message[at - 1] == length;
            boolean isLong = message[at - 4] == 4 && (message[at - 3] & 0xff) == 0x82 && length == 256;
            if (isShort || isLong) {
                return Arrays.copyOfRange(message, at, message.length);
            }
        }
        throw new AssertionError("No signature at the end");
    }

    @Test
    void allNodesOverOneStoreShareTheKey() {
        IdentityKeys elsewhere = new IdentityKeys(new SqlSecrets(imds.database)::secret, imds.clock);

        assertThat(elsewhere.certificate(Kind.RSA2048)).isEqualTo(imds.identity.certificate(Kind.RSA2048));
        assertThat(new Imds().identity.certificate(Kind.RSA2048)).isNotEqualTo(elsewhere.certificate(Kind.RSA2048));
    }
}
