// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.bench.SideBySide.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The metadata service as an SDK on an instance calls it, next to the bare front; over PostgreSQL as well if the
/// environment variable `BENCH_DATABASE_URL` names a new database.
final class ImdsBench {
    private static final String ACCOUNT = "000000000000";
    private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/app-server";
    private static final Pattern URL = Pattern.compile("\"metadataPathUrl\":\"([^\"]+)\"");

    private final PrintStream out;
    private final Path launcher;
    private final SideBySide sideBySide;
    private final Requests requests = new Requests();

    ImdsBench(PrintStream out, Path launcher, Duration turn) {
        this.out = out;
        this.launcher = launcher;
        this.sideBySide = new SideBySide(out, turn);
    }

    void run(Path folder) throws IOException, InterruptedException {
        sideBySide.headOfTable();
        measure("SQLite", "--data-dir", folder.resolve("imds").toString());
        String database = System.getenv("BENCH_DATABASE_URL");
        if (database != null) {
            measure("PostgreSQL", "--database-url", database);
        } else {
            out.println("Skipped on PostgreSQL: BENCH_DATABASE_URL names no database.");
        }
    }

    private void measure(String where, String... options) throws IOException, InterruptedException {
        try (Server server = Server.lanyard(launcher, options);
                Server bare = Server.bareLike(server)) {
            URI instance = launch(server);
            Server metadata = server.at(instance);
            byte[] forToken = forToken(instance);
            sideBySide.table(credentials(where + ", GET of credentials", metadata, instance), bare, 1, 16);
            sideBySide.table(Scenario.shared(where + ", PUT for a token", metadata, List.of(forToken)), bare, 1, 16);
        }
    }

    /// GETs of the credentials of a new instance.
    Scenario credentials(Server server) throws IOException {
        URI instance = launch(server);
        return credentials("IMDS credentials", server.at(instance), instance);
    }

    private static Scenario credentials(String name, Server metadata, URI instance) throws IOException {
        String token;
        try (Client client = new Client(metadata.address())) {
            client.call(forToken(instance));
            token = client.body();
        }
        byte[] forKeys = request("GET", instance.getPath() + CREDENTIALS, "x-aws-ec2-metadata-token: " + token);
        return Scenario.shared(name, metadata, List.of(forKeys));
    }

    private static byte[] forToken(URI instance) {
        return request("PUT", instance.getPath() + "/latest/api/token", "x-aws-ec2-metadata-token-ttl-seconds: 21600");
    }

    /// Where the metadata service of a new instance is.
    private URI launch(Server server) throws IOException {
        try (Client client = new Client(server.address())) {
            for (byte[] request : List.of(
                    Population.createRole(ACCOUNT, requests),
                    requests.signed(ACCOUNT, "iam", "Action=CreateInstanceProfile&InstanceProfileName=worn"),
                    requests.signed(
                            ACCOUNT,
                            "iam",
                            "Action=AddRoleToInstanceProfile&InstanceProfileName=worn&RoleName=app-server"),
                    requests.signed(
                            ACCOUNT,
                            "ec2",
                            "Action=RunInstances&ImageId=ami-0123456789abcdef0&MinCount=1&MaxCount=1"
                                    + "&IamInstanceProfile.Name=worn"))) {
                client.call(request);
            }
            client.call(request("GET", "/_lanyard/instances", "accept: */*"));
            Matcher found = URL.matcher(client.body());
            if (!found.find()) {
                throw new IOException("No instance has a metadata service: " + client.body());
            }
            return URI.create(found.group(1));
        }
    }

    private static byte[] request(String method, String path, String header) {
        return (method + ' ' + path + " HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: aws-sdk-go-v2/1.41.0\r\n" + header
                        + "\r\ncontent-length: 0\r\n\r\n")
                .getBytes(ISO_8859_1);
    }
}
