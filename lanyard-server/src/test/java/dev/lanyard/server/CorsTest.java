// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CorsTest {
    private static final String TOOLS = "https://tools.example";

    private final Wire wire =
            Wire.start(Options.onFreePorts().allowOrigins(List.of(TOOLS)).build());

    @AfterEach
    void close() {
        wire.close();
    }

    /// @param headers names and values in turn
    private static WireRequest request(String method, String query, String... headers) {
        Headers all = new Headers().add("host", "localhost:4566");
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return new WireRequest(method, "/", query, all, new byte[0], "127.0.0.1", false);
    }

    private static Map<String, String> cors(Answer answer) {
        Map<String, String> headers = new java.util.TreeMap<>(answer.headers());
        headers.keySet().removeIf(name -> !name.startsWith("access-control") && !name.equals("vary"));
        return headers;
    }

    @Test
    void aBrowserThatAsksFirstIsToldWhatItsPageMaySend() {
        Answer answer = wire.send(request(
                "OPTIONS",
                "",
                "origin",
                TOOLS,
                "access-control-request-method",
                "POST",
                "access-control-request-headers",
                "amz-sdk-request,authorization, x-amz-date",
                "sec-fetch-site",
                "cross-site"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(cors(answer))
                .isEqualTo(Map.of(
                        "access-control-allow-origin",
                        TOOLS,
                        "access-control-allow-methods",
                        "GET, HEAD, POST",
                        "access-control-allow-headers",
                        "amz-sdk-request,authorization, x-amz-date",
                        "access-control-expose-headers",
                        "date, x-amzn-errortype, x-amzn-requestid",
                        "access-control-max-age",
                        "7200",
                        "vary",
                        "origin"));
    }

    @Test
    void aPageOfTheInternetMayAskForThisNetworkIfItIsAllowed() {
        String[] asked = {
            "origin",
            TOOLS,
            "access-control-request-method",
            "POST",
            "access-control-request-private-network",
            "true",
            "access-control-request-headers",
            "x\"y<script>"
        };
        assertThat(cors(wire.send(request("OPTIONS", "", asked))))
                .containsEntry("access-control-allow-private-network", "true")
                .doesNotContainKey("access-control-allow-headers");
        asked[1] = "https://evil.example";
        assertThat(wire.send(request("OPTIONS", "", asked)).status()).isEqualTo(403);
        assertThat(cors(wire.send(request("OPTIONS", "", asked)))).isEmpty();
    }

    @Test
    void whatItsPageGetsItMayRead() {
        SigV4Signer signer = new SigV4Signer("test", "test", Optional.empty(), "us-east-1", "iam");
        WireRequest plain = request("GET", "Action=ListUsers&Version=2010-05-08", "origin", TOOLS);
        Answer users = wire.send(signer.sign(plain, wire.clock().instant()));
        assertThat(users.status()).isEqualTo(200);
        assertThat(cors(users)).containsEntry("access-control-allow-origin", TOOLS);

        Answer unsigned = wire.send(plain);
        assertThat(unsigned.fault()).startsWith("MissingAuthenticationToken");
        assertThat(cors(unsigned))
                .isEqualTo(Map.of(
                        "access-control-allow-origin",
                        TOOLS,
                        "access-control-expose-headers",
                        "date, x-amzn-errortype, x-amzn-requestid",
                        "vary",
                        "origin"));
    }

    @Test
    void nobodyElseIsToldAnything() {
        assertThat(cors(wire.iam("ListUsers"))).isEmpty();
        for (String origin : List.of("null", "*", "https://evil.example", "http://localhost:4566")) {
            assertThat(cors(wire.send(request("POST", "", "origin", origin)))).isEmpty();
        }
        try (Wire closed = Wire.start(
                Options.onFreePorts().devCredentials(Options.DevCredentials.OFF).build())) {
            assertThat(cors(closed.send(
                            request("OPTIONS", "", "origin", TOOLS, "access-control-request-method", "POST"))))
                    .isEmpty();
        }
    }
}
