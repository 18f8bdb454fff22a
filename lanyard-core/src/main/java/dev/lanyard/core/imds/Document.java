// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.aws.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// JSON laid out as the metadata service does: a blank on both sides of the colon, no newline at the end.
final class Document {
    private final StringBuilder text = new StringBuilder("{");

    Document text(String name, String value) {
        name(name).append(Json.quote(value));
        return this;
    }

    /// Whole seconds: botocore reads nothing else.
    Document time(String name, Instant value) {
        return text(name, value.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    Document none(String name) {
        name(name).append("null");
        return this;
    }

    private StringBuilder name(String name) {
        return text.append(text.length() == 1 ? "\n" : ",\n")
                .append("  \"")
                .append(name)
                .append("\" : ");
    }

    @Override
    public String toString() {
        return text + "\n}";
    }
}
