// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.core.op.Dispatcher.Bound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Keeps `docs/operations.md` true. `make docs` writes it, the build only compares.
class OperationsDocTest {
    private static final Path DOC = Path.of("..", "docs", "operations.md");

    @Test
    void listOfOperationsIsUpToDate() throws IOException {
        String generated = generate();
        if (System.getenv("LANYARD_WRITE_DOCS") != null) {
            Files.writeString(DOC, generated);
        }
        assertThat(Files.readString(DOC))
                .as("docs/operations.md is stale: run `make docs`")
                .isEqualTo(generated);
    }

    private static String generate() {
        StringBuilder doc = new StringBuilder("""
                # Operations

                Generated from the code by `make docs`; the build fails when it is stale. An operation is either served with
                all its rules or absent. Absent ones answer `InvalidAction` (`UnknownOperationException` in DMS) and name
                themselves. *Ignored* members of a request are accepted and have no effect; *never given* members of an
                answer are always absent. Nested members are dotted.
                """);
        try (Wire wire = Wire.start()) {
            for (String service : List.of("iam", "sts", "ec2", "dms")) {
                List<Bound<?, ?>> served = wire.lanyard().operations().all().stream()
                        .filter(bound -> bound.operation().service().name().equals(service))
                        .sorted(Comparator.comparing(bound -> bound.operation().name()))
                        .toList();
                section(doc, service, served);
            }
        }
        return doc.toString();
    }

    /// What the tables cannot tell.
    private static final Map<String, String> NOTES = Map.of("dms", """

            Schema conversion is only acted: requests check what their project stands on, queue, take their time and end in SUCCESS or
            FAILED, but no database is connected to, no schema loaded or converted, and nothing written to S3 or to a target.
            [decisions/dms.md](decisions/dms.md) tells what is known all the same.
            """);

    private static void section(StringBuilder doc, String service, List<Bound<?, ?>> served) {
        ServiceModel model = ServiceModel.load(service);
        List<String> names =
                served.stream().map(bound -> bound.operation().name()).toList();
        doc.append("\n## ").append(service).append(": ");
        doc.append(served.size()).append(" of ").append(model.actions().size()).append("\n");
        doc.append(NOTES.getOrDefault(service, ""));
        if (!served.isEmpty()) {
            doc.append("\n| operation | ignored in the request | never given in the answer |\n|---|---|---|\n");
        }
        for (Bound<?, ?> bound : served) {
            doc.append("| ").append(bound.operation().name());
            doc.append(" | ").append(String.join(", ", bound.ignoredMembers()));
            doc.append(" | ").append(String.join(", ", bound.absentMembers())).append(" |\n");
        }
        doc.append("\nAbsent: ")
                .append(model.actions().stream()
                        .filter(name -> !names.contains(name))
                        .sorted()
                        .collect(Collectors.joining(", ", "", ".")))
                .append("\n");
    }
}
