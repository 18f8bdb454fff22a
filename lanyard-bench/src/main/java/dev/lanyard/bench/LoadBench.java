// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.bench.Load.Script;
import dev.lanyard.bench.SideBySide.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Signed requests against running servers, each measured next to the bare front.
final class LoadBench {
    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final String OTHER_ACCOUNT = "300000000000";

    private final PrintStream out;
    private final Path launcher;
    private final SideBySide sideBySide;
    private final Requests requests = new Requests();

    /// @param turn how long each server is measured at a time
    LoadBench(PrintStream out, Path launcher, Duration turn) {
        this.out = out;
        this.launcher = launcher;
        this.sideBySide = new SideBySide(out, turn);
    }

    void run(Path folder) throws IOException, InterruptedException {
        try (Server small = lanyard(folder.resolve("small"));
                Server large = lanyard(folder.resolve("large"));
                Server bare = Server.bareLike(large)) {
            out.println("Memory of an idle server: " + megabytes(large));
            Population few = new Population(1, 1_000);
            Population many = new Population(100, 1_000);
            few.seed(small, requests);
            Load seeding = many.seed(large, requests);
            out.printf(
                    "Seeded %,d profiles with %,d durable requests: %,.0f/s, %.0f us CPU each; memory %s%n%n",
                    100_000, seeding.latencies().length, seeding.perSecond(), seeding.cpuMicros(), megabytes(large));
            sideBySide.headOfTable();
            for (Scenario scenario : scenarios(few, small, many, large)) {
                sideBySide.table(scenario, bare, CONNECTIONS);
            }
            out.println("\nMemory after all of it: " + megabytes(large) + " with 100,000 profiles, " + megabytes(small)
                    + " with 1,000");
        }
    }

    private Server lanyard(Path folder) throws IOException {
        return Server.lanyard(launcher, "--data-dir", folder.toString());
    }

    private List<Scenario> scenarios(Population few, Server small, Population many, Server large) throws IOException {
        List<Scenario> all = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        all.add(Scenario.shared("GetInstanceProfile, 1,000", small, few.reads(requests, random)));
        all.add(Scenario.shared("GetInstanceProfile, 100,000", large, many.reads(requests, random)));
        all.add(Scenario.shared("ListInstanceProfiles, page of 100", large, many.lists(requests)));
        try (Client client = new Client(large.address())) {
            client.call(Population.createRole(OTHER_ACCOUNT, requests));
        }
        all.add(new Scenario(
                "create, add, remove, delete",
                large,
                connection -> new Script(Population.cycle(OTHER_ACCOUNT, connection, requests), 0, 4)));
        associations(large)
                .ifPresentOrElse(
                        all::add,
                        () -> out.println("Skipped: this server runs no instances, so it has no associations."));
        return all;
    }

    private Optional<Scenario> associations(Server server) throws IOException {
        try (Client client = new Client(server.address())) {
            client.call(requests.signed(OTHER_ACCOUNT, "iam", "Action=CreateInstanceProfile&InstanceProfileName=worn"));
            client.call(requests.signed(
                    OTHER_ACCOUNT,
                    "iam",
                    "Action=AddRoleToInstanceProfile&InstanceProfileName=worn&RoleName=app-server"));
            int status = client.status(requests.signed(
                    OTHER_ACCOUNT,
                    "ec2",
                    "Action=RunInstances&ImageId=ami-0123456789abcdef0&MinCount=10&MaxCount=10"
                            + "&IamInstanceProfile.Name=worn"));
            if (status != 200) {
                return Optional.empty();
            }
            String answer = client.body();
            int id = answer.indexOf("<instanceId>") + "<instanceId>".length();
            return Optional.of(Scenario.shared(
                    "DescribeIamInstanceProfileAssociations",
                    server,
                    List.of(requests.signed(
                            OTHER_ACCOUNT,
                            "ec2",
                            "Action=DescribeIamInstanceProfileAssociations&Filter.1.Name=instance-id&Filter.1.Value.1="
                                    + answer.substring(id, answer.indexOf('<', id))))));
        }
    }

    static String megabytes(Server server) throws IOException {
        return server.memory().map(number -> number + " MB").orElse("unknown");
    }
}
