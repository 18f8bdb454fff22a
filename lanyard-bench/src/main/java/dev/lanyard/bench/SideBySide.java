// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.bench.Load.Script;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// Measures servers in turns, so that what else the machine does hits all of them.
final class SideBySide {
    private static final int TURNS = 3;
    private static final int WARMING_CONNECTIONS = 16;

    private final PrintStream out;
    private final Duration turn;

    /// @param turn how long each server is measured at a time
    SideBySide(PrintStream out, Duration turn) {
        this.out = out;
        this.turn = turn;
    }

    /// @param script what each of the connections does
    record Scenario(String name, Server server, IntFunction<Script> script) {
        /// Every connection sends the same requests, each from another place.
        static Scenario shared(String name, Server server, List<byte[]> pool) {
            return new Scenario(name, server, connection -> new Script(pool, connection * 127 % pool.size(), 1));
        }

        Scenario at(Server other) {
            return new Scenario(name, other, script);
        }

        private List<Script> scripts(int connections) {
            List<Script> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                all.add(script.apply(i));
            }
            return all;
        }
    }

    /// What each scenario costs, in their order.
    List<Load> measure(List<Scenario> scenarios, int connections) throws IOException, InterruptedException {
        List<Load> loads = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            for (int each = 0; each < scenarios.size(); each++) {
                Scenario scenario = scenarios.get(each);
                Load load = Load.put(scenario.server, scenario.scripts(connections), turn);
                if (i == 0) {
                    loads.add(load);
                } else {
                    loads.set(each, loads.get(each).and(load));
                }
            }
        }
        return loads;
    }

    void warm(Scenario scenario, int turns) throws IOException, InterruptedException {
        Load.put(scenario.server, scenario.scripts(WARMING_CONNECTIONS), turn.multipliedBy(turns));
    }

    void headOfTable() {
        out.printf(
                "%-40s %5s %9s %9s %9s %9s %9s %7s%n",
                "", "conns", "req/s", "p50 ms", "p99 ms", "CPU us", "bare us", "x bare");
    }

    /// Prints a line for each number of connections.
    void table(Scenario scenario, Server bare, int... connections) throws IOException, InterruptedException {
        Scenario front = scenario.at(bare);
        warm(scenario, 3);
        warm(front, 1);
        for (int count : connections) {
            List<Load> both = measure(List.of(front, scenario), count);
            Load theirs = both.getFirst();
            Load ours = both.getLast();
            out.printf(
                    "%-40s %5d %,9.0f %9.2f %9.2f %9.1f %9.1f %7.2f%n",
                    scenario.name,
                    count,
                    ours.perSecond(),
                    ours.millis(0.5),
                    ours.millis(0.99),
                    ours.cpuMicros(),
                    theirs.cpuMicros(),
                    ours.cpuMicros() / theirs.cpuMicros());
        }
    }
}
