// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.http.TestCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server behind TLS, and behind a proxy that speaks TLS for it.
class TlsNodeTest {
    private static final String ONLY_SECURE =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:ListRoles\",\"Resource\":\"*\","
                    + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}}";

    private static HttpResponse<String> call(
            HttpClient client, URI endpoint, String key, String secret, String form, String... headers)
            throws IOException, InterruptedException {
        Headers plain = new Headers()
                .add("host", endpoint.getAuthority())
                .add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        byte[] body = (form + "&Version=2010-05-08").getBytes(UTF_8);
        WireRequest signed = new SigV4Signer(key, secret, Optional.empty(), "us-east-1", "iam")
                .sign(new WireRequest("POST", "/", "", plain, body, "127.0.0.1", true), Instant.now());
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).POST(BodyPublishers.ofByteArray(body));
        signed.headers().forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String text(String body, String name) {
        return body.replaceAll("(?s).*<" + name + ">([^<]*)<.*", "$1");
    }

    private static String[] bob(HttpClient client, URI endpoint) throws Exception {
        call(client, endpoint, "test", "test", "Action=CreateUser&UserName=bob");
        call(
                client,
                endpoint,
                "test",
                "test",
                "Action=PutUserPolicy&UserName=bob&PolicyName=p&PolicyDocument=" + encode(ONLY_SECURE));
        String key = call(client, endpoint, "test", "test", "Action=CreateAccessKey&UserName=bob")
                .body();
        return new String[] {text(key, "AccessKeyId"), text(key, "SecretAccessKey")};
    }

    @Test
    void aPolicySeesThatTheTransportIsSecure(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "node", "EC");
        Options options = Options.onFreePorts()
                .tls(Optional.of(new Options.Tls(certificate.file(), certificate.key())))
                .build();
        try (Node node = Node.start(options);
                HttpClient two = certificate.client(Version.HTTP_2);
                HttpClient one = certificate.client(Version.HTTP_1_1)) {
            URI endpoint = node.endpoint();
            assertThat(endpoint.getScheme()).isEqualTo("https");
            String[] bob = bob(two, endpoint);
            assertThat(call(two, endpoint, bob[0], bob[1], "Action=ListRoles").statusCode())
                    .isEqualTo(200);
            assertThat(call(one, endpoint, bob[0], bob[1], "Action=ListRoles").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aTrustedProxySpeaksForTheTransport() throws Exception {
        for (String trusted : List.of("127.0.0.0/8", "203.0.113.0/24")) {
            Options options =
                    Options.onFreePorts().trustedProxies(List.of(trusted)).build();
            try (Node node = Node.start(options);
                    HttpClient client = HttpClient.newHttpClient()) {
                URI endpoint = node.endpoint();
                String[] bob = bob(client, endpoint);
                assertThat(call(client, endpoint, bob[0], bob[1], "Action=ListRoles")
                                .statusCode())
                        .isEqualTo(403);
                assertThat(call(client, endpoint, bob[0], bob[1], "Action=ListRoles", "X-Forwarded-Proto", "https")
                                .statusCode())
                        .isEqualTo(trusted.startsWith("127.") ? 200 : 403);
            }
        }
    }

    @Test
    void aServerThatCannotShowItsCertificateSaysSo(@TempDir Path folder) throws Exception {
        TestCertificate one = TestCertificate.make(folder, "one", "EC");
        TestCertificate two = TestCertificate.make(folder, "two", "EC");
        assertThatThrownBy(() -> Node.start(Options.onFreePorts()
                        .tls(Optional.of(new Options.Tls(one.file(), two.key())))
                        .build()))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The certificate in " + one.file() + " and the key in " + two.key()
                        + " do not belong together.");
        assertThatThrownBy(() -> Node.start(Options.onFreePorts()
                        .trustedProxies(List.of("proxy.example"))
                        .build()))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("--trusted-proxy proxy.example is no address");
    }
}
