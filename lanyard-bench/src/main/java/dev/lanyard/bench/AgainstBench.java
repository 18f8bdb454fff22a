// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.bench.Load.Script;
import dev.lanyard.bench.SideBySide.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// This checkout and an older one that is built as well, in one run: each measurement in turns, so that the ratios hold
/// whatever else the machine does. The older one's bare front is measured too where its benchmarks are built.
final class AgainstBench {
    private static final int[] CONNECTIONS = {16, 64};
    private static final Population POPULATION = new Population(10, 1_000);
    private static final String OTHER_ACCOUNT = "300000000000";
    private static final int WRITES_PER_SECOND = 100;
    /// Until both have compiled what is hot; the new front needs longer for it than the old one did.
    private static final int WARMING_TURNS = 8;

    private final PrintStream out;
    private final Map<String, Path> launchers = new LinkedHashMap<>();
    private final SideBySide sideBySide;
    private final Requests requests = new Requests();

    AgainstBench(PrintStream out, Path launcher, Path older, Duration turn) {
        this.out = out;
        this.launchers.put("new", launcher);
        this.launchers.put("old", older);
        this.sideBySide = new SideBySide(out, turn);
    }

    void run(Path folder) throws IOException, InterruptedException {
        new StartBench(out).compare(launchers);
        List<Server> servers = new ArrayList<>();
        List<Server> bare = new ArrayList<>();
        try {
            for (Map.Entry<String, Path> each : launchers.entrySet()) {
                String data = folder.resolve(each.getKey()).toString();
                Server server = Server.lanyard(each.getValue(), "--data-dir", data);
                servers.add(server);
                out.println("Memory of an idle server, " + each.getKey() + ": " + LoadBench.megabytes(server));
                bare.add(Server.bareLike(
                        server,
                        each.getValue().resolveSibling("lanyard-bench/target").toString()));
                POPULATION.seed(server, requests);
                try (Client client = new Client(server.address())) {
                    client.call(Population.createRole(OTHER_ACCOUNT, requests));
                }
            }
            compareAll(servers, bare);
            for (Server server : servers) {
                out.println("Memory after all of it: " + LoadBench.megabytes(server));
            }
        } finally {
            servers.forEach(Server::close);
            bare.forEach(Server::close);
        }
    }

    private void compareAll(List<Server> servers, List<Server> bare) throws IOException, InterruptedException {
        out.printf("%-40s %5s %4s %9s %8s %8s %9s%n", "", "conns", "", "req/s", "p50 ms", "p99 ms", "CPU us");
        List<byte[]> reads = POPULATION.reads(requests, new SplittableRandom(7));
        compare("bare front", bare, server -> Scenario.shared("", server, reads));
        compare("GetInstanceProfile", servers, server -> Scenario.shared("", server, reads));
        List<byte[]> lists = POPULATION.lists(requests);
        compare("ListInstanceProfiles, page of 100", servers, server -> Scenario.shared("", server, lists));
        compare(
                "create, add, remove, delete",
                servers,
                server -> new Scenario(
                        "", server, it -> new Script(Population.cycle(OTHER_ACCOUNT, it, requests), 0, 4)));
        Map<Server, Scenario> metadata = new LinkedHashMap<>();
        for (Server server : servers) {
            metadata.put(server, new ImdsBench(out, launchers.get("new"), Duration.ofSeconds(1)).credentials(server));
        }
        compare("IMDS credentials", servers, metadata::get);
        List<Thread> writers = servers.stream().map(this::writeBeside).toList();
        compare("IMDS credentials, beside 100 writes/s", servers, metadata::get);
        writers.forEach(Thread::interrupt);
    }

    private interface Scenarios {
        Scenario of(Server server);
    }

    private void compare(String name, List<Server> servers, Scenarios scenarios)
            throws IOException, InterruptedException {
        List<Scenario> both = servers.stream().map(scenarios::of).toList();
        for (Scenario each : both) {
            sideBySide.warm(each, WARMING_TURNS);
        }
        for (int connections : CONNECTIONS) {
            List<Load> loads = sideBySide.measure(both, connections);
            int at = 0;
            for (String which : launchers.keySet()) {
                Load load = loads.get(at++);
                out.printf(
                        "%-40s %5d %4s %,9.0f %8.2f %8.2f %9.1f%n",
                        name,
                        connections,
                        which,
                        load.perSecond(),
                        load.millis(0.5),
                        load.millis(0.99),
                        load.cpuMicros());
            }
            out.printf(
                    "%-40s %5d CPU new/old %.2f, p99/p50 new %.1f%n",
                    name,
                    connections,
                    loads.getFirst().cpuMicros() / loads.getLast().cpuMicros(),
                    loads.getFirst().millis(0.99) / loads.getFirst().millis(0.5));
        }
    }

    /// Writes at a steady pace until interrupted.
    private Thread writeBeside(Server server) {
        List<byte[]> cycle = Population.cycle(OTHER_ACCOUNT, 9_999, requests);
        return Thread.ofVirtual().start(() -> {
            try (Client client = new Client(server.address())) {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                    client.call(cycle.get(i % cycle.size()));
                    Thread.sleep(Duration.ofSeconds(1).dividedBy(WRITES_PER_SECOND));
                }
            } catch (IOException | InterruptedException _) {
                // The measurement is over.
            }
        });
    }
}
