// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.bench.Load.Script;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The same reads against moto, where it is installed.
final class MotoBench {
    private static final int CONNECTIONS = 16;

    private final PrintStream out;
    private final Requests requests = new Requests();

    MotoBench(PrintStream out) {
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        Optional<Server> installed = Server.moto();
        if (installed.isEmpty()) {
            out.println("Skipped: moto_server is not installed.");
            return;
        }
        try (Server moto = installed.get()) {
            Population few = new Population(1, 1_000);
            few.seed(moto, requests);
            List<byte[]> reads = few.reads(requests, new SplittableRandom(7));
            List<Script> scripts = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                scripts.add(new Script(reads, i, 1));
            }
            Load load = Load.put(moto, scripts, Duration.ofSeconds(3));
            out.printf(
                    "moto, GetInstanceProfile, 1,000, %d connections: %.0f/s, %.0f us CPU; memory %s MB%n",
                    CONNECTIONS,
                    load.perSecond(),
                    load.cpuMicros(),
                    moto.memory().orElse(0));
        }
    }
}
