// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.http.HttpFront;
import dev.lanyard.server.http.Limits;
import dev.lanyard.server.http.TestCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final String INSTANCES = """
            {"instances":[
              {"instanceId":"i-1","account":"000000000000","region":"eu-west-1","state":"running",
               "metadataUrl":"http://127.64.0.1:1338","metadataPathUrl":"http://127.0.0.1:1338/instances/i-1"},
              {"instanceId":"i-2","account":"000000000000","region":"us-east-1","state":"running",
               "metadataUrl":null,"metadataPathUrl":"http://127.0.0.1:1338/instances/i-2"},
              {"instanceId":"i-3","account":"000000000000","region":"us-east-1","state":"stopped",
               "metadataUrl":null,"metadataPathUrl":null}]}
            """;

    private record Outcome(int code, String out, String err) {}

    private static Outcome lanyard(Map<String, String> environment, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(List.of(words), environment, new PrintWriter(out), new PrintWriter(err));
        return new Outcome(code, out.toString(), err.toString());
    }

    @Test
    void envPrintsWhatToExportAndNothingElse() {
        assertThat(lanyard(Map.of("LANYARD_PORT", "4999"), "env", "--region", "eu-west-1"))
                .isEqualTo(new Outcome(0, """
                        export AWS_ENDPOINT_URL=http://127.0.0.1:4999
                        export AWS_REGION=eu-west-1
                        export AWS_DEFAULT_REGION=eu-west-1
                        export AWS_ACCESS_KEY_ID=test
                        export AWS_SECRET_ACCESS_KEY=test
                        """, ""));
    }

    @Test
    void envUnsetsWhatBelongsToOtherKeys() {
        assertThat(lanyard(Map.of("AWS_SESSION_TOKEN", "mine", "AWS_PROFILE", "work"), "env")
                        .out())
                .endsWith("unset AWS_SESSION_TOKEN AWS_PROFILE\n");
        assertThat(lanyard(Map.of("AWS_SESSION_TOKEN", "mine"), "env", "--host=0.0.0.0")
                        .out())
                .doesNotContain("unset");
    }

    @Test
    void envKnowsNoCredentialsOfAServerThatOthersReach() {
        Outcome outcome = lanyard(Map.of(), "env", "--host=0.0.0.0");
        assertThat(outcome.out()).contains("http://127.0.0.1:4566").doesNotContain("ACCESS_KEY");
        assertThat(lanyard(Map.of("LANYARD_DEV_CREDENTIALS", "off"), "env").out())
                .doesNotContain("ACCESS_KEY");
    }

    @Test
    void envOfAServerWithTlsNamesItsCertificate() {
        assertThat(lanyard(Map.of("LANYARD_TLS_CERT", "/tls/lanyard.crt"), "env")
                        .out())
                .contains("export AWS_ENDPOINT_URL=https://127.0.0.1:4566\n")
                .contains("export AWS_CA_BUNDLE=/tls/lanyard.crt\n");
    }

    @Test
    void instancesOfAServerWithTlsAreFound(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "cli", "EC");
        HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        try (HttpFront.Listener listener = front.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                certificate.file(),
                certificate.key(),
                _ -> new WireResponse(200, new Headers(), INSTANCES.getBytes(UTF_8)))) {
            String port = "--port=" + listener.address().getPort();
            assertThat(lanyard(Map.of(), "env", port, "--tls-cert=" + certificate.file(), "--instance", "i-1")
                            .out())
                    .contains("export AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.64.0.1:1338\n")
                    .contains("export AWS_CA_BUNDLE=" + certificate.file() + "\n");
        }
        front.stop(Duration.ZERO);
    }

    @Test
    void envOfAnInstancePointsAtItsMetadataAndHidesOtherCredentials() throws IOException {
        HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        try (HttpFront.Listener listener = instances(front, INSTANCES)) {
            String port = "--port=" + listener.address().getPort();
            assertThat(lanyard(Map.of(), "env", port, "--instance", "i-1").out())
                    .contains("export AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.64.0.1:1338\n")
                    .contains("export AWS_REGION=eu-west-1\n")
                    .contains("unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN ");
            assertThat(lanyard(Map.of(), "env", port, "--instance", "i-2").out())
                    .contains("export AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:1338/instances/i-2\n");
            assertThat(lanyard(Map.of("NO_PROXY", "*.corp; it's"), "env", port, "--instance", "i-1")
                            .out())
                    .contains("export NO_PROXY='*.corp; it'\\''s,127.0.0.1,127.64.0.1'\n");
            for (String other : List.of("i-3", "i-4")) {
                Outcome none = lanyard(Map.of(), "env", port, "--instance", other);
                assertThat(none.code()).isEqualTo(1);
                assertThat(none.err())
                        .startsWith("lanyard: No instance " + other)
                        .hasLineCount(1);
            }
        }
        front.stop(Duration.ZERO);
    }

    @Test
    void runGivesAProgramTheInstanceAndHandsOnItsExitCode() throws IOException {
        HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        try (HttpFront.Listener listener = instances(front, INSTANCES)) {
            String port = "--port=" + listener.address().getPort();
            String test = "[ \"$AWS_EC2_METADATA_SERVICE_ENDPOINT-$AWS_ACCESS_KEY_ID\" = http://127.64.0.1:1338- ]"
                    + " && exit 42";
            Map<String, String> environment = Map.of("AWS_ACCESS_KEY_ID", "mine", "PATH", "/usr/bin:/bin");
            assertThat(lanyard(environment, "run", port, "--instance", "i-1", "--", "/bin/sh", "-c", test)
                            .code())
                    .isEqualTo(42);
            Outcome missing = lanyard(environment, "run", port, "--instance", "i-1", "--", "/no/such/program");
            assertThat(missing.code()).isEqualTo(127);
            assertThat(missing.err()).hasLineCount(1);
        }
        front.stop(Duration.ZERO);
    }

    private static HttpFront.Listener instances(HttpFront front, String json) throws IOException {
        return front.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                request -> new WireResponse(
                        request.path().equals("/_lanyard/instances") ? 200 : 404,
                        new Headers().add("content-type", "application/json"),
                        json.getBytes(UTF_8)));
    }

    @Test
    void whatAnswersButIsNoLanyardIsToldApart() throws IOException {
        HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "request-1");
        try (HttpFront.Listener listener = instances(front, "<html>")) {
            String port = "--port=" + listener.address().getPort();
            assertThat(lanyard(Map.of(), "env", port, "--instance", "i-1").err())
                    .contains("is not a Lanyard");
        }
        front.stop(Duration.ZERO);
    }

    @Test
    void whereNothingAnswersRunSaysHowToStart() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Outcome outcome = lanyard(Map.of(), "run", "--port=" + port, "--instance", "i-1", "--", "true");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("Start it with ./lanyard up.").hasLineCount(1);
    }

    @Test
    void upServesUntilItIsInterrupted() throws Exception {
        PipedReader reader = new PipedReader();
        PrintWriter out = new PrintWriter(new PipedWriter(reader));
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread up = Thread.ofPlatform()
                .start(() -> code.complete(Main.run(
                        List.of("up", "--port=0", "--imds-port=0"),
                        Map.of(),
                        out,
                        new PrintWriter(new StringWriter()))));
        String line = new BufferedReader(reader).readLine();
        assertThat(line).startsWith("Lanyard listens on http://127.0.0.1:").contains("in memory");
        String endpoint = line.split(" ", 5)[3];
        try (var health = URI.create(endpoint + "/_lanyard/health")
                .toURL()
                .openConnection()
                .getInputStream()) {
            assertThat(health.readAllBytes()).isNotEmpty();
        }
        up.interrupt();
        assertThat(code.get()).isEqualTo(130);
    }

    @Test
    void aTakenPortIsOneLineAndExitCodeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = lanyard(Map.of(), "up", "--imds-port=-1", "--port", "" + taken.getLocalPort());
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.err())
                    .startsWith("lanyard: Cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .hasLineCount(1);
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void aDataDirectoryThatCannotBeMadeIsOneLineAndExitCodeOne(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Outcome outcome = lanyard(
                Map.of(), "up", "--port=0", "--data-dir", file.resolve("data").toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("Cannot write to the data directory").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--database-url=jdbc:postgresql://user:hush@127.0.0.1/lanyard",
                "--database-url=jdbc:postgresql://127.0.0.1:1/lanyard?user=a&password=hush",
                "--database-url=jdbc:postgresql://127.0.0.1:1/lanyard?user=refused&PASSWORD=hush&sslpassword=hush",
                "--database-url=jdbc:postgresql://127.0.0.1:1/lanyard?password=hush%zz",
                "--database-url=jdbc:postgresql://127.0.0.1:1/lanyard?password=hush&loginTimeout=hu%20sh",
                "--database-url=jdbc:postgresql://127.0.0.1:1/lanyard?password=hush#&sslmode=nonsense",
                "jdbc:postgresql://127.0.0.1:1/lanyard?password=hush",
            })
    void noPasswordIsRepeatedToTheUser(String word) {
        for (Outcome outcome : List.of(
                lanyard(Map.of(), "up", word),
                lanyard(Map.of("LANYARD_DATABASE_URL", word.substring(word.indexOf('=') + 1)), "up"),
                lanyard(Map.of(), word))) {
            assertThat(outcome.code()).isPositive();
            assertThat(outcome.err())
                    .startsWith("lanyard: ")
                    .doesNotContain("hush")
                    .hasLineCount(1);
            assertThat(outcome.out()).doesNotContain("hush");
        }
    }

    @Test
    void trainServesItselfAndEnds() {
        assertThat(lanyard(Map.of(), "train").code()).isZero();
    }

    @Test
    void whatIsNotUnderstoodIsOneLineAndExitCodeTwo() {
        for (String[] words : new String[][] {
            {},
            {"down"},
            {"--port"},
            {"up", "--prot", "1"},
            {"up", "--port"},
            {"up", "stray"},
            {"env", "--", "stray"},
            {"run", "--", "true"},
            {"run", "--instance", "i-1"},
        }) {
            Outcome outcome = lanyard(Map.of(), words);
            assertThat(outcome.code()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(outcome.err()).startsWith("lanyard: ").hasLineCount(1);
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void helpListsEveryOptionWithItsVariableAndDefault() {
        assertThat(lanyard(Map.of(), "--help").out())
                .contains("up ", "env ", "run ")
                .doesNotContain("train");
        String help = lanyard(Map.of(), "up", "--port", "1", "--help").out();
        assertThat(help.lines().filter(line -> line.startsWith("  --"))).hasSize(18);
        assertThat(help)
                .contains("--host ADDRESS", "LANYARD_HOST, default 127.0.0.1")
                .contains("--imds-port PORT", "LANYARD_IMDS_PORT, default 1338")
                .contains("--data-dir DIRECTORY", "LANYARD_DATA_DIR, default none")
                .contains("--propagation-delay TIME", "LANYARD_PROPAGATION_DELAY, default 0s");
        assertThat(help.lines()).allMatch(line -> line.length() <= 120);
    }
}
