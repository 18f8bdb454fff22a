// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Bytes over sockets to the whole server: it answers with what it is asked to refuse or hangs up, and never waits for
/// more than has been sent. The seed is fixed, so a failure repeats.
@Timeout(120)
class BytesFuzzTest {
    private static final String GENUINE = """
            POST /?Action=ListRoles HTTP/1.1\r
            Host: localhost:4566\r
            Content-Type: application/x-www-form-urlencoded; charset=utf-8\r
            Authorization: AWS4-HMAC-SHA256 Credential=test/20260212/us-east-1/iam/aws4_request,\
             SignedHeaders=content-type;host;x-amz-date, Signature=0123\r
            X-Amz-Date: 20260212T112747Z\r
            Transfer-Encoding: chunked\r
            \r
            29;x=y\r
            Action=GetCallerIdentity&Version=2011-06-1\r
            0\r
            \r
            GET /_lanyard/health HTTP/1.1\r
            Host: localhost\r
            Content-Length: 0\r
            \r
            """;

    private final Wire wire = Wire.start();
    private final HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "id");

    @AfterEach
    void stop() {
        front.stop(Duration.ZERO);
        wire.close();
    }

    @Test
    void bytesAreAnsweredOrHungUpOn() throws IOException {
        InetSocketAddress address = front.listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), wire.lanyard()::handle)
                .address();
        Random random = new Random(8);
        for (int i = 0; i < 1_500; i++) {
            byte[] bytes = i % 3 == 0 ? noise(random) : mutated(random);
            try (RawClient client = new RawClient(address)) {
                assertThat(answers(client, bytes))
                        .as("round %d", i)
                        .doesNotContain("HTTP/1.1 500")
                        .doesNotContain("HTTP/1.1 503")
                        .matches("(?s)|HTTP/1\\.1 [1-5].*");
            }
        }
        try (RawClient client = new RawClient(address)) {
            assertThat(client.send("GET /_lanyard/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    private static String answers(RawClient client, byte[] bytes) throws IOException {
        try {
            return client.send(new String(bytes, ISO_8859_1)).endOutput().rest();
        } catch (SocketTimeoutException hang) {
            throw hang;
        } catch (IOException _) {
            return ""; // A reset is an end, too.
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(GENUINE);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                case 1 -> text.setCharAt(at, (char) random.nextInt(256));
                default ->
                    text.insert(
                            random.nextInt(text.length()),
                            text.substring(at, Math.min(text.length(), at + random.nextInt(60))));
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }
}
