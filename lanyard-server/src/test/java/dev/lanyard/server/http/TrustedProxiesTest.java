// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.server.http.TrustedProxies.Sender;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            TrustedProxies.of(List.of("10.1.0.0/16", "192.0.2.7", "fd00::/8", "127.0.0.1"));

    private static Sender sender(String socket, String... headers) {
        Headers all = new Headers();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return PROXIES.sender(InetAddress.ofLiteral(socket), false, all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3      | 203.0.113.9                       | 203.0.113.9",
                "10.1.2.3      | 198.51.100.1, 203.0.113.9         | 203.0.113.9",
                "10.1.2.3      | 198.51.100.1, 203.0.113.9, 10.1.9.9, 192.0.2.7 | 203.0.113.9",
                "10.1.2.3      | 10.1.4.4, 10.1.5.5                | 10.1.4.4",
                "10.1.2.3      | 203.0.113.9:4711                  | 203.0.113.9",
                "10.1.2.3      | [2001:db8::1]:4711                | 2001:db8::1",
                "fd00::1       | 2001:db8::1                       | 2001:db8::1",
                "10.1.2.3      | evil, unknown                     | 10.1.2.3",
                "10.1.2.3      | 203.0.113.9, unknown, 10.1.9.9    | 10.1.9.9",
                "10.1.2.3      | 10.1                              | 10.1.2.3",
                "10.1.2.3      | []                                | 10.1.2.3",
                "10.10.2.3     | 203.0.113.9                       | 10.10.2.3",
                "10.2.0.0      | 203.0.113.9                       | 10.2.0.0",
                "192.0.2.77    | 203.0.113.9                       | 192.0.2.77",
                "198.51.100.1  | 127.0.0.1                         | 198.51.100.1",
                "127.0.0.1     | 203.0.113.9                       | 203.0.113.9",
            })
    void theClientIsTheLastWhoIsNoTrustedProxy(String socket, String forwarded, String client) {
        assertThat(sender(socket, "X-Forwarded-For", forwarded).address()).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(sender("10.1.2.3", "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.9, 10.1.1.1")
                        .address())
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, https, true",
        "10.1.2.3, http, false",
        "10.1.2.3, 'http,https', false",
        "203.0.113.9, https, false"
    })
    void aTrustedProxySaysWhetherTheClientCameOverTls(String socket, String scheme, boolean secure) {
        assertThat(sender(socket, "X-Forwarded-Proto", scheme).secure()).isEqualTo(secure);
    }

    @Test
    void schemesThatContradictEachOtherAreNotSecure() {
        assertThat(sender("10.1.2.3", "X-Forwarded-Proto", "https", "X-Forwarded-Proto", "http")
                        .secure())
                .isFalse();
    }

    @Test
    void tlsOfItsOwnIsSecure() {
        assertThat(PROXIES.sender(InetAddress.ofLiteral("203.0.113.9"), true, new Headers())
                        .secure())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-proto", "X-Real-IP", "Via"})
    void whatIsForwardedIsNeverLocalWhoeverForwardsIt(String header) {
        assertThat(sender("127.0.0.1", header, "127.0.0.1").local()).isFalse();
        assertThat(sender("::1", header, "").local()).isFalse();
        assertThat(TrustedProxies.NONE
                        .sender(InetAddress.ofLiteral("127.0.0.1"), false, new Headers().add(header, "x"))
                        .local())
                .isFalse();
    }

    @Test
    void localIsThisMachineAlone() {
        assertThat(sender("127.0.0.1").local()).isTrue();
        assertThat(sender("127.64.0.9").local()).isTrue();
        assertThat(sender("::1").local()).isTrue();
        assertThat(sender("10.1.2.3").local()).isFalse();
        assertThat(sender("128.0.0.1").local()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.1",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "fd00::/129",
                "example.com",
                "10.0.0.0/8x",
                "0x7f.0.0.1"
            })
    void whatIsNoBlockIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--trusted-proxy " + text);
    }
}
