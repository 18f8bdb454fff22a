// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private static final int TERMINATED = 143;

    @Test
    void upPrintsWhereItListensAnswersAndStopsOnSigterm(@TempDir Path checkout) throws Exception {
        layOut(checkout);
        List<String> lanyard = List.of(checkout.resolve("lanyard").toString());
        // The first start records the cache that the second one uses.
        for (int start = 0; start < 2; start++) {
            try (Server server = Server.start(lanyard, List.of());
                    Client client = new SdkClient(server.endpoint())) {
                assertThat(health(server.endpoint())).isEqualTo(200);
                assertThat(client.createProfile("Webserver").name()).isEqualTo("Webserver");
                assertThat(server.terminate()).isEqualTo(TERMINATED);
            }
        }
    }

    /// A checkout that was built: the launcher would otherwise build while Maven does.
    private static void layOut(Path checkout) throws IOException {
        Path root = Server.root();
        Path target = root.resolve("lanyard-server/target");
        Path app = Files.createDirectories(checkout.resolve("lanyard-server/target/app"));
        Path lib = Files.createDirectories(app.resolve("lib"));
        Files.createDirectory(checkout.resolve(".mvn"));
        for (String file : List.of("lanyard", ".mvn/find-jdk")) {
            Files.copy(root.resolve(file), checkout.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.copy(target.resolve("lanyard-server.jar"), app.resolve("lanyard.jar"));
        try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        Files.createFile(app.resolve("built"));
    }

    private static int health(URI endpoint) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(endpoint.resolve("/_lanyard/health")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
