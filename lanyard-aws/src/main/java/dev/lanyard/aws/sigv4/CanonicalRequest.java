// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.aws.wire.WireRequest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/// The form of a request that is signed. Built with one character per byte, so that making bytes of it is a copy.
record CanonicalRequest(String text) {

    /// Builds the canonical form. Every signed header must be in the request.
    ///
    /// @param signedHeaders names in lower case, ascending
    /// @param payload the hash of the body in hex, or `UNSIGNED-PAYLOAD`
    static CanonicalRequest of(
            WireRequest request,
            SignedQuery query,
            boolean presigned,
            Collection<String> signedHeaders,
            String payload) {
        StringBuilder out = new StringBuilder(1024);
        out.append(request.method()).append('\n');
        appendPath(out, request.path());
        out.append('\n');
        query.appendCanonical(out, presigned);
        out.append('\n');
        for (String name : signedHeaders) {
            appendHeader(out, name, request.headers().all(name));
        }
        out.append('\n');
        String separator = "";
        for (String name : signedHeaders) {
            out.append(separator).append(name);
            separator = ";";
        }
        out.append('\n').append(payload);
        return new CanonicalRequest(out.toString());
    }

    byte[] bytes() {
        return text.getBytes(ISO_8859_1);
    }

    /// Double slashes and dot segments go, the rest is encoded although the client did so before: every service but S3
    /// signs a path that is encoded twice.
    private static void appendPath(StringBuilder out, String path) {
        if (path.length() <= 1) {
            out.append('/');
            return;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        for (String segment : segments) {
            out.append('/');
            UriEncoding.encode(out, segment);
        }
        if (segments.isEmpty() || path.endsWith("/")) {
            out.append('/');
        }
    }

    private static void appendHeader(StringBuilder out, String name, List<String> values) {
        out.append(name).append(':');
        String separator = "";
        for (String value : values) {
            out.append(separator);
            appendCollapsed(out, value);
            separator = ",";
        }
        out.append('\n');
    }

    /// Trims, and makes one space of every run of spaces and tabs.
    private static void appendCollapsed(StringBuilder out, String value) {
        if (value.indexOf(' ') < 0 && value.indexOf('\t') < 0) {
            out.append(value); // a session token is long
            return;
        }
        boolean gap = false;
        int start = out.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t') {
                gap = out.length() > start;
            } else {
                if (gap) {
                    out.append(' ');
                    gap = false;
                }
                out.append(c);
            }
        }
    }
}
