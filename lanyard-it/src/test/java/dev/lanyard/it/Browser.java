// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Chromium without a window and with a fresh profile, to which every name that ends in `.example` is this machine.
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP *.example 127.0.0.1");

    private final Process process;

    private Browser(Process process) {
        this.process = process;
    }

    /// Opens a page, or skips the test where there is no browser and none is required.
    static Browser open(Path profile, String url) throws IOException {
        return start(profile, List.of(url), Redirect.DISCARD);
    }

    /// What a page is once it is loaded.
    static String dump(Path profile, String url) throws IOException, InterruptedException {
        Path page = profile.resolve("page.html");
        List<String> asked = List.of("--dump-dom", "--virtual-time-budget=5000", url);
        try (Browser browser = start(profile, asked, Redirect.to(page.toFile()))) {
            assertThat(browser.process.waitFor(60, TimeUnit.SECONDS)).as(url).isTrue();
        }
        return Files.readString(page);
    }

    private static Browser start(Path profile, List<String> words, Redirect out) throws IOException {
        List<String> command = new ArrayList<>(List.of(find()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        return new Browser(builder.start());
    }

    private static String find() {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            for (String name : NAMES) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program)) {
                    return program.toString();
                }
            }
        }
        if ("1".equals(System.getenv("LANYARD_REQUIRE_BROWSER"))) {
            throw new AssertionError("No browser is installed, and LANYARD_REQUIRE_BROWSER asks for one.");
        }
        Shell.skip("No browser of " + NAMES + " is installed here.");
        throw new AssertionError();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
