// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A proxy on the same machine stands before the server: everybody's request comes from a loopback address.
class ProxyAttackTest {
    private final Node node;
    private final HttpClient client = HttpClient.newHttpClient();

    ProxyAttackTest() throws Exception {
        node = Node.start(Options.onFreePorts().imdsPort(-1).build());
    }

    @AfterEach
    void close() {
        client.close();
        node.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(node.endpoint().resolve(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// What a client sends that signs for the host that it sees.
    private HttpRequest.Builder signed(String key, String secret, String form) {
        URI endpoint = node.endpoint();
        Headers headers = new Headers()
                .add("host", endpoint.getRawAuthority())
                .add("content-type", "application/x-www-form-urlencoded");
        WireRequest plain = new WireRequest(
                "POST", "/", "", headers, (form + "&Version=2010-05-08").getBytes(UTF_8), "127.0.0.1", false);
        HttpRequest.Builder request = to("/").POST(BodyPublishers.ofByteArray(plain.body()));
        new SigV4Signer(key, secret, Optional.empty(), "us-east-1", "iam")
                .sign(plain, Instant.now())
                .headers()
                .forEach((name, value) -> {
                    if (!name.equals("host")) {
                        request.header(name, value);
                    }
                });
        return request;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Forwarded-For    | 203.0.113.9
            X-Forwarded-For    | 127.0.0.1
            X-Forwarded-For    | ::1
            X-Forwarded-For    | unknown
            X-Forwarded-Host   | localhost
            X-Forwarded-Proto  | https
            X-Forwarded-Port   | 443
            X-Forwarded-Server | proxy
            Forwarded          | for=203.0.113.9;proto=https
            Forwarded          | for=127.0.0.1
            X-Real-IP          | 203.0.113.9
            Via                | 1.1 proxy
            """)
    void whoIsForwardedIsNotOnThisMachine(String name, String value) throws Exception {
        for (String key : new String[] {"test", "000000000000", "111122223333"}) {
            HttpResponse<String> create = send(
                    signed(key, "test", "Action=CreateUser&UserName=mallory").header(name, value));
            assertThat(create.statusCode()).isEqualTo(403);
            assertThat(create.body())
                    .contains("<Code>InvalidClientTokenId</Code>")
                    .contains("The security token included in the request is invalid.");
        }
        assertThat(send(signed("test", "test", "Action=ListUsers")).body()).doesNotContain("mallory");
        for (String path : new String[] {"instances", "metrics", "propagation", "decisions/x"}) {
            assertThat(send(to("/_lanyard/" + path).header(name, value)).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(send(to("/_lanyard/reset").POST(BodyPublishers.noBody()).header(name, value))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(to("/_lanyard/health").header(name, value)).body()).isEqualTo("{\"status\":\"up\"}");
    }

    @Test
    void whoHasASecretOfHisOwnMayComeThroughAProxy() throws Exception {
        send(signed("test", "test", "Action=CreateUser&UserName=ann"));
        String key = send(signed("test", "test", "Action=CreateAccessKey&UserName=ann"))
                .body();

        HttpResponse<String> user =
                send(signed(text(key, "AccessKeyId"), text(key, "SecretAccessKey"), "Action=ListRoles")
                        .header("X-Forwarded-For", "203.0.113.9"));
        assertThat(user.body()).contains("<Code>AccessDenied</Code>").contains("user/ann is not authorized");
    }

    private static String text(String xml, String element) {
        Matcher found = Pattern.compile("<" + element + ">([^<]*)<").matcher(xml);
        assertThat(found.find()).as(xml).isTrue();
        return found.group(1);
    }
}
