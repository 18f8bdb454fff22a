// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `lanyard up` in a process of its own, on a free port.
final class Server implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("lanyard.root"));
    private static final Pattern GREETING = Pattern.compile("Lanyard listens on (http://\\S+) .*");

    private final Process process;
    private final URI endpoint;

    private Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /// Starts what the build has packaged, and returns when it has said where it listens.
    static Server start(List<String> options) throws IOException {
        return start(program(), options);
    }

    /// What the build has packaged, as the words that begin its command line.
    static List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                ROOT.resolve("lanyard-server/target/lanyard-server.jar").toString());
    }

    static Server start(List<String> command, List<String> options) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("up", "--port", "0", "--imds-port", "-1"));
        all.addAll(options);
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        String firstLine = out.readLine();
        Matcher greeting = GREETING.matcher(firstLine == null ? "" : firstLine);
        if (!greeting.matches()) {
            process.destroyForcibly();
            throw new AssertionError("no greeting but " + firstLine);
        }
        return new Server(process, URI.create(greeting.group(1)));
    }

    static Path root() {
        return ROOT;
    }

    URI endpoint() {
        return endpoint;
    }

    /// Ends it as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Ends it as `kill` does.
    ///
    /// @return its exit code
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
