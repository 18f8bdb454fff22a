// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.lanyard.server.http.HttpFront.TlsFailure;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The certificate that a front shows, read again when its files change. A new pair that does not hold together leaves
/// the old one in its place.
final class Tls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final long LOOK = Duration.ofSeconds(1).toNanos();
    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "Ed25519");

    private final Path certificate;
    private final Path key;
    private final AtomicLong looked = new AtomicLong(System.nanoTime());
    private volatile String seen;
    private volatile SslContext context;

    /// @throws TlsFailure with a sentence for the user when the files cannot be read or do not fit together
    Tls(Path certificate, Path key) throws TlsFailure {
        this.certificate = certificate;
        this.key = key;
        this.seen = state();
        this.context = load();
    }

    /// Looks at the files at most once a second, and not here: this is called on the event loop.
    SslHandler handler(ByteBufAllocator allocator, Duration handshake) {
        long last = looked.get();
        long now = System.nanoTime();
        if (now - last > LOOK && looked.compareAndSet(last, now)) {
            Thread.ofVirtual().name("tls-files").start(this::look);
        }
        SslHandler handler =
                context.newHandler(allocator, task -> Thread.ofVirtual().start(task));
        handler.setHandshakeTimeoutMillis(handshake.toMillis());
        return handler;
    }

    private void look() {
        try {
            String now = state();
            if (!now.equals(seen)) {
                seen = now;
                context = load();
            }
        } catch (TlsFailure broken) {
            HttpFront.log(Level.WARNING, broken.getMessage() + " The certificate before stays in use.");
        }
    }

    private String state() throws TlsFailure {
        try {
            return stateOf(certificate) + stateOf(key);
        } catch (IOException e) {
            throw new TlsFailure("Cannot read the TLS files " + certificate + " and " + key + ".", e);
        }
    }

    private static String stateOf(Path file) throws IOException {
        return Files.getLastModifiedTime(file) + " " + Files.size(file) + "\n";
    }

    private SslContext load() throws TlsFailure {
        X509Certificate[] chain = chain();
        PrivateKey secret = secret();
        try {
            if (!fit(chain[0], secret)) {
                throw new GeneralSecurityException("The public key is another.");
            }
            return SslContextBuilder.forServer(secret, chain)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsFailure(
                    "The certificate in " + certificate + " and the key in " + key + " do not belong together.", e);
        }
    }

    private X509Certificate[] chain() throws TlsFailure {
        try (InputStream in = Files.newInputStream(certificate)) {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (IOException e) {
            throw new TlsFailure("Cannot read the certificate " + certificate + ".", e);
        } catch (GeneralSecurityException _) {
            // Told below.
        }
        throw new TlsFailure("There is no PEM certificate in " + certificate + ".", null);
    }

    private PrivateKey secret() throws TlsFailure {
        String pem;
        try {
            pem = new String(Files.readAllBytes(key), US_ASCII);
        } catch (IOException e) {
            throw new TlsFailure("Cannot read the key " + key + ".", e);
        }
        Matcher found = KEY.matcher(pem);
        if (found.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
            for (String type : KEY_TYPES) {
                try {
                    return KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(bytes));
                } catch (GeneralSecurityException _) {
                    // A key of another type.
                }
            }
        }
        throw new TlsFailure("There is no PKCS #8 key (BEGIN PRIVATE KEY) of RSA, EC or Ed25519 in " + key + ".", null);
    }

    private static boolean fit(X509Certificate certificate, PrivateKey secret) throws GeneralSecurityException {
        String type = secret.getAlgorithm();
        if (!certificate.getPublicKey().getAlgorithm().equals(type)) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (type) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "EdDSA";
                });
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        return signature.verify(signed);
    }
}
