// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// The CPU time from the start of a server to its first signed answer.
final class StartBench {
    private static final int TIMES = 5;
    private static final String ACCOUNT = "000000000000";

    private final PrintStream out;
    private final Requests requests = new Requests();

    StartBench(PrintStream out) {
        this.out = out;
    }

    private interface Start {
        Server server() throws IOException;
    }

    void run(Path folder, Path launcher) throws IOException {
        measure(Map.of("GetCallerIdentity, in memory", () -> Server.lanyard(launcher)), whoAmI());
        measure(Map.of("CreateInstanceProfile, in memory", () -> Server.lanyard(launcher)), create());
        Path kept = folder.resolve("start");
        Map<String, Start> lists = new LinkedHashMap<>();
        lists.put("ListInstanceProfiles, SQLite file", () -> Server.lanyard(launcher, "--data-dir", kept.toString()));
        addMoto(lists);
        measure(lists, list());
    }

    /// Several checkouts, and moto, in turns.
    void compare(Map<String, Path> launchers) throws IOException {
        Map<String, Start> starts = new LinkedHashMap<>();
        launchers.forEach((name, launcher) ->
                starts.put("ListInstanceProfiles, in memory, " + name, () -> Server.lanyard(launcher)));
        addMoto(starts);
        measure(starts, list());
    }

    private void addMoto(Map<String, Start> starts) throws IOException {
        Optional<Server> moto = Server.moto();
        if (moto.isEmpty()) {
            out.println("Skipped: moto_server is not installed.");
            return;
        }
        moto.get().close();
        starts.put("moto, ListInstanceProfiles", () -> Server.moto().orElseThrow());
    }

    private record Sample(long cpu, long wall, String memory) {}

    private void measure(Map<String, Start> starts, byte[] request) throws IOException {
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int i = 0; i < TIMES; i++) {
            for (Map.Entry<String, Start> each : starts.entrySet()) {
                samples.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(sample(each.getValue(), request));
            }
        }
        samples.forEach((name, all) -> out.printf(
                "First signed answer, %s: %d ms CPU, %d ms%s%n",
                name,
                median(all, Sample::cpu),
                median(all, Sample::wall),
                all.getLast().memory()));
    }

    private static Sample sample(Start start, byte[] request) throws IOException {
        long began = System.nanoTime();
        try (Server server = start.server();
                Client client = new Client(server.address())) {
            client.call(request);
            long wall = (System.nanoTime() - began) / 1_000_000;
            String memory =
                    server.memory().map(megabytes -> ", " + megabytes + " MB").orElse("");
            return new Sample(server.cpu().toMillis(), wall, memory);
        }
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private byte[] whoAmI() {
        return requests.signed(ACCOUNT, "sts", "Action=GetCallerIdentity");
    }

    private byte[] create() {
        return requests.signed(ACCOUNT, "iam", "Action=CreateInstanceProfile&InstanceProfileName=first");
    }

    private byte[] list() {
        return requests.signed(ACCOUNT, "iam", "Action=ListInstanceProfiles");
    }
}
