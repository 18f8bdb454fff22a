// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/// Does once what every start does, on free ports and in memory, so that the JVM can record it in its AOT cache.
final class Train {
    private static final List<String> REQUESTS =
            List.of("GET /_lanyard/health HTTP/1.1\r\nHost: localhost\r\n\r\n", """
            POST / HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/x-www-form-urlencoded; charset=utf-8\r
            Content-Length: 43\r
            Connection: close\r
            \r
            Action=GetCallerIdentity&Version=2011-06-15""");

    static final Command COMMAND =
            new Command("train", "Record a start for the AOT cache.", Up.COMMAND.flags(), false, Train::run);

    private Train() {}

    private static int run(Arguments arguments, PrintWriter out) throws Misuse, Command.Failure {
        Options asked = Up.options(arguments);
        Options options = Options.onFreePorts();
        try (Node node = Node.start(options)) {
            Up.greet(out, asked, node.endpoint());
            request(node.endpoint());
        } catch (StartFailure | IOException failure) {
            throw new Command.Failure(1, failure.getMessage(), failure);
        }
        return 0;
    }

    private static void request(URI endpoint) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            for (String request : REQUESTS) {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            }
            socket.getInputStream().readAllBytes();
        }
    }
}
