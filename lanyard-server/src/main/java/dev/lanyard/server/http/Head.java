// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import dev.lanyard.aws.wire.Headers;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What the head of a request says, checked for what more than one reader could understand in more than one way.
///
/// @param length the length of the body in bytes, or [#UNKNOWN]
/// @param size what the head occupies
record Head(String method, String path, String query, Headers headers, boolean http10, long length, int size) {
    static final long UNKNOWN = -1;

    static Head of(HttpRequest request, int most) {
        if (request.headers().size() > most) {
            throw new Refusal(431, "The headers are too many.");
        }
        Headers headers = new Headers();
        int size = request.uri().length();
        Iterator<Map.Entry<CharSequence, CharSequence>> all = request.headers().iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> one = all.next();
            headers.add(one.getKey().toString(), one.getValue().toString());
            size += one.getKey().length() + one.getValue().length() + StrictRequestDecoder.HEADER;
        }
        boolean http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        List<String> hosts = headers.all("host");
        if (hosts.size() > 1 || (hosts.isEmpty() && !http10)) {
            throw new Refusal(400, "A request has one Host header.");
        }
        String local = localPart(request.uri(), hosts.isEmpty() ? "" : hosts.getFirst());
        int mark = local.indexOf('?');
        return new Head(
                request.method().name(),
                mark < 0 ? local : local.substring(0, mark),
                mark < 0 ? "" : local.substring(mark + 1),
                headers,
                http10,
                length(headers),
                size);
    }

    /// Path and query. A client that takes this server for a proxy sends a whole URL, whose authority counts (RFC 9112,
    /// 3.2.2); since signatures cover the Host header, one that says otherwise is refused.
    private static String localPart(String target, String host) {
        if (target.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new Refusal(400, "A request target holds neither blanks nor control characters.");
        }
        if (target.startsWith("/") || target.equals("*")) {
            return target;
        }
        int start = target.indexOf("://") + 3;
        String scheme = target.substring(0, Math.max(start - 3, 0));
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new Refusal(400, "The request target is a path that begins with a slash.");
        }
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        if (!target.substring(start, end).equalsIgnoreCase(host)) {
            throw new Refusal(400, "The request target and the Host header name different hosts.");
        }
        return target.startsWith("/", end) ? target.substring(end) : "/" + target.substring(end);
    }

    private static long length(Headers headers) {
        List<String> lengths = headers.all("content-length");
        List<String> codings = headers.all("transfer-encoding");
        if (!codings.isEmpty()) {
            requireChunked(codings);
            return UNKNOWN;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        String digits = lengths.getFirst();
        if (lengths.size() > 1 || !isNumber(digits)) {
            throw new Refusal(400, "Content-Length is a decimal number.");
        }
        // Eighteen digits fit in a long; no body that long is accepted anyway.
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static void requireChunked(List<String> codings) {
        if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
            throw new Refusal(501, "The only transfer coding known here is chunked.");
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Why Netty could not decode a request, in the words of a refusal.
    static Refusal refusalOf(HttpRequest request, Throwable cause) {
        List<String> codings = request.headers().getAll("transfer-encoding");
        List<String> lengths = request.headers().getAll("content-length");
        boolean http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (http11 && lengths.isEmpty() && !codings.isEmpty()) {
            requireChunked(codings);
        }
        if (codings.isEmpty() && lengths.size() == 1 && isNumber(lengths.getFirst())) {
            return new Refusal(413, "Content-Length is not acceptable.");
        }
        return Refusal.of(cause);
    }

    boolean awaitsContinue() {
        String expectation = headers.first("expect").orElse("");
        if (expectation.isEmpty() || http10) {
            return false;
        }
        if (!expectation.equalsIgnoreCase("100-continue")) {
            throw new Refusal(417, "The only expectation known here is 100-continue.");
        }
        return length != 0;
    }

    boolean keepsAlive() {
        for (String value : headers.all("connection")) {
            for (String option : value.split(",", -1)) {
                if (option.strip().equalsIgnoreCase("close")) {
                    return false;
                }
                if (http10 && option.strip().equalsIgnoreCase("keep-alive")) {
                    return true;
                }
            }
        }
        return !http10;
    }
}
