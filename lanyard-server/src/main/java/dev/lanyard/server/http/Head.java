// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.http;

import dev.lanyard.aws.wire.Headers;
import java.util.List;

/// A request line and its headers, and what they say about the bytes that follow (RFC 9112).
///
/// @param http10 whether the client speaks HTTP/1.0
/// @param length the length of the body in bytes, or [#CHUNKED]
record Head(String method, String path, String query, Headers headers, boolean http10, long length) {
    static final long CHUNKED = -1;

    static Head of(String method, String target, boolean http10, Headers headers) throws Refusal {
        int hosts = headers.all("host").size();
        if (hosts > 1 || (hosts == 0 && !http10)) {
            throw new Refusal(400, "A request has one Host header.");
        }
        String local = localPart(target);
        int mark = local.indexOf('?');
        String path = mark < 0 ? local : local.substring(0, mark);
        String query = mark < 0 ? "" : local.substring(mark + 1);
        return new Head(method, path, query, headers, http10, lengthIn(headers, http10));
    }

    /// Path and query. A client that takes this server for a proxy sends a whole URL.
    private static String localPart(String target) throws Refusal {
        if (target.startsWith("/") || target.equals("*")) {
            return target;
        }
        if (!target.regionMatches(true, 0, "http://", 0, 7)) {
            throw new Refusal(400, "The request target is a path that begins with a slash.");
        }
        int slash = target.indexOf('/', 7);
        int mark = target.indexOf('?', 7);
        if (slash >= 0 && (mark < 0 || slash < mark)) {
            return target.substring(slash);
        }
        return mark < 0 ? "/" : "/" + target.substring(mark);
    }

    private static long lengthIn(Headers headers, boolean http10) throws Refusal {
        List<String> lengths = headers.all("content-length");
        List<String> codings = headers.all("transfer-encoding");
        if (lengths.size() > 1 || (!codings.isEmpty() && (http10 || !lengths.isEmpty()))) {
            throw new Refusal(400, "The headers disagree about the length of the body.");
        }
        if (!codings.isEmpty()) {
            if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new Refusal(501, "The only transfer coding known here is chunked.");
            }
            return CHUNKED;
        }
        return lengths.isEmpty() ? 0 : decimal(lengths.getFirst());
    }

    private static long decimal(String digits) throws Refusal {
        // Eighteen digits fit in a long; no body that long is accepted anyway.
        if (digits.isEmpty() || digits.length() > 18) {
            throw new Refusal(digits.isEmpty() ? 400 : 413, "Content-Length is not acceptable.");
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw new Refusal(400, "Content-Length is a decimal number.");
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    boolean awaitsContinue() throws Refusal {
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
