// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that never finish what they send, against a server of its usual size: 135 MB of bodies and then as many
/// heads
/// as there are connections left. It has silenced a server for good once.
@Timeout(120)
class MemoryAttackTest {
    private static final String HEALTH =
            "GET /_lanyard/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @Test
    void aBurstOfUnfinishedRequestsLeavesTheServerWell() throws IOException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.lanyard.server.cli.Main",
                        "up",
                        "--port",
                        "0",
                        "--imds-port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), US_ASCII))) {
            String greeting = out.readLine();
            int port =
                    URI.create(greeting.replaceAll(".*(http://\\S+) .*", "$1")).getPort();
            byte[] body = ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048576\r\n\r\n" + "x".repeat(300_000))
                    .getBytes(US_ASCII);
            byte[] head = ("GET / HTTP/1.1\r\nA: " + "x".repeat(8_000)).getBytes(US_ASCII);
            for (int round = 0; round < 2; round++) {
                List<Socket> held = new ArrayList<>();
                for (int i = 0; i < 450; i++) {
                    held.add(sending(port, body));
                }
                for (int i = 0; i < 1_600; i++) {
                    held.add(sending(port, head));
                }
                for (Socket socket : held) {
                    socket.close();
                }
                assertThat(health(port)).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            server.destroyForcibly();
        }
    }

    /// A server that refuses may reset the connection: then it has read enough.
    private static Socket sending(int port, byte[] bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            socket.close();
        }
        return socket;
    }

    /// Asks until somebody answers: connections that have been closed are noticed one after the other.
    private static String health(int port) throws IOException {
        String answer = "";
        while (!answer.startsWith("HTTP/1.1 200 ")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(HEALTH.getBytes(US_ASCII));
                answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            } catch (java.net.SocketException _) {
                answer = "";
            }
        }
        return answer;
    }
}
