// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A server in a process of its own, so that its CPU time and memory are its alone.
final class Server implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    private Server(Process process, URI endpoint) {
        this.process = process;
        this.address = new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    }

    /// Starts a command and waits for the first line that names a URL, which is where it listens.
    static Server start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int url = line.indexOf("http://");
            if (url >= 0) {
                Thread.ofVirtual().start(() -> drain(lines));
                return new Server(process, URI.create(line.substring(url).split(" ", 2)[0]));
            }
            said.append(line).append('\n');
        }
        throw new IOException("Did not start: " + command + "\n" + said);
    }

    /// Reads what nobody wants to know, so that the server never waits for a reader.
    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {}
        } catch (IOException _) {
            // The server has ended.
        }
    }

    /// Lanyard as a user starts it.
    static Server lanyard(Path launcher, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "up", "--port", "0", "--imds-port", "0"));
        command.addAll(List.of(options));
        return start(command);
    }

    /// The front alone, in a JVM with the same flags as another server's.
    static Server bareLike(Server lanyard) throws IOException {
        return bareUnder(lanyard, System.getProperty("java.class.path"));
    }

    /// The front of another checkout.
    ///
    /// @param folder where its benchmarks were built
    static Server bareLike(Server lanyard, String folder) throws IOException {
        return bareUnder(lanyard, folder + "/lanyard-bench.jar" + File.pathSeparator + folder + "/lib/*");
    }

    private static Server bareUnder(Server lanyard, String classPath) throws IOException {
        String[] arguments = lanyard.process.info().arguments().orElseThrow();
        List<String> command = new ArrayList<>();
        command.add(lanyard.process.info().command().orElseThrow());
        Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> !argument.startsWith("-XX:AOT"))
                .forEach(command::add);
        command.addAll(List.of("-cp", classPath, BareServer.class.getName()));
        return start(command);
    }

    /// moto, if it is installed.
    static Optional<Server> moto() throws IOException {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "moto_server")));
        if (!installed) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return Optional.of(start(List.of("moto_server", "-p", Integer.toString(port))));
    }

    /// The same process, reached at another of its ports.
    Server at(URI other) {
        return new Server(process, other);
    }

    InetSocketAddress address() {
        return address;
    }

    /// The CPU time that the process has used so far.
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /// Resident memory in megabytes; empty where the system does not tell.
    Optional<Integer> memory() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                .findFirst();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
