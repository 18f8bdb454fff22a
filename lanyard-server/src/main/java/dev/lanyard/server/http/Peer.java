// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// One client address and its share of a front. Used on the event loop only.
final class Peer {
    final String key;
    final Memory memory;
    int connections;

    Peer(String key, Memory memory) {
        this.key = key;
        this.memory = memory;
    }

    /// Who has one address of IPv6 usually has the other 2^64 of its network.
    static String key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
