// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;

/// Measures a built checkout, whose launcher is the first argument. What to measure follows, all of it if nothing does:
/// `start`, `durable`, `load`, `role`, `fleet`, `imds`, `moto`; or `against` and the launcher of an older checkout.
final class Bench {
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final List<String> ALL = List.of("start", "durable", "load", "role", "fleet", "imds", "moto");

    private Bench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = List.of(arguments);
        Path launcher = Path.of(words.getFirst()).toAbsolutePath();
        List<String> what = words.size() > 1 ? words.subList(1, words.size()) : ALL;
        Path folder = Files.createTempDirectory("lanyard-bench");
        try {
            if (what.getFirst().equals("against")) {
                Path older = Path.of(what.getLast()).toAbsolutePath();
                new AgainstBench(System.out, launcher, older, TURN).run(folder);
                return;
            }
            for (String each : what) {
                switch (each) {
                    case "start" -> new StartBench(System.out).run(folder, launcher);
                    case "durable" -> new DurableBench(System.out, launcher).run(folder);
                    case "load" -> new LoadBench(System.out, launcher, TURN).run(folder);
                    case "role" -> new RoleBench(System.out, launcher, TURN).run(folder);
                    case "fleet" -> new FleetBench(System.out, launcher, TURN).run(folder);
                    case "imds" -> new ImdsBench(System.out, launcher, TURN).run(folder);
                    case "moto" -> new MotoBench(System.out).run();
                    default -> throw new IllegalArgumentException("Nothing is called " + each);
                }
                System.out.println();
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
