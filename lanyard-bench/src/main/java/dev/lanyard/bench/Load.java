// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a server does under closed connections' load: each sends its next request when it has the last answer.
///
/// @param latencies of every request, ascending, in nanoseconds
/// @param cpu what the server used
record Load(long[] latencies, Duration time, Duration cpu) {

    /// What one connection sends, again and again, from where it starts. It stops at the end of a round only.
    record Script(List<byte[]> requests, int start, int round) {}

    /// @param scripts one for each connection
    static Load put(Server server, List<Script> scripts, Duration time) throws IOException, InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        return put(server, scripts, until, Integer.MAX_VALUE);
    }

    /// Sends every script once.
    static Load once(Server server, List<Script> scripts) throws IOException, InterruptedException {
        return put(server, scripts, Long.MAX_VALUE, 1);
    }

    private static Load put(Server server, List<Script> scripts, long until, int times)
            throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(scripts.size());
        CountDownLatch go = new CountDownLatch(1);
        List<Future<long[]>> running = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            for (Script script : scripts) {
                running.add(threads.submit(() -> {
                    try (Client client = new Client(server.address())) {
                        connected.countDown();
                        go.await();
                        return latencies(client, script, until, times);
                    } finally {
                        connected.countDown();
                    }
                }));
            }
            connected.await();
            Duration before = server.cpu();
            long start = System.nanoTime();
            go.countDown();
            long[] all = joined(running);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Load(all, took, server.cpu().minus(before));
        }
    }

    private static long[] latencies(Client client, Script script, long until, int times) throws IOException {
        long[] latencies = new long[1024];
        int count = 0;
        int size = script.requests.size();
        long most = (long) times * size;
        long last = System.nanoTime();
        for (int next = script.start; count < most && (last < until || count % script.round != 0); next++) {
            client.call(script.requests.get(next % size));
            long now = System.nanoTime();
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, count * 2);
            }
            latencies[count++] = now - last;
            last = now;
        }
        return Arrays.copyOf(latencies, count);
    }

    private static long[] joined(List<Future<long[]>> running) throws IOException, InterruptedException {
        List<long[]> parts = new ArrayList<>();
        for (Future<long[]> each : running) {
            try {
                parts.add(each.get());
            } catch (ExecutionException failure) {
                throw new IOException("A connection failed", failure.getCause());
            }
        }
        return parts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    /// Two measurements of the same as one.
    Load and(Load other) {
        long[] all = Arrays.copyOf(latencies, latencies.length + other.latencies.length);
        System.arraycopy(other.latencies, 0, all, latencies.length, other.latencies.length);
        Arrays.sort(all);
        return new Load(all, time.plus(other.time), cpu.plus(other.cpu));
    }

    double perSecond() {
        return latencies.length * 1e9 / time.toNanos();
    }

    double cpuMicros() {
        return cpu.toNanos() / 1e3 / latencies.length;
    }

    double millis(double quantile) {
        return latencies[(int) Math.min(latencies.length - 1L, Math.round(latencies.length * quantile))] / 1e6;
    }
}
