// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// boto3, in one Python process that lives as long as this.
final class Boto3 implements JsonClient.Calls {
    private static final String PROBE = "import importlib.util, sys; sys.exit(not importlib.util.find_spec('boto3'))";

    private final Process python;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Boto3(Process python) {
        this.python = python;
        this.questions = python.outputWriter(UTF_8);
        this.answers = python.inputReader(UTF_8);
    }

    static Boto3 start(Shell shell) {
        shell.requireOrSkip("boto3", List.of("python3", "-c", PROBE));
        try (InputStream script = Boto3.class.getResourceAsStream("bridge.py")) {
            return new Boto3(shell.start(List.of("python3", "-c", new String(script.readAllBytes(), UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits as boto3 does, but without its long naps.
    ///
    /// @throws Refusal when what is waited for cannot come any more
    void await(String service, String waiter, Map<String, ?> members) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put("WaiterConfig", Map.of("Delay", 1));
        call(service, waiter, all);
    }

    @Override
    public JsonNode call(String service, String operation, Map<String, ?> members) {
        try {
            questions.write(Json.text(List.of(service, operation, members)));
            questions.newLine();
            questions.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new AssertionError(new String(python.getErrorStream().readAllBytes(), UTF_8));
            }
            JsonNode answer = Json.read(line);
            Optional<JsonNode> refusal = answer.field("Refusal");
            if (refusal.isPresent()) {
                throw new Refusal(Json.string(refusal.get(), "Code"), Json.string(refusal.get(), "Message"));
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        python.destroy();
    }
}
