// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.bench.SideBySide.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Describes of instances and associations: one of them costs the same among 1,000 and among 10,000 of an account, and
/// a page costs what its items cost.
final class FleetBench {
    private static final String BY_INSTANCE = "&Filter.1.Name=instance-id&Filter.1.Value.1=";
    private static final int PAGE = 1_000;
    private static final int WARMING_TURNS = 10;

    private final PrintStream out;
    private final Path launcher;
    private final SideBySide sideBySide;
    private final Requests requests = new Requests();

    FleetBench(PrintStream out, Path launcher, Duration turn) {
        this.out = out;
        this.launcher = launcher;
        this.sideBySide = new SideBySide(out, turn);
    }

    void run(Path folder) throws IOException, InterruptedException {
        try (Server small = server(folder.resolve("fleet-1000"));
                Server large = server(folder.resolve("fleet-10000"));
                Server bare = Server.bareLike(large)) {
            Fleet few = Fleet.launch(small, 1_000, requests);
            Fleet many = Fleet.launch(large, 10_000, requests);
            // Pages first: they warm up what all describes share.
            out.printf("%-55s %10s %10s %7s%n", "CPU us per item", "of 1,000", "of 10,000", "apart");
            pages("DescribeInstances", few, many);
            pages("DescribeIamInstanceProfileAssociations", few, many);
            out.printf(
                    "%n%-55s %10s %10s %7s %9s %7s%n", "CPU us", "of 1,000", "of 10,000", "apart", "bare us", "x bare");
            compare(
                    "DescribeInstances, one by id",
                    few,
                    many,
                    bare,
                    fleet -> fleet.ofInstances("DescribeInstances&InstanceId.1="));
            compare(
                    "DescribeInstances, one by filter",
                    few,
                    many,
                    bare,
                    fleet -> fleet.ofInstances("DescribeInstances" + BY_INSTANCE));
            compare(
                    "associations, one by id",
                    few,
                    many,
                    bare,
                    fleet -> fleet.ofAssociations("DescribeIamInstanceProfileAssociations&AssociationId.1="));
            compare(
                    "associations, one by its instance",
                    few,
                    many,
                    bare,
                    fleet -> fleet.ofInstances("DescribeIamInstanceProfileAssociations" + BY_INSTANCE));
        }
    }

    private Server server(Path folder) throws IOException {
        return Server.lanyard(launcher, "--data-dir", folder.toString());
    }

    private interface Pool {
        List<byte[]> of(Fleet fleet) throws IOException;
    }

    private void compare(String name, Fleet few, Fleet many, Server bare, Pool pool)
            throws IOException, InterruptedException {
        Scenario small = Scenario.shared(name, few.server(), pool.of(few));
        Scenario large = Scenario.shared(name, many.server(), pool.of(many));
        List<Load> loads = warmed(List.of(small, large, large.at(bare)), 16);
        double front = loads.getLast().cpuMicros();
        double one = loads.getFirst().cpuMicros();
        double other = loads.get(1).cpuMicros();
        out.printf("%-55s %10.1f %10.1f %7.2f %9.1f %7.2f%n", name, one, other, other / one, front, other / front);
    }

    private void pages(String action, Fleet few, Fleet many) throws IOException, InterruptedException {
        List<Load> loads = warmed(
                List.of(
                        Scenario.shared(action, few.server(), few.pages(action)),
                        Scenario.shared(action, many.server(), many.pages(action))),
                2);
        double one = loads.getFirst().cpuMicros() / PAGE;
        double other = loads.getLast().cpuMicros() / PAGE;
        out.printf("%-55s %10.1f %10.1f %7.2f%n", action + ", pages of 1,000", one, other, other / one);
    }

    private List<Load> warmed(List<Scenario> scenarios, int connections) throws IOException, InterruptedException {
        for (Scenario each : scenarios) {
            sideBySide.warm(each, WARMING_TURNS);
        }
        return sideBySide.measure(scenarios, connections);
    }
}
