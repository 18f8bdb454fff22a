// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;

/// Requests signed by botocore, and what it takes to verify or to bend them.
final class Vectors {
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final Instant SIGNED_AT = Instant.parse("2015-08-30T12:36:00Z");

    record Vector(String name, WireRequest request) {
        String service() {
            return Proof.of(request).scope().orElseThrow().service();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Vectors() {}

    /// Reads every byte as one character, as HTTP servers do.
    static List<Vector> all() {
        try (InputStream file = Vectors.class.getResourceAsStream("vectors.http")) {
            String text = new String(file.readAllBytes(), ISO_8859_1);
            List<Vector> vectors = new ArrayList<>();
            for (String section : text.substring(text.indexOf("\n### ") + 1).split("(?m)^### ")) {
                if (!section.isEmpty()) {
                    vectors.add(vector(section.lines().iterator()));
                }
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector named(String name) {
        return all().stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static SigV4Verifier<String> verifier(Instant now) {
        return new SigV4Verifier<>(
                InstantSource.fixed(now), Duration.ofMinutes(15), (key, _) -> new Credentials.Found<>(SECRET, key));
    }

    static WireRequest request(String method, String path, String query, Headers headers, byte[] body) {
        return new WireRequest(method, path, query, headers, body, "127.0.0.1", false);
    }

    /// A request without a date, signed over exactly these headers: right in all that the list does not spoil.
    static WireRequest signedOver(List<String> signedHeaders) {
        Headers headers = new Headers().add("Host", "localhost").add("X-Other", "1");
        WireRequest request = request("GET", "/", "", headers, new byte[0]);
        CredentialScope scope = new CredentialScope("AKID", "20150830", "us-east-1", "iam", "aws4_request");
        String empty = Digests.hex(Digests.sha256(new byte[0]));
        CanonicalRequest canonical = CanonicalRequest.of(request, SignedQuery.parse(""), false, signedHeaders, empty);
        String signature = new SigningKeys(1).sign(SECRET, scope, AmzDate.of(SIGNED_AT), canonical);
        headers.add(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKID/" + scope.signed() + ",SignedHeaders="
                        + String.join(";", signedHeaders) + ",Signature=" + signature);
        return request;
    }

    /// The request with every header value replaced; `null` drops the header.
    static WireRequest withHeaders(WireRequest request, BiFunction<String, String, String> change) {
        Headers headers = new Headers();
        request.headers().forEach((name, value) -> {
            String changed = change.apply(name, value);
            if (changed != null) {
                headers.add(name, changed);
            }
        });
        return request(request.method(), request.path(), request.query(), headers, request.body());
    }

    private static Vector vector(Iterator<String> lines) {
        String name = lines.next();
        String line = lines.next();
        int space = line.indexOf(' ');
        int mark = line.indexOf('?');
        String path = line.substring(space + 1, mark < 0 ? line.length() : mark);
        String query = mark < 0 ? "" : line.substring(mark + 1);
        Headers headers = new Headers();
        for (String header = lines.next(); !header.isEmpty(); header = lines.next()) {
            int colon = header.indexOf(':');
            headers.add(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        byte[] body = lines.hasNext() ? lines.next().getBytes(ISO_8859_1) : new byte[0];
        return new Vector(name, request(line.substring(0, space), path, query, headers, body));
    }
}
