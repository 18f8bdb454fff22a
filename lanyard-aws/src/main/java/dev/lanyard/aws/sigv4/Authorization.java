// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a request presents as proof, read but not yet believed.
///
/// @param date as sent, not yet parsed
/// @param expires the text of `X-Amz-Expires`, of a presigned request only
record Authorization(
        boolean presigned,
        String credential,
        String signedHeaders,
        String signature,
        String date,
        Optional<String> expires,
        Optional<String> sessionToken) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TOKEN_HEADER = "x-amz-security-token";
    private static final String TOKEN_PARAMETER = "X-Amz-Security-Token";

    /// Reads the signature of a request from its header or its query.
    ///
    /// @throws AuthFailure when there is none, or a part of it is missing
    static Authorization read(WireRequest request, SignedQuery query) {
        List<String> headers = request.headers().all("authorization");
        Optional<String> algorithm = query.first("X-Amz-Algorithm");
        if (headers.size() > 1) {
            throw new AuthFailure(Reason.INCOMPLETE, "Request has more than one 'Authorization' header.");
        }
        if (algorithm.isPresent() && !headers.isEmpty()) {
            throw new AuthFailure(
                    Reason.BOTH_FORMS,
                    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }
        if (!headers.isEmpty()) {
            return ofHeader(headers.getFirst().strip(), request.headers(), query);
        }
        if (!algorithm.equals(Optional.of(ALGORITHM))) {
            throw new AuthFailure(Reason.MISSING, "Request is missing Authentication Token");
        }
        return ofQuery(request.headers(), query);
    }

    /// The credential in the value of an `Authorization` header, if that can be found.
    static Optional<String> credential(String header) {
        int start = header.indexOf("Credential=");
        if (start < 0 || !header.startsWith(ALGORITHM)) {
            return Optional.empty();
        }
        start += "Credential=".length();
        int end = header.indexOf(',', start);
        return Optional.of(
                header.substring(start, end < 0 ? header.length() : end).strip());
    }

    private static Authorization ofHeader(String header, Headers headers, SignedQuery query) {
        int space = header.indexOf(' ');
        String algorithm = space < 0 ? header : header.substring(0, space);
        if (!algorithm.equals(ALGORITHM)) {
            throw new AuthFailure(
                    algorithm.startsWith("AWS4-") ? Reason.INCOMPLETE : Reason.FOREIGN_SCHEME,
                    "Unsupported AWS 'algorithm': '" + algorithm + "'.");
        }
        String credential = null;
        String signedHeaders = null;
        String signature = null;
        for (String piece : space < 0 ? new String[0] : header.substring(space).split(",", -1)) {
            String pair = piece.strip();
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new AuthFailure(
                        Reason.INCOMPLETE,
                        "'" + pair + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
                                + header + "'.");
            }
            String value = pair.substring(equals + 1);
            switch (pair.substring(0, equals)) {
                case "Credential" -> credential = value;
                case "SignedHeaders" -> signedHeaders = value;
                case "Signature" -> signature = value;
                default -> {}
            }
        }
        String date =
                headers.first("x-amz-date").or(() -> headers.first("date")).orElse(null);
        if (credential == null || signature == null || signedHeaders == null || date == null) {
            throw incompleteHeader(header, credential, signature, signedHeaders, date);
        }
        Optional<String> token = headers.first(TOKEN_HEADER).or(() -> query.first(TOKEN_PARAMETER));
        return new Authorization(false, credential, signedHeaders, signature, date, Optional.empty(), token);
    }

    /// The echo of the header is hashed, so that no log of the answer holds a signature.
    private static AuthFailure incompleteHeader(
            String header, String credential, String signature, String signedHeaders, String date) {
        List<String> sentences = new ArrayList<>();
        require(sentences, credential, "Authorization header requires 'Credential' parameter.");
        require(sentences, signature, "Authorization header requires 'Signature' parameter.");
        require(sentences, signedHeaders, "Authorization header requires 'SignedHeaders' parameter.");
        require(
                sentences,
                date,
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        String echo = Base64.getEncoder().encodeToString(Digests.sha256(header.getBytes(ISO_8859_1)));
        return new AuthFailure(
                Reason.INCOMPLETE,
                String.join(" ", sentences) + " (Hashed with SHA-256 and encoded with Base64) Authorization=" + echo);
    }

    private static Authorization ofQuery(Headers headers, SignedQuery query) {
        String credential = query.first("X-Amz-Credential").orElse(null);
        String signature = query.first("X-Amz-Signature").orElse(null);
        String signedHeaders = query.first("X-Amz-SignedHeaders").orElse(null);
        String date = query.first("X-Amz-Date").orElse(null);
        if (credential == null || signature == null || signedHeaders == null || date == null) {
            List<String> sentences = new ArrayList<>();
            require(sentences, credential, "AWS query-string parameters must include 'X-Amz-Credential'.");
            require(sentences, signature, "AWS query-string parameters must include 'X-Amz-Signature'.");
            require(sentences, signedHeaders, "AWS query-string parameters must include 'X-Amz-SignedHeaders'.");
            require(sentences, date, "AWS query-string parameters must include 'X-Amz-Date'.");
            sentences.add("Re-examine the query-string parameters.");
            throw new AuthFailure(Reason.INCOMPLETE, String.join(" ", sentences));
        }
        Optional<String> token = query.first(TOKEN_PARAMETER).or(() -> headers.first(TOKEN_HEADER));
        return new Authorization(true, credential, signedHeaders, signature, date, query.first("X-Amz-Expires"), token);
    }

    private static void require(List<String> sentences, String part, String sentence) {
        if (part == null) {
            sentences.add(sentence);
        }
    }
}
