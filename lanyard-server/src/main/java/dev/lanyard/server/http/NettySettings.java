// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.util.Map;

/// What Netty reads from system properties when its classes are loaded: nothing outside of the heap, and nothing looked
/// up at start that we do not use. A user's own setting wins.
final class NettySettings {
    private static final Map<String, String> SETTINGS = Map.of(
            "io.netty.noUnsafe", "true",
            "io.netty.leakDetection.level", "disabled",
            "io.netty.allocator.type", "unpooled",
            "io.netty.machineId", "00:00:00:00:00:00:00:01");

    private NettySettings() {}

    static void apply() {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
