// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

/// A developer runs a server and opens a page of a stranger, in a real browser.
class ForeignPageTest {
    private static final SigV4Signer SIGNER = new SigV4Signer("test", "test", Optional.empty(), "us-east-1", "iam");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String LIST = "Action=ListUsers&Version=2010-05-08";
    private static final List<String> BY_GET = List.of(
            "image",
            "imageWithoutReferrer",
            "script",
            "style",
            "frame",
            "object",
            "link",
            "fetchSimple",
            "fetchOpaque",
            "sandbox",
            "request",
            "events");
    private static final List<String> BY_POST =
            List.of("fetchText", "fetchForm", "beacon", "formUrlencoded", "formText", "redirect");
    /// Ways that lead into a server that lets them, and by which its answer can be read.
    private static final List<String> READABLE =
            List.of("fetchSimple", "fetchForm", "fetchSigned", "request", "adminRead", "metadataRead", "metadataToken");

    /// One request of a page.
    private record Call(String url, String body, Map<String, String> headers) {}

    @TempDir
    private Path profile;

    @AutoClose
    private final PageServer stranger = new PageServer();

    ForeignPageTest() throws IOException {}

    private static String create(String user) {
        return "Action=CreateUser&Version=2010-05-08&UserName=" + user;
    }

    private static WireRequest plain(URI endpoint, String method, String query, String body) {
        Headers headers = new Headers().add("host", endpoint.getRawAuthority());
        return new WireRequest(method, "/", query, headers, body.getBytes(UTF_8), "127.0.0.1", false);
    }

    private static Call presigned(URI endpoint, String method, String query, String body) {
        WireRequest signed =
                SIGNER.presign(plain(endpoint, method, query, body), Instant.now(), Duration.ofMinutes(15));
        return new Call(endpoint + "/?" + signed.query(), body, Map.of());
    }

    /// A request whose signature is in its headers, without those that only the browser sets.
    private static Call signed(URI endpoint, String body) {
        WireRequest plain = plain(endpoint, "POST", "", body);
        plain.headers().add("content-type", FORM);
        Map<String, String> headers = new TreeMap<>();
        SIGNER.sign(plain, Instant.now()).headers().forEach(headers::put);
        headers.remove("host");
        return new Call(endpoint + "/", body, headers);
    }

    private static Map<String, Call> calls(URI endpoint, String metadata) {
        Map<String, Call> calls = new LinkedHashMap<>();
        BY_GET.forEach(way -> calls.put(way, presigned(endpoint, "GET", create(way), "")));
        BY_POST.forEach(way -> calls.put(way, presigned(endpoint, "POST", "", create(way))));
        calls.put("formText", presigned(endpoint, "POST", "", create("formText") + "&x=\r\n"));
        calls.put("fetchSigned", signed(endpoint, create("fetchSigned")));
        calls.put("adminReset", new Call(endpoint + "/_lanyard/reset", "", Map.of()));
        calls.put("adminForm", new Call(endpoint + "/_lanyard/reset", "", Map.of()));
        calls.put("adminRead", new Call(endpoint + "/_lanyard/instances", "", Map.of()));
        String credentials = metadata + "/latest/meta-data/iam/security-credentials/app";
        calls.put("metadataRead", new Call(credentials, "", Map.of()));
        calls.put("metadataToken", new Call(metadata + "/latest/api/token", "", Map.of()));
        return calls;
    }

    private static String script(Map<String, Map<String, Call>> targets) {
        Map<String, Object> all = new LinkedHashMap<>();
        targets.forEach((target, calls) -> {
            Map<String, Object> ways = new LinkedHashMap<>();
            calls.forEach(
                    (way, call) -> ways.put(way, Map.of("url", call.url, "body", call.body, "headers", call.headers)));
            all.put(target, ways);
        });
        return Json.text(all);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = ForeignPageTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /// What a page read, by target and way.
    private static Map<String, String> read(String report) {
        Map<String, String> read = new TreeMap<>();
        report.lines().forEach(line -> {
            String[] told = line.split(" ", -1);
            read.put(told[0] + ' ' + told[1], URLDecoder.decode(told[2].replace("+", "%2B"), UTF_8));
        });
        return read;
    }

    private static List<String> users(IamClient iam) {
        return iam.listUsers().users().stream().map(User::userName).toList();
    }

    /// An instance whose role has credentials to steal.
    ///
    /// @return where its metadata is
    private static String furnish(Node node) {
        try (Client client = new SdkClient(node.endpoint())) {
            client.createProfile("app");
            client.createRole("app");
            client.addRole("app", "app");
            return "http://127.0.0.1:" + node.metadata().orElseThrow().port() + "/instances/"
                    + client.runInstance(Optional.of("app"));
        }
    }

    @Test
    void aForeignPageCanDoNothing() throws Exception {
        try (Node node = Node.start(Options.onFreePorts()
                        .transitions(Options.Transitions.ZERO)
                        .build());
                IamClient iam = Sdk.connect(IamClient.builder(), node.endpoint())) {
            String metadata = furnish(node);
            iam.createUser(in -> in.userName("ann"));
            Map<String, Call> calls = calls(node.endpoint(), metadata);
            Map<String, Call> open = new LinkedHashMap<>();
            calls.forEach((way, call) ->
                    open.put(way, new Call(stranger.url("127.0.0.1", PageServer.OPEN + way), call.body, call.headers)));
            stranger.page(
                    "/",
                    text("browser/foreign.html").replace("TARGETS", script(Map.of("lanyard", calls, "open", open))));

            Map<String, String> read;
            try (Browser _ = Browser.open(profile, stranger.url("evil.example", "/"))) {
                read = read(stranger.report());
            }

            assertThat(stranger.reached()).containsExactlyInAnyOrderElementsOf(calls.keySet());
            for (String way : calls.keySet()) {
                assertThat(read.get("lanyard " + way)).as(way).isEmpty();
                assertThat(read.get("open " + way)).as(way).isEqualTo(READABLE.contains(way) ? "read" : "");
            }
            assertThat(users(iam)).containsExactly("ann");
            replay(calls);
            assertThat(users(iam))
                    .contains("ann")
                    .containsAll(BY_GET)
                    .containsAll(BY_POST)
                    .contains("fetchSigned");
        }
    }

    /// What the page sent would have been good, had a program on this machine sent it.
    private static void replay(Map<String, Call> calls) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (Map.Entry<String, Call> each : calls.entrySet()) {
                Call call = each.getValue();
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(call.url));
                call.headers.forEach(request::header);
                if (!call.body.isEmpty()) {
                    request.POST(BodyPublishers.ofString(call.body));
                }
                if (BY_GET.contains(each.getKey()) || !call.body.isEmpty()) {
                    assertThat(client.send(request.build(), BodyHandlers.ofString())
                                    .statusCode())
                            .as(each.getKey())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void aNameThatWasMadeToPointHereShowsNothing() throws Exception {
        try (Node node = Node.start(Options.onFreePorts().build());
                IamClient iam = Sdk.connect(IamClient.builder(), node.endpoint())) {
            String metadata = furnish(node);
            String instance = metadata.substring(metadata.lastIndexOf('/') + 1);
            String rebound = "http://rebound.example:";
            URI api = URI.create(rebound + node.endpoint().getPort());
            String instances = "/_lanyard/instances";
            String credentials = "/latest/meta-data/iam/security-credentials/app";

            assertThat(Browser.dump(profile, node.endpoint() + instances)).contains(instance);
            assertThat(Browser.dump(profile, api + instances))
                    .doesNotContain(instance)
                    .contains("names another server");
            assertThat(Browser.dump(profile, metadata + credentials)).contains("SecretAccessKey");
            assertThat(Browser.dump(profile, metadata.replace("127.0.0.1", "rebound.example") + credentials))
                    .doesNotContain("SecretAccessKey")
                    .contains("names another server");
            assertThat(Browser.dump(profile, presigned(api, "GET", create("mallory"), "").url))
                    .contains("names another server");
            assertThat(users(iam)).isEmpty();
        }
    }

    @Test
    void aPageOfAnAllowedOriginCallsTheApisAndReadsTheAnswers() throws Exception {
        String origin = stranger.url("tools.example", "");
        try (Node node = Node.start(
                        Options.onFreePorts().allowOrigins(List.of(origin)).build());
                IamClient iam = Sdk.connect(IamClient.builder(), node.endpoint())) {
            String metadata = furnish(node);
            iam.createUser(in -> in.userName("ann"));
            Map<String, Call> calls = new LinkedHashMap<>(calls(node.endpoint(), metadata));
            calls.keySet().retainAll(List.of("adminRead", "adminReset", "metadataRead", "metadataToken"));
            calls.put("fetchSigned", signed(node.endpoint(), LIST));
            calls.put("fetchSimple", presigned(node.endpoint(), "GET", LIST, ""));
            stranger.page("/", text("browser/foreign.html").replace("TARGETS", script(Map.of("lanyard", calls))));

            Map<String, String> read;
            try (Browser _ = Browser.open(profile, origin + "/")) {
                read = read(stranger.report());
            }

            assertThat(read.get("lanyard fetchSigned")).contains("<UserName>ann</UserName>");
            assertThat(read.get("lanyard fetchSimple")).contains("<UserName>ann</UserName>");
            for (String way : List.of("adminRead", "adminReset", "metadataRead", "metadataToken")) {
                assertThat(read.get("lanyard " + way)).as(way).isEmpty();
            }
            assertThat(users(iam)).containsExactly("ann");
        }
    }
}
