// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.http.HttpFront;
import dev.lanyard.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/// The HTTP front alone: every request gets the same 900 bytes. What it costs is what Lanyard cannot cost less than.
final class BareServer {
    private static final int BODY = 900;

    private BareServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[] body = new byte[BODY];
        Arrays.fill(body, (byte) 'x');
        WireResponse answer = new WireResponse(200, new Headers().add("content-type", "text/xml"), body);
        HttpFront front = new HttpFront(Limits.standard(), InstantSource.system(), () -> "none");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        int port = front.listen(address, _ -> answer).address().getPort();
        System.out.println("http://127.0.0.1:" + port);
        new CountDownLatch(1).await(); // The front's threads alone do not keep a JVM running.
    }
}
