// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The CPU time from the start of a server to its first signed answer.
final class StartBench {
    private static final int TIMES = 5;
    private static final String ACCOUNT = "000000000000";

    private final PrintStream out;
    private final Path launcher;
    private final Requests requests = new Requests();

    StartBench(PrintStream out, Path launcher) {
        this.out = out;
        this.launcher = launcher;
    }

    private interface Start {
        Server server() throws IOException;
    }

    void run(Path folder) throws IOException {
        measure("GetCallerIdentity, in memory", () -> Server.lanyard(launcher), whoAmI());
        measure("CreateInstanceProfile, in memory", () -> Server.lanyard(launcher), create());
        Path kept = folder.resolve("start");
        measure(
                "ListInstanceProfiles, SQLite file",
                () -> Server.lanyard(launcher, "--data-dir", kept.toString()),
                list());
        Optional<Server> moto = Server.moto();
        if (moto.isEmpty()) {
            out.println("Skipped: moto_server is not installed.");
            return;
        }
        moto.get().close();
        measure("moto, ListInstanceProfiles", () -> Server.moto().orElseThrow(), list());
    }

    private void measure(String name, Start start, byte[] request) throws IOException {
        List<Long> cpu = new ArrayList<>();
        List<Long> wall = new ArrayList<>();
        String memory = "";
        for (int i = 0; i < TIMES; i++) {
            long began = System.nanoTime();
            try (Server server = start.server();
                    Client client = new Client(server.address())) {
                client.call(request);
                wall.add((System.nanoTime() - began) / 1_000_000);
                cpu.add(server.cpu().toMillis());
                memory = server.memory()
                        .map(megabytes -> ", " + megabytes + " MB")
                        .orElse("");
            }
        }
        out.printf("First signed answer, %s: %d ms CPU, %d ms%s%n", name, median(cpu), median(wall), memory);
    }

    private static long median(List<Long> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
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
