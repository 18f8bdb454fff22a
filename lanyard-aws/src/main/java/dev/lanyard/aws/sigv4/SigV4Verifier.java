// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.wire.WireRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Verifies Signature Version 4, in header and presigned form, with AWS's order of checks and AWS's texts.
/// Safe for use by many threads.
///
/// @param <P> whom a key stands for
public final class SigV4Verifier<P> {
    private static final int KEPT_KEYS = 1_000;
    private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    private static final int MOST_SIGNED_HEADERS = 100;
    private static final String AMZ = "x-amz-";
    /// Headers that some clients leave unsigned and that nobody can use to change a request: the signature is
    /// made of the date and with the secret that the token stands for, an unsigned hash counts for nothing, nor
    /// does this agent.
    private static final Set<String> NEED_NO_SIGNATURE =
            Set.of("x-amz-date", "x-amz-security-token", CONTENT_HASH, "x-amz-user-agent");

    private final InstantSource clock;
    private final Duration window;
    private final Credentials<P> credentials;
    private final SigningKeys keys = new SigningKeys(KEPT_KEYS);

    /// @param window how far the date of a request may be from the clock, either way; AWS allows 15 minutes
    public SigV4Verifier(InstantSource clock, Duration window, Credentials<P> credentials) {
        this.clock = clock;
        this.window = window;
        this.credentials = credentials;
    }

    /// Believes a request or says why not.
    ///
    /// @param expectedService the name that the credential scope must have, such as `iam`
    /// @throws AuthFailure with the first failure in AWS's order
    public Verified<P> verify(Proof proof, String expectedService) {
        Authorization authorization = proof.authorization();
        WireRequest request = proof.request();
        SignedQuery query = proof.query();
        List<String> signedHeaders = List.of(authorization.signedHeaders().split(";", -1));
        checkSigned(request, signedHeaders);
        AmzDate date = date(request, authorization);
        checkAge(date, lifetime(authorization));
        CredentialScope scope = scope(authorization.credential());
        checkScope(scope, date, expectedService);
        Credentials.Found<P> found = lookUp(scope.accessKeyId(), authorization.sessionToken());
        checkOrder(request, signedHeaders);
        if (query.hasDoubles()) {
            throw badSignature();
        }
        String payload = payload(request, authorization.presigned(), signedHeaders);
        CanonicalRequest canonical =
                CanonicalRequest.of(request, query, authorization.presigned(), signedHeaders, payload);
        String expected = keys.sign(found.secretKey(), scope, date, canonical);
        if (!MessageDigest.isEqual(
                expected.getBytes(UTF_8), authorization.signature().getBytes(UTF_8))) {
            throw badSignature();
        }
        return new Verified<>(scope, found.principal(), signedHeaders, authorization.presigned());
    }

    /// What has to be signed besides the body.
    private static void checkSigned(WireRequest request, List<String> signedHeaders) {
        if (signedHeaders.size() > MOST_SIGNED_HEADERS) {
            throw new AuthFailure(
                    Reason.BAD_SIGNATURE, "There must be at most " + MOST_SIGNED_HEADERS + " 'SignedHeaders'.");
        }
        if (!signedHeaders.contains("host") && !signedHeaders.contains(":authority")) {
            throw unsigned("'Host' or ':authority'");
        }
        request.headers().forEach((name, _) -> {
            if (name.startsWith(AMZ) && !NEED_NO_SIGNATURE.contains(name) && !signedHeaders.contains(name)) {
                throw unsigned("'" + name + "'");
            }
        });
    }

    private static AuthFailure unsigned(String header) {
        return new AuthFailure(Reason.BAD_SIGNATURE, header + " must be a 'SignedHeader' in the AWS Authorization.");
    }

    private static AmzDate date(WireRequest request, Authorization authorization) {
        String value = authorization.date();
        boolean httpDate = !authorization.presigned()
                && request.headers().first("x-amz-date").isEmpty();
        return (httpDate ? AmzDate.parseHttp(value) : AmzDate.parse(value))
                .orElseThrow(() -> new AuthFailure(
                        Reason.INCOMPLETE,
                        "Date must be in ISO-8601 'basic format'. Got '" + value
                                + "'. See http://en.wikipedia.org/wiki/ISO_8601"));
    }

    /// A presigned request may shorten its life, never lengthen it: these services ignore a long `X-Amz-Expires`.
    private long lifetime(Authorization authorization) {
        long longest = window.toSeconds();
        String expires = authorization.expires().orElse("");
        if (expires.isEmpty()) {
            return longest;
        }
        if (!expires.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new AuthFailure(
                    Reason.INCOMPLETE, "X-Amz-Expires should be a number of seconds. Got '" + expires + "'.");
        }
        return expires.length() > 9 ? longest : Math.min(longest, Long.parseLong(expires));
    }

    private void checkAge(AmzDate date, long lifetime) {
        long now = clock.instant().getEpochSecond();
        if (date.epochSecond() < now - lifetime) {
            throw new AuthFailure(
                    Reason.EXPIRED,
                    "Signature expired: " + date.text() + " is now earlier than "
                            + AmzDate.ofEpochSecond(now - lifetime).text() + span(now, " - ", lifetime));
        }
        long ahead = window.toSeconds();
        if (date.epochSecond() > now + ahead) {
            throw new AuthFailure(
                    Reason.NOT_YET_CURRENT,
                    "Signature not yet current: " + date.text() + " is still later than "
                            + AmzDate.ofEpochSecond(now + ahead).text() + span(now, " + ", ahead));
        }
    }

    private static String span(long now, String sign, long seconds) {
        String length = seconds % 60 == 0 ? seconds / 60 + " min.)" : seconds + " sec.)";
        return " (" + AmzDate.ofEpochSecond(now).text() + sign + length;
    }

    private static CredentialScope scope(String credential) {
        return CredentialScope.parse(credential)
                .orElseThrow(() -> new AuthFailure(
                        Reason.INCOMPLETE,
                        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term,"
                                + " got '" + credential + "'"));
    }

    /// Tells all that is wrong at once. The blank after the last sentence is AWS's.
    private static void checkScope(CredentialScope scope, AmzDate date, String service) {
        StringBuilder wrong = new StringBuilder();
        if (scope.region().isEmpty()) {
            wrong.append("Credential should be scoped to a valid region, not ''. ");
        }
        if (!scope.service().equals(service)) {
            wrong.append("Credential should be scoped to correct service: '")
                    .append(service)
                    .append("'. ");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            wrong.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
                    .append(scope.terminator())
                    .append("'. ");
        }
        if (!scope.date().equals(date.day())) {
            wrong.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(scope.date())
                    .append("' != '")
                    .append(date.day())
                    .append("', from '")
                    .append(date.text())
                    .append("'. ");
        }
        if (!wrong.isEmpty()) {
            throw new AuthFailure(Reason.WRONG_SCOPE, wrong.toString());
        }
    }

    private Credentials.Found<P> lookUp(String accessKeyId, Optional<String> sessionToken) {
        Optional<String> token = sessionToken.filter(text -> !text.isEmpty());
        boolean misfit = (accessKeyId.startsWith("ASIA") && token.isEmpty())
                || (accessKeyId.startsWith("AKIA") && token.isPresent());
        return switch (misfit ? new Credentials.Unknown<P>() : credentials.lookUp(accessKeyId, token)) {
            case Credentials.Found<P> found -> found;
            case Credentials.Unknown<P> _ ->
                throw new AuthFailure(Reason.UNKNOWN_KEY, "The security token included in the request is invalid.");
            case Credentials.Expired<P> _ ->
                throw new AuthFailure(Reason.EXPIRED_SESSION, "The security token included in the request is expired");
        };
    }

    /// A canonical request lists existing headers, each once and in order: other lists cannot have been signed.
    private static void checkOrder(WireRequest request, List<String> signedHeaders) {
        String previous = "";
        for (String name : signedHeaders) {
            if (name.compareTo(previous) <= 0 || request.headers().first(name).isEmpty()) {
                throw badSignature();
            }
            previous = name;
        }
    }

    /// The hash of the body as it arrived. What a signed header claims of the body must be true; only a presigned
    /// request over TLS may leave its body unsigned.
    private static String payload(WireRequest request, boolean presigned, List<String> signedHeaders) {
        String actual = Digests.hex(Digests.sha256(request.body()));
        String claimed = signedHeaders.contains(CONTENT_HASH)
                ? request.headers().first(CONTENT_HASH).orElseThrow()
                : actual;
        if (claimed.equals(UNSIGNED_PAYLOAD) && presigned && request.secure()) {
            return UNSIGNED_PAYLOAD;
        }
        if (!claimed.equals(actual)) {
            throw badSignature();
        }
        return actual;
    }

    private static AuthFailure badSignature() {
        return new AuthFailure(
                Reason.BAD_SIGNATURE,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.");
    }
}
