// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.bench.Load.Script;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.InstanceProfile;
import dev.lanyard.core.iam.InstanceProfileName;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.iam.SqlInstanceProfiles;
import dev.lanyard.store.sql.Database;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Creations that are on the disk when they are answered, at 16 connections, next to the inserts of the same rows alone
/// by 16 threads with the same group commit.
final class DurableBench {
    private static final int THREADS = 16;
    private static final int ROUND = 16_000;
    private static final int ROUNDS = 4;

    private final PrintStream out;
    private final Path launcher;
    private final Ids ids = new Ids(new SecureRandom());

    DurableBench(PrintStream out, Path launcher) {
        this.out = out;
        this.launcher = launcher;
    }

    void run(Path folder) throws IOException, InterruptedException {
        try (Server server = Server.lanyard(
                        launcher, "--data-dir", folder.resolve("whole").toString());
                Database database = Database.directory(folder.resolve("rows"))) {
            List<byte[]> creations = Population.creations(ROUND * ROUNDS, new Requests());
            double rows = 0;
            double whole = 0;
            // The first round warms both up.
            for (int round = 0; round < ROUNDS; round++) {
                double inserted = insert(database, round * ROUND);
                double created = create(server, creations.subList(round * ROUND, (round + 1) * ROUND));
                rows += round == 0 ? 0 : inserted;
                whole += round == 0 ? 0 : created;
            }
            out.printf(
                    "Durable creates at 16 connections: %,.0f/s; inserts alone %,.0f/s; %.0f %%%n",
                    whole / (ROUNDS - 1), rows / (ROUNDS - 1), 100 * whole / rows);
        }
    }

    private static double create(Server server, List<byte[]> creations) throws IOException, InterruptedException {
        List<Script> scripts = new ArrayList<>();
        int share = creations.size() / THREADS;
        for (int i = 0; i < THREADS; i++) {
            scripts.add(new Script(creations.subList(i * share, (i + 1) * share), 0, 1));
        }
        return Load.once(server, scripts).perSecond();
    }

    private double insert(Database database, int from) {
        SqlInstanceProfiles profiles = new SqlInstanceProfiles(database);
        long start = System.nanoTime();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (int thread = 0; thread < THREADS; thread++) {
                int first = from + thread * (ROUND / THREADS);
                threads.execute(() -> {
                    for (int i = first; i < first + ROUND / THREADS; i++) {
                        InstanceProfile profile = row(i);
                        database.write(() -> profiles.insert(profile));
                    }
                });
            }
        }
        return ROUND * 1e9 / (System.nanoTime() - start);
    }

    private InstanceProfile row(int number) {
        AccountId account = new AccountId("2000000000" + (10 + number % 90));
        return new InstanceProfile(
                account,
                new InstanceProfileName("job-" + number),
                IamPath.ROOT,
                ids.unique("AIPA", account, 21),
                Instant.now(),
                List.of(),
                Optional.empty());
    }
}
