// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import dev.lanyard.aws.text.Ascii;
import java.util.Optional;

/// The protocols that AWS's services speak here, with their rules for names on the wire.
public enum WireProtocol {
    AWS_QUERY("awsQuery", TimestampFormat.ISO_8601),
    EC2_QUERY("ec2Query", TimestampFormat.ISO_8601),
    AWS_JSON("awsJson1_1", TimestampFormat.EPOCH_SECONDS);

    private final String id;
    private final TimestampFormat timestamps;

    WireProtocol(String id, TimestampFormat timestamps) {
        this.id = id;
        this.timestamps = timestamps;
    }

    static WireProtocol of(String id) {
        for (WireProtocol protocol : values()) {
            if (protocol.id.equals(id)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("Unknown protocol: " + id);
    }

    /// The format of timestamps whose shape states none.
    TimestampFormat timestamps() {
        return timestamps;
    }

    /// EC2 requests have names of their own; where a model states none, the location name counts, capitalised.
    String requestName(String name, Optional<String> locationName, Optional<String> queryName) {
        return switch (this) {
            case AWS_QUERY -> locationName.orElse(name);
            case EC2_QUERY -> queryName.orElseGet(() -> capitalised(locationName.orElse(name)));
            case AWS_JSON -> name;
        };
    }

    String responseName(String name, Optional<String> locationName) {
        return this == AWS_JSON ? name : locationName.orElse(name);
    }

    private static String capitalised(String name) {
        return Ascii.upper(name.substring(0, 1)) + name.substring(1);
    }
}
