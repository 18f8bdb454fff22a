// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Serves the pages of a stranger, takes their reports, and notes what a browser sends to a server that lets everybody
/// do everything: it shows that a way that is closed elsewhere is one.
final class PageServer implements AutoCloseable {
    static final String OPEN = "/open/";

    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<String> report = new CompletableFuture<>();

    PageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    /// The URL of a path under a name.
    String url(String host, String path) {
        return "http://" + host + ':' + server.getAddress().getPort() + path;
    }

    void page(String path, String html) {
        pages.put(path, html);
    }

    /// What a page told in the end.
    String report() throws Exception {
        return report.get(90, TimeUnit.SECONDS);
    }

    /// The ways that led to [#OPEN] and were more than a question for permission.
    Set<String> reached() {
        return reached;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.startsWith(OPEN)) {
                open(exchange, path.substring(OPEN.length()));
            } else if (path.equals("/redirect")) {
                URI to = URI.create(URLDecoder.decode(exchange.getRequestURI().getRawQuery(), UTF_8));
                exchange.getResponseHeaders().add("location", to.toString());
                exchange.sendResponseHeaders(307, -1);
            } else if (path.equals("/report")) {
                report.complete(body);
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.getResponseHeaders().add("content-type", "text/html; charset=utf-8");
                send(exchange, pages.getOrDefault(path, ""));
            }
        }
    }

    private void open(HttpExchange exchange, String way) throws IOException {
        exchange.getResponseHeaders().add("access-control-allow-origin", "*");
        exchange.getResponseHeaders().add("access-control-allow-headers", "*, authorization");
        exchange.getResponseHeaders().add("access-control-allow-methods", "*");
        if (!exchange.getRequestMethod().equals("OPTIONS")) {
            reached.add(way);
        }
        send(exchange, "read");
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
