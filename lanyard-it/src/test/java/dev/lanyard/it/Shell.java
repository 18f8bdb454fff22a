// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assumptions;

/// Runs programs in a directory, pointed at a server and kept from this machine's own AWS settings.
record Shell(URI endpoint, Path directory) {

    record Result(int exitCode, String out, String err) {
        /// @return what the program printed
        String orFail() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + "\n" + out + err);
            }
            return out;
        }
    }

    Result run(List<String> command) {
        try {
            Process process = start(command);
            process.getOutputStream().close();
            FutureTask<String> err = new FutureTask<>(() -> text(process.getErrorStream()));
            Thread.ofVirtual().start(err);
            String out = text(process.getInputStream());
            return new Result(process.waitFor(), out, err.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("LANYARD_"));
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_CONFIG_FILE", "/dev/null");
        environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        environment.put("AWS_PAGER", "");
        environment.put("NO_PROXY", "127.0.0.1");
        return builder.start();
    }

    /// Skips the test, and says so where nobody can miss it, unless the program is installed and does what it is asked.
    void requireOrSkip(String what, List<String> probe) {
        Result result;
        try {
            result = run(probe);
        } catch (UncheckedIOException e) {
            result = new Result(-1, "", e.getMessage());
        }
        if (result.exitCode() != 0) {
            skip(what + " cannot be run here. " + result.err());
        }
    }

    static void skip(String reason) {
        System.err.println("NOT TESTED: " + reason);
        Assumptions.abort("NOT TESTED: " + reason);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
