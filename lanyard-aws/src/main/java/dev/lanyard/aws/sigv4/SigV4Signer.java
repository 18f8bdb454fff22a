// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Signs requests with Signature Version 4, as clients do. Safe for use by many threads.
public final class SigV4Signer {
    /// Headers that proxies and HTTP libraries change on the way, and those that the signature itself brings.
    private static final Set<String> UNSIGNED = Set.of(
            "authorization",
            "connection",
            "content-length",
            "expect",
            "transfer-encoding",
            "user-agent",
            "x-amzn-trace-id");

    private static final Set<String> REPLACED = Set.of("authorization", "date", "x-amz-date", "x-amz-security-token");

    private final String accessKeyId;
    private final String secretKey;
    private final Optional<String> sessionToken;
    private final String region;
    private final String service;
    private final SigningKeys keys = new SigningKeys(2);

    public SigV4Signer(
            String accessKeyId, String secretKey, Optional<String> sessionToken, String region, String service) {
        this.accessKeyId = accessKeyId;
        this.secretKey = secretKey;
        this.sessionToken = sessionToken;
        this.region = region;
        this.service = service;
    }

    /// The request with an `Authorization` header that covers its body and all headers that arrive unchanged.
    /// The request must have a `Host` header. An earlier signature is replaced.
    public WireRequest sign(WireRequest request, Instant at) {
        AmzDate date = AmzDate.of(at);
        Headers headers = unsigned(request.headers()).add("X-Amz-Date", date.text());
        sessionToken.ifPresent(token -> headers.add("X-Amz-Security-Token", token));
        WireRequest dated = with(request, request.query(), headers);
        Set<String> names = signedNames(headers);
        CredentialScope scope = scope(date);
        String signature = signature(dated, false, names, scope, date);
        headers.add(
                "Authorization",
                Authorization.ALGORITHM + " Credential=" + accessKeyId + '/' + scope.signed() + ", SignedHeaders="
                        + String.join(";", names) + ", Signature=" + signature);
        return dated;
    }

    /// The request with its signature in the query string, which covers body and headers as [#sign] does.
    ///
    /// @param expires in whole seconds; AWS's query services cap it at 15 minutes
    public WireRequest presign(WireRequest request, Instant at, Duration expires) {
        AmzDate date = AmzDate.of(at);
        Headers headers = unsigned(request.headers());
        Set<String> names = signedNames(headers);
        CredentialScope scope = scope(date);
        StringBuilder query = new StringBuilder(request.query());
        append(query, "X-Amz-Algorithm", Authorization.ALGORITHM);
        append(query, "X-Amz-Credential", accessKeyId + '/' + scope.signed());
        append(query, "X-Amz-Date", date.text());
        append(query, "X-Amz-Expires", Long.toString(expires.toSeconds()));
        append(query, "X-Amz-SignedHeaders", String.join(";", names));
        sessionToken.ifPresent(token -> append(query, "X-Amz-Security-Token", token));
        String signature = signature(with(request, query.toString(), headers), true, names, scope, date);
        append(query, "X-Amz-Signature", signature);
        return with(request, query.toString(), headers);
    }

    private CredentialScope scope(AmzDate date) {
        return new CredentialScope(accessKeyId, date.day(), region, service, CredentialScope.TERMINATOR);
    }

    private String signature(
            WireRequest request, boolean presigned, Set<String> names, CredentialScope scope, AmzDate date) {
        CanonicalRequest canonical = CanonicalRequest.of(
                request,
                SignedQuery.parse(request.query()),
                presigned,
                names,
                Digests.hex(Digests.sha256(request.body())));
        return keys.sign(secretKey, scope, date, canonical);
    }

    private static Headers unsigned(Headers headers) {
        Headers kept = new Headers();
        headers.forEach((name, value) -> {
            if (!REPLACED.contains(name)) {
                kept.add(name, value);
            }
        });
        return kept;
    }

    private static Set<String> signedNames(Headers headers) {
        TreeSet<String> names = new TreeSet<>();
        headers.forEach((name, _) -> {
            if (!UNSIGNED.contains(name)) {
                names.add(name);
            }
        });
        if (!names.contains("host")) {
            throw new IllegalArgumentException("A request is signed with its Host header");
        }
        return names;
    }

    private static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&").append(name).append('=');
        UriEncoding.encode(query, value);
    }

    private static WireRequest with(WireRequest request, String query, Headers headers) {
        return new WireRequest(
                request.method(),
                request.path(),
                query,
                headers,
                request.body(),
                request.peer(),
                request.secure(),
                request.local());
    }
}
