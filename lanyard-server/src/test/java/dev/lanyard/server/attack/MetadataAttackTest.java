// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.Wire;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths, numbers and tokens that nobody was given.
class MetadataAttackTest {
    private static final String TTL = "x-aws-ec2-metadata-token-ttl-seconds";
    private static final String TOKEN = "x-aws-ec2-metadata-token";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final Wire wire = Wire.start();
    private String instance;

    @BeforeEach
    void launch() {
        instance = wire.ec2("RunInstances", "ImageId", "ami-0abcdef1234567890", "MinCount", "1", "MaxCount", "1")
                .text("instanceId");
    }

    @AfterEach
    void close() {
        wire.close();
    }

    /// @param headers names and values in turn
    private WireResponse send(String method, String path, String... headers) {
        Headers all = new Headers().add("host", "127.0.0.1:1338");
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return answer(method, path, all).orElseThrow();
    }

    private Optional<WireResponse> answer(String method, String path, Headers headers) {
        return wire.lanyard()
                .handleMetadata(new WireRequest(method, path, "", headers, new byte[0], "127.0.0.1", false));
    }

    private WireResponse ask(String method, String path, String... headers) {
        return send(method, "/instances/" + instance + path, headers);
    }

    private String token() {
        return new String(ask("PUT", "/latest/api/token", TTL, "60").body(), UTF_8);
    }

    /// As much text as the heap of a server holds, were any of it kept.
    @Test
    void idsThatStrangersMakeUpAreNotKept() {
        String letters = "a".repeat(15_800);
        long before = used();
        for (int i = 0; i < 15_700; i++) {
            assertThat(send("GET", "/instances/" + i + letters + "/x").status()).isEqualTo(404);
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(send("GET", "/instances/i-%017x/x".formatted(i)).status())
                    .isEqualTo(404);
        }
        assertThat(used() - before).isLessThan(32L << 20);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I-0123456789abcdef0",
                "i-0123456789ABCDEF0",
                "i-0123456789abcdef",
                "i-0123456789abcdef01",
                "i-\u0661123456789abcdef0",
                "i-0123456789abcdeg0",
                "i-01234567%0a",
                "%2e%2e",
                "i-"
            })
    void whatHasNotTheShapeOfAnIdIsNobody(String id) {
        assertThat(send("GET", "/instances/" + id + "/latest/meta-data/").status())
                .isEqualTo(404);
    }

    @Test
    void aPathSaysOnceFromHowFarItComes() {
        assertThat(ask("GET", "/hops/1/latest/meta-data/instance-id").status()).isEqualTo(200);
        assertThat(ask("GET", "/hops/255/latest/meta-data/instance-id").status())
                .isEqualTo(200);
        Headers headers = new Headers().add("host", "127.0.0.1:1338").add(TTL, "60");
        assertThat(answer("PUT", "/instances/" + instance + "/hops/2/latest/api/token", headers))
                .isEmpty();
        for (String path : List.of(
                "/hops/1/hops/1/latest/meta-data/instance-id",
                "/hops/0/latest/meta-data/instance-id",
                "/hops/-1/latest/meta-data/instance-id",
                "/hops/+1/latest/meta-data/instance-id",
                "/hops/\u0661/latest/meta-data/instance-id",
                "/hops/256/latest/meta-data/instance-id",
                "/hops/4294967297/latest/meta-data/instance-id",
                "/hops/1".repeat(2_000) + "/latest/meta-data/instance-id")) {
            assertThat(ask("GET", path).status()).as(path).isEqualTo(404);
        }
        assertThat(ask("PUT", "/hops/1".repeat(2_000) + "/latest/api/token", TTL, "60")
                        .status())
                .isBetween(403, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+60",
                "-60",
                "\u0666\u0660",
                "\uff16\uff10",
                "6\u0660",
                "60 ",
                " 60",
                "60s",
                "6e1",
                "0x3c",
                "60.0",
                "6_0",
                "60,60",
                "00000000000000000000000000000000021601",
                "4294967356",
                "18446744073709551676",
                "-0",
                "000"
            })
    void aLifeInOtherThanDigitsIsRefused(String seconds) {
        assertThat(ask("PUT", "/latest/api/token", TTL, seconds).status()).isEqualTo(400);
    }

    @Test
    void aTokenIsGoodInTheSpellingInWhichItWasGiven() {
        String token = token();
        assertThat(ask("GET", "/latest/meta-data/", TOKEN, token).status()).isEqualTo(200);
        byte[] bytes = Base64.getDecoder().decode(token);
        for (int i = 0; i < ALPHABET.length(); i++) {
            String other = token.substring(0, 53) + ALPHABET.charAt(i) + "==";
            assertThat(ask("GET", "/latest/meta-data/", TOKEN, other).status())
                    .as(other)
                    .isEqualTo(other.equals(token) ? 200 : 401);
        }
        for (String other : List.of(
                token.substring(0, 54),
                token.substring(0, 55),
                token + "=",
                token + " ",
                " " + token,
                token + "\n",
                Base64.getUrlEncoder().encodeToString(bytes) + "A",
                token.replace('A', '\u0410'),
                token.toLowerCase(java.util.Locale.ROOT))) {
            assertThat(ask("GET", "/latest/meta-data/", TOKEN, other).status())
                    .as(other)
                    .isEqualTo(401);
        }
    }
}
