// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// The instances of a running server, as its admin path `/_lanyard/instances` lists them.
final class Instances {
    /// @param metadata the URL of the instance's metadata service
    record Instance(Region region, String metadata) {
        /// The same seen from so many hops away. Nothing is said of 1, because some SDKs drop the path of the URL.
        Instance at(int hops) {
            return hops == 1 ? this : new Instance(region, metadata + "/hops/" + hops);
        }
    }

    private static final int TIMEOUT_MILLIS = 5_000;

    private Instances() {}

    /// @param certificate what the server shows when the endpoint is `https`
    static Instance find(URI endpoint, Optional<Path> certificate, String id) throws Command.Failure {
        String answer;
        try (InputStream in = open(endpoint, certificate)) {
            answer = new String(in.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new Command.Failure(
                    1, "No Lanyard answers on " + endpoint + ". Start it with ./lanyard up.", failure);
        }
        Json.Obj found = Json.parseObject(answer)
                .orElseThrow(() -> new Command.Failure(1, "What answers on " + endpoint + " is not a Lanyard.", null));
        return found.list("instances").stream()
                .filter(each ->
                        each instanceof Json.Obj it && it.text("instanceId").equals(Optional.of(id)))
                .flatMap(each -> instance((Json.Obj) each).stream())
                .findFirst()
                .orElseThrow(() -> new Command.Failure(
                        1, "No instance " + id + " runs with a metadata service on " + endpoint + ".", null));
    }

    private static Optional<Instance> instance(Json.Obj listed) {
        Region region = new Region(listed.text("region").orElse("us-east-1"));
        return listed.text("metadataUrl")
                .or(() -> listed.text("metadataPathUrl"))
                .map(metadata -> new Instance(region, metadata));
    }

    private static InputStream open(URI endpoint, Optional<Path> certificate) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                endpoint.resolve("/_lanyard/instances").toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(trusting(certificate.orElseThrow()));
            // The very certificate of the server is trusted, whatever names are in it.
            secure.setHostnameVerifier((_, _) -> true);
        }
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection.getInputStream();
    }

    private static SSLSocketFactory trusting(Path certificate) throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException failure) {
            throw new IOException("There is no certificate in " + certificate, failure);
        }
    }
}
