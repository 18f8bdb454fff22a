// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class PeerTest {
    private static String key(String address) {
        return Peer.key(InetAddress.ofLiteral(address));
    }

    @Test
    void whoeverHasANetworkOf64BitsIsOnePeer() {
        assertThat(key("2001:db8::1")).isEqualTo(key("2001:db8::ffff:2")).isNotEqualTo(key("2001:db8:0:1::1"));
        assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
    }
}
