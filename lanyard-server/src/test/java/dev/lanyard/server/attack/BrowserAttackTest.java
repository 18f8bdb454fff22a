// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.Options;
import dev.lanyard.server.Options.AuthMode;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a browser sends for pages of others: links, images, forms and scripts, all of them signed with the keys that
/// everybody knows.
class BrowserAttackTest {
    private static final String HERE = "localhost:4566";
    private static final String PAGE = "https://page.example";

    /// What a browser tells besides the request itself: `Host`, then further names and values.
    private static final List<List<String>> FOREIGN = List.of(
            // A page of another site, as browsers say it.
            List.of(HERE, "origin", PAGE, "sec-fetch-site", "cross-site"),
            List.of(HERE, "origin", PAGE),
            List.of("127.0.0.1:4566", "origin", PAGE),
            List.of("[::1]:4566", "origin", PAGE),
            List.of(HERE, "sec-fetch-site", "cross-site"),
            List.of(HERE, "sec-fetch-site", "cross-site", "sec-fetch-mode", "navigate", "sec-fetch-dest", "document"),
            List.of(HERE, "sec-fetch-site", "same-site"),
            List.of(HERE, "sec-fetch-site", "Cross-Site"),
            List.of(HERE, "sec-fetch-site", "none", "sec-fetch-site", "cross-site"),
            // A sandboxed frame, a data: URL, a file, a redirect.
            List.of(HERE, "origin", "null"),
            List.of(HERE, "origin", "NULL", "sec-fetch-site", "same-origin"),
            List.of(HERE, "origin", ""),
            // Origins that resemble the server's own.
            List.of(HERE, "origin", "http://localhost"),
            List.of(HERE, "origin", "http://localhost:4567"),
            List.of(HERE, "origin", "http://localhost:45660"),
            List.of(HERE, "origin", "https://localhost:4566"),
            List.of(HERE, "origin", "http://127.0.0.1:4566"),
            List.of(HERE, "origin", "http://localhost:4566.evil.example"),
            List.of(HERE, "origin", "http://evil.example/http://localhost:4566"),
            List.of(HERE, "origin", "http://localhost:4566@evil.example"),
            List.of(HERE, "origin", "http://localhost:4566/"),
            List.of(HERE, "origin", "http://localhost:+4566"),
            List.of(HERE, "origin", "http://localhost:\u0664\u0665\u0666\u0666"),
            List.of(HERE, "origin", "http://localhost:4566 http://evil.example"),
            List.of(HERE, "origin", "http://localhost:4566", "origin", PAGE),
            List.of(HERE, "origin", "http://localhost:4566", "sec-fetch-site", "cross-site"),
            List.of("localhost:80", "origin", "http://localhost:8080"),
            // Names that somebody made to point here, with the page of that name.
            List.of("rebound.example:4566", "origin", "http://rebound.example:4566"),
            List.of("rebound.example:4566"),
            List.of("127.evil.com:4566", "origin", "http://127.evil.com:4566"),
            List.of("127.0.0.1.evil.com:4566"),
            List.of("127.0.0.1.:4566"),
            List.of("localhost.evil.com:4566"),
            List.of("evil-localhost:4566"),
            List.of("localhostevil.example"),
            List.of("localhost.:4566", "origin", "http://evil.example"),
            List.of("localhost..:4566"),
            List.of(".localhost:4566"),
            List.of("evil@localhost:4566"),
            List.of("localhost@evil.com:4566"),
            List.of("localhost:4566@evil.com"),
            List.of("localhost:4566:80"),
            List.of("localhost:evil"),
            List.of("localhost:65536"),
            List.of("127.0.0.1/evil"),
            List.of("127.0.0.1/evil:4566"),
            List.of("localhost/.evil.com"),
            List.of("localhost?.evil.com"),
            List.of("localhost#.evil.com"),
            List.of("localhost\\.evil.com"),
            List.of("localhost%2eevil.com"),
            List.of("localhost, evil.com"),
            List.of("localhost\u0000.evil.com"),
            List.of("loca\u017fhost"),
            List.of("\u0661\u0662\u0667.0.0.1"),
            List.of("[::1"),
            List.of("[::1]evil.com"),
            List.of("[::1].evil.com"),
            List.of("[::2]:4566"),
            List.of("[fe80::1%25lo]:4566"),
            List.of("[evil.com]"),
            List.of("128.0.0.1:4566"),
            List.of("10.0.0.5:4566"),
            List.of("0.0.0.0:4566"),
            List.of("0177.0.0.1"),
            List.of("127.1"),
            List.of("2130706433"),
            List.of("0x7f.0.0.1"),
            List.of("127.0.0.256"),
            List.of(""));

    /// What a browser sends that does not say for which page: nothing can be read by it, but something be called.
    private static final List<String> SILENT =
            List.of(HERE, "user-agent", "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15");

    /// What the server's own pages, the user and programs send.
    private static final List<List<String>> OWN = List.of(
            List.of(HERE),
            List.of("LOCALHOST:4566"),
            List.of("localhost"),
            List.of("localhost."),
            List.of("localhost:"),
            List.of("iam.localhost:4566"),
            List.of("127.0.0.1:4566"),
            List.of("127.64.12.9:4566"),
            List.of("[::1]:4566"),
            List.of("[0:0:0:0:0:0:0:1]:4566"),
            List.of(HERE, "sec-fetch-site", "none"),
            List.of(HERE, "sec-fetch-site", "same-origin"),
            List.of(HERE, "origin", "http://localhost:4566", "sec-fetch-site", "same-origin"),
            List.of(HERE, "origin", "HTTP://LocalHost:4566"),
            List.of("localhost", "origin", "http://localhost:80"),
            List.of("[::1]:4566", "origin", "http://[::1]:4566"),
            List.of(HERE, "user-agent", "Mozilla/5.0", "sec-fetch-site", "none"),
            List.of(HERE, "user-agent", "aws-sdk-java/2.42.33"));

    /// One way of a page to an AWS API.
    private record Way(String method, String query, String type, String body) {}

    private static final String CREATE = "Action=CreateUser&Version=2010-05-08&UserName=mallory";
    private static final List<Way> TO_API = List.of(
            new Way("GET", CREATE, "", ""),
            new Way("HEAD", CREATE, "", ""),
            new Way("POST", "", "application/x-www-form-urlencoded", CREATE),
            new Way("POST", "", "text/plain", CREATE),
            new Way("POST", "", "multipart/form-data; boundary=x", CREATE),
            new Way("POST", CREATE, "text/plain;charset=UTF-8", ""),
            new Way("OPTIONS", "", "", ""));

    private static final List<String> TO_ADMIN = List.of(
            "POST reset",
            "GET instances",
            "GET metrics",
            "GET decisions/x",
            "GET propagation",
            "PUT propagation/000000000000",
            "POST propagation/wait",
            "GET certificates/rsa2048",
            "OPTIONS reset");

    private static Headers headers(List<String> told) {
        Headers headers = new Headers().add("host", told.getFirst());
        for (int i = 1; i < told.size(); i += 2) {
            headers.add(told.get(i), told.get(i + 1));
        }
        return headers;
    }

    private static WireRequest request(Way way, List<String> told) {
        Headers headers = headers(told);
        if (!way.type.isEmpty()) {
            headers.add("content-type", way.type);
        }
        return new WireRequest(way.method, "/", way.query, headers, way.body.getBytes(UTF_8), "127.0.0.1", false);
    }

    /// The ways a page can sign: in the URL, in a header, and not at all.
    private static List<WireRequest> signed(Wire wire, WireRequest plain) {
        SigV4Signer signer = new SigV4Signer("test", "test", Optional.empty(), "us-east-1", "iam");
        return List.of(
                signer.presign(plain, wire.clock().instant(), Duration.ofMinutes(5)),
                signer.sign(plain, wire.clock().instant()),
                plain);
    }

    private static WireRequest admin(String asked, List<String> told) {
        int space = asked.indexOf(' ');
        return new WireRequest(
                asked.substring(0, space),
                "/_lanyard/" + asked.substring(space + 1),
                "",
                headers(told),
                "2s".getBytes(UTF_8),
                "127.0.0.1",
                false);
    }

    private static void isRefused(Answer answer, Object what) {
        assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(403);
        assertThat(answer.body()).as("%s", what).containsAnyOf("origin may not call", "another server than this one");
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @ParameterizedTest
    @EnumSource(AuthMode.class)
    void noPageOfAnotherCallsAnApi(AuthMode auth) {
        try (Wire wire = Wire.start(Options.onFreePorts().auth(auth).build())) {
            List<List<String>> foreign = new ArrayList<>(FOREIGN);
            foreign.add(SILENT);
            for (List<String> told : foreign) {
                for (Way way : TO_API) {
                    for (WireRequest request : signed(wire, request(way, told))) {
                        isRefused(wire.send(request), told + " " + way);
                    }
                }
            }
            assertThat(wire.iam("ListUsers").body()).doesNotContain("mallory");
        }
    }

    @ParameterizedTest
    @EnumSource(AuthMode.class)
    void whatIsTheServersOwnCallsThem(AuthMode auth) {
        for (List<String> told : OWN) {
            try (Wire wire = Wire.start(Options.onFreePorts().auth(auth).build())) {
                WireRequest good =
                        signed(wire, request(TO_API.getFirst(), told)).getFirst();
                assertThat(wire.send(good).status()).as("%s", told).isEqualTo(200);
                assertThat(wire.iam("ListUsers").body()).contains("mallory");
            }
        }
    }

    @Test
    void noPageOfAnotherReachesAnAdminPath() {
        try (Wire wire = Wire.start()) {
            assertThat(wire.iam("CreateUser", "UserName", "ann").status()).isEqualTo(200);
            for (List<String> told : FOREIGN) {
                for (String asked : TO_ADMIN) {
                    isRefused(wire.send(admin(asked, told)), told + " " + asked);
                }
            }
            assertThat(wire.iam("ListUsers").body()).contains("ann");
            assertThat(wire.admin("propagation").body()).contains("\"accounts\":{}");
            for (List<String> told : OWN) {
                assertThat(wire.send(admin("GET instances", told)).status())
                        .as("%s", told)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void healthIsForWhoeverBalancesLoadButForNoPageOfAnother() {
        try (Wire wire = Wire.start()) {
            for (String host : List.of("10.0.0.5:4566", "lanyard.internal")) {
                assertThat(wire.send(admin("GET health", List.of(host))).body()).isEqualTo("{\"status\":\"up\"}");
            }
            isRefused(wire.send(admin("GET health", List.of(HERE, "origin", PAGE))), "origin");
            isRefused(wire.send(admin("GET health", List.of(HERE, "sec-fetch-site", "cross-site"))), "site");
        }
    }

    @Test
    void noPageOfAnotherAsksTheMetadataService() {
        try (Wire wire = Wire.start(Options.onFreePorts()
                .allowOrigins(List.of("https://tools.example"))
                .build())) {
            String id = wire.ec2("RunInstances", "ImageId", "ami-0abcdef1234567890", "MinCount", "1", "MaxCount", "1")
                    .text("instanceId");
            List<List<String>> foreign = new ArrayList<>(FOREIGN);
            foreign.add(List.of(HERE, "origin", "https://tools.example"));
            for (List<String> told : foreign) {
                assertThat(metadata(wire, "GET", id, told).status())
                        .as("%s", told)
                        .isEqualTo(403);
                assertThat(metadata(wire, "PUT", id, told).status())
                        .as("%s", told)
                        .isEqualTo(403);
            }
            List<List<String>> own = new ArrayList<>(OWN);
            own.add(List.of(HERE, "user-agent", "Mozilla/5.0 (Windows NT 10.0) PowerShell/7.5.0"));
            for (List<String> told : own) {
                assertThat(metadata(wire, "GET", id, told).status())
                        .as("%s", told)
                        .isEqualTo(200);
            }
        }
    }

    private static WireResponse metadata(Wire wire, String method, String id, List<String> told) {
        boolean put = method.equals("PUT");
        Headers headers = headers(told).add("x-aws-ec2-metadata-token-ttl-seconds", "60");
        String path = "/instances/" + id + (put ? "/latest/api/token" : "/latest/meta-data/");
        return wire.lanyard()
                .handleMetadata(new WireRequest(method, path, "", headers, new byte[0], "127.0.0.1", false))
                .orElseThrow();
    }

    @Test
    void whatTheUserVouchesForIsNotForeign() {
        Options options = Options.onFreePorts()
                .allowOrigins(List.of("https://Tools.example:8443", "chrome-extension://abcdefghijklmnop"))
                .allowHosts(List.of("Lanyard.example", "10.0.0.5"))
                .build();
        try (Wire wire = Wire.start(options)) {
            Way list = new Way("GET", "Action=ListUsers&Version=2010-05-08", "", "");
            for (List<String> told : List.of(
                    List.of("lanyard.example:4566"),
                    List.of("LANYARD.EXAMPLE."),
                    List.of("10.0.0.5:4566"),
                    List.of(HERE, "origin", "https://tools.example:8443", "sec-fetch-site", "cross-site"),
                    List.of("lanyard.example", "origin", "chrome-extension://abcdefghijklmnop"))) {
                Answer answer = wire.send(signed(wire, request(list, told)).get(1));
                assertThat(answer.status()).as("%s: %s", told, answer.body()).isEqualTo(200);
            }
            for (List<String> told : List.of(
                    List.of("a.lanyard.example"),
                    List.of("10.0.0.6"),
                    List.of(HERE, "origin", "https://tools.example"),
                    List.of(HERE, "origin", "http://tools.example:8443"),
                    List.of(HERE, "origin", "https://a.tools.example:8443"),
                    List.of(HERE, "origin", "https://tools.example:8443, https://tools.example:8443"),
                    List.of("evil.example", "origin", "https://tools.example:8443"))) {
                isRefused(wire.send(signed(wire, request(list, told)).get(1)), told);
            }
            isRefused(
                    wire.send(admin("GET instances", List.of(HERE, "origin", "https://tools.example:8443"))), "admin");
            assertThat(wire.send(admin("GET instances", List.of("lanyard.example")))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void signaturesProtectAServerWhoseKeysNobodyKnows() throws Exception {
        for (Options options : List.of(
                Options.onFreePorts().devCredentials(Options.DevCredentials.OFF).build(),
                Options.onFreePorts().host(InetAddress.ofLiteral("0.0.0.0")).build())) {
            try (Wire wire = Wire.start(options)) {
                var key = wire.lanyard().newRootKey().orElseThrow();
                SigV4Signer signer = new SigV4Signer(key.id(), key.secret(), Optional.empty(), "us-east-1", "iam");
                List<String> told = List.of("lanyard.example", "origin", PAGE, "sec-fetch-site", "cross-site");
                WireRequest plain = request(TO_API.getFirst(), told);

                Answer answer = wire.send(signer.sign(plain, wire.clock().instant()));
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
                for (WireRequest request : signed(wire, plain)) {
                    assertThat(wire.send(request).fault())
                            .containsAnyOf("InvalidClientTokenId", "MissingAuthenticationToken");
                }
                isRefused(wire.send(admin("POST reset", told)), "reset");
                isRefused(wire.send(admin("POST reset", List.of("lanyard.example"))), "reset");
            }
        }
    }

    /// Without signatures the name and the page are all there is to go by, on a network as well.
    @Test
    void aServerWithoutSignaturesIsCalledByAddressOrByTheNamesItIsGiven() {
        Options options = Options.onFreePorts()
                .host(InetAddress.ofLiteral("0.0.0.0"))
                .auth(AuthMode.OFF)
                .allowHosts(List.of("lanyard"))
                .build();
        try (Wire wire = Wire.start(options)) {
            Way list = new Way("GET", "Action=ListUsers&Version=2010-05-08", "", "");
            for (String host : List.of("10.0.0.5:4566", "[2001:db8::5]:4566", "lanyard:4566", HERE)) {
                assertThat(wire.send(request(list, List.of(host))).status())
                        .as(host)
                        .isEqualTo(200);
            }
            isRefused(wire.send(request(list, List.of("rebound.example:4566"))), "name");
            isRefused(wire.send(request(list, List.of("10.0.0.5:4566", "origin", PAGE))), "page");
            // An image of a page: over plain HTTP to an address browsers tell no more than this.
            isRefused(
                    wire.send(request(list, List.of("10.0.0.5:4566", "user-agent", "Mozilla/5.0 (X11; Linux)"))),
                    "image");
        }
    }

    @Test
    void answersTellBrowsersToTakeThemForNothingElse() {
        try (Wire wire = Wire.start()) {
            for (Answer answer : List.of(
                    wire.iam("ListUsers"),
                    wire.iam("GetUser", "UserName", "nobody"),
                    wire.ec2("DescribeInstances"),
                    wire.dms("DescribeInstanceProfiles", "{}"),
                    wire.send(request(TO_API.getFirst(), List.of("evil.example"))))) {
                assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
                assertThat(answer.headers().get("cache-control")).contains("no-store");
            }
            for (Answer answer : List.of(
                    wire.admin("health"),
                    wire.admin("metrics"),
                    wire.admin("nothing"),
                    wire.admin("propagation"),
                    wire.admin("decisions/x"),
                    wire.send(admin("GET health", List.of(HERE, "origin", PAGE))))) {
                assertThat(answer.headers())
                        .containsEntry("x-content-type-options", "nosniff")
                        .containsEntry("cache-control", "no-store")
                        .containsEntry("x-frame-options", "DENY")
                        .containsEntry("cross-origin-resource-policy", "same-origin")
                        .containsEntry("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
            }
        }
    }
}
