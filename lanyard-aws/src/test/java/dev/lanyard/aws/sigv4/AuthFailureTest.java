// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text of every failure, and which one a request with several gets.
class AuthFailureTest {
    private static final Instant NOW = Vectors.SIGNED_AT;
    private static final String SCOPE = "/20150830/us-east-1/iam/aws4_request";
    private static final String REST = ", SignedHeaders=host, Signature=00";
    private static final String GOOD = "AWS4-HMAC-SHA256 Credential=AKID" + SCOPE + REST;
    private static final String GOOD_QUERY = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID"
            + SCOPE.replace("/", "%2F") + "&X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
    private static final String INVALID = "The security token included in the request is invalid.";
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details.";

    private final List<String> lookUps = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "a=%,       Incomplete trailing escape % sequence",
        "a=%4,      Incomplete trailing escape % sequence",
        "a=%4&b=41, Incomplete trailing escape % sequence",
        "%=1,       Incomplete trailing escape % sequence",
        "a=%4g,     Illegal hex character in escape % pattern: %4g",
        "a=%-1,     Illegal hex character in escape % pattern: %-1",
        "%zz=1,     Illegal hex character in escape % pattern: %zz"
    })
    void queryMustDecode(String query, String message) {
        assertFailure(request(query, GOOD), Reason.MALFORMED_QUERY, message);
    }

    @Test
    void signatureMustBeThere() {
        assertFailure(request("", null), Reason.MISSING, "Request is missing Authentication Token");
        assertFailure(
                request("X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", null),
                Reason.MISSING,
                "Request is missing Authentication Token");
    }

    @Test
    void algorithmMustBeKnown() {
        assertFailure(
                request("", "Basic dXNlcjpwYXNz"), Reason.FOREIGN_SCHEME, "Unsupported AWS 'algorithm': 'Basic'.");
        assertFailure(request("", "Bearer"), Reason.FOREIGN_SCHEME, "Unsupported AWS 'algorithm': 'Bearer'.");
        assertFailure(request("", ""), Reason.FOREIGN_SCHEME, "Unsupported AWS 'algorithm': ''.");
        assertFailure(
                request("", GOOD.replace("HMAC", "ECDSA-P256")),
                Reason.INCOMPLETE,
                "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.");
    }

    @Test
    void onlyOneFormMayBeThere() {
        assertFailure(
                request(GOOD_QUERY, GOOD),
                Reason.BOTH_FORMS,
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    @Test
    void onlyOneAuthorizationMayBeThere() {
        WireRequest twice = request("", GOOD);
        twice.headers().add("Authorization", GOOD);
        assertFailure(twice, Reason.INCOMPLETE, "Request has more than one 'Authorization' header.");
    }

    @Test
    void piecesMustBePairs() {
        String header = "AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders , Signature=00";
        assertFailure(
                request("", header),
                Reason.INCOMPLETE,
                "'SignedHeaders' not a valid key=value pair (missing equal-sign) in Authorization header: '" + header
                        + "'.");
    }

    static List<List<String>> incompleteHeaders() {
        String credential = "Authorization header requires 'Credential' parameter.";
        String signature = "Authorization header requires 'Signature' parameter.";
        String signedHeaders = "Authorization header requires 'SignedHeaders' parameter.";
        String date = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
        return List.of(
                List.of("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00", "20150830T123600Z", credential),
                List.of("AWS4-HMAC-SHA256 Credential=a,SignedHeaders=host", "20150830T123600Z", signature),
                List.of("AWS4-HMAC-SHA256 Credential=a, Signature=00", "20150830T123600Z", signedHeaders),
                List.of(GOOD, "", date),
                List.of("AWS4-HMAC-SHA256 Signature=", "20150830T123600Z", credential + ' ' + signedHeaders),
                List.of("AWS4-HMAC-SHA256", "", String.join(" ", credential, signature, signedHeaders, date)));
    }

    @ParameterizedTest
    @MethodSource("incompleteHeaders")
    void headerMustBeComplete(List<String> row) throws Exception {
        String header = row.getFirst();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(header.getBytes(UTF_8));
        assertFailure(
                request("", header, row.get(1).isEmpty() ? null : row.get(1), "host"),
                Reason.INCOMPLETE,
                row.get(2) + " (Hashed with SHA-256 and encoded with Base64) Authorization="
                        + Base64.getEncoder().encodeToString(hash));
    }

    @Test
    void queryMustBeComplete() {
        assertFailure(
                request("X-Amz-Algorithm=AWS4-HMAC-SHA256", null),
                Reason.INCOMPLETE,
                "AWS query-string parameters must include 'X-Amz-Credential'."
                        + " AWS query-string parameters must include 'X-Amz-Signature'."
                        + " AWS query-string parameters must include 'X-Amz-SignedHeaders'."
                        + " AWS query-string parameters must include 'X-Amz-Date'."
                        + " Re-examine the query-string parameters.");
        assertFailure(
                request(GOOD_QUERY.replace("X-Amz-Date", "x-amz-date"), null),
                Reason.INCOMPLETE,
                "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x-amz-date", "hosts;x-amz-date"})
    void hostMustBeSigned(String signedHeaders) {
        assertFailure(
                request("", GOOD.replace("=host", "=" + signedHeaders)),
                Reason.BAD_SIGNATURE,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "20150830",
                "20150830T123600",
                "20150830T126000Z",
                "20150231T123600Z",
                "2015083OT123600Z",
                "20150830t123600z",
                "2015-08-30T12:36:00.000Z",
                "Sun, 30 Aug 2015 12:36:00 GMT"
            })
    void dateMustBeReadable(String date) {
        String message = "Date must be in ISO-8601 'basic format'. Got '" + date
                + "'. See http://en.wikipedia.org/wiki/ISO_8601";
        assertFailure(request("", GOOD, date, "host"), Reason.INCOMPLETE, message);
        assertFailure(
                request(GOOD_QUERY.replace("20150830T123600Z", date.replace(' ', '+')), null),
                Reason.INCOMPLETE,
                message);
    }

    @Test
    void dateMustBeInTheWindow() {
        assertFailure(
                request("", GOOD, "20150830T122059Z", "host"),
                Reason.EXPIRED,
                "Signature expired: 20150830T122059Z is now earlier than 20150830T122100Z"
                        + " (20150830T123600Z - 15 min.)");
        assertFailure(
                request("", GOOD, "20150830T125101Z", "host"),
                Reason.NOT_YET_CURRENT,
                "Signature not yet current: 20150830T125101Z is still later than 20150830T125100Z"
                        + " (20150830T123600Z + 15 min.)");
        assertFailure(request("", GOOD, "20150830T122100Z", "host"), Reason.BAD_SIGNATURE, MISMATCH);
        assertFailure(request("", GOOD, "20150830T125100Z", "host"), Reason.BAD_SIGNATURE, MISMATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "60,           20150830T123459Z, 20150830T123500Z, 1 min.",
        "90,           20150830T123429Z, 20150830T123430Z, 90 sec.",
        "0,            20150830T123559Z, 20150830T123600Z, 0 min.",
        "604800,       20150830T122059Z, 20150830T122100Z, 15 min.",
        "99999999999999999999, 20150830T122059Z, 20150830T122100Z, 15 min."
    })
    void presignedRequestLivesAsLongAsItSaysButNoLongerThanTheWindow(
            String expires, String date, String earliest, String length) {
        String query = GOOD_QUERY + "&X-Amz-Expires=" + expires;
        assertFailure(
                request(query.replace("20150830T123600Z", date), null),
                Reason.EXPIRED,
                "Signature expired: " + date + " is now earlier than " + earliest + " (20150830T123600Z - " + length
                        + ")");
        assertFailure(request(query.replace("20150830T123600Z", earliest), null), Reason.BAD_SIGNATURE, MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1h", "%D9%A3"})
    void expiresMustBeANumber(String expires) {
        assertThat(failure(request(GOOD_QUERY + "&X-Amz-Expires=" + expires, null))
                        .reason())
                .isEqualTo(Reason.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AKID",
                "AKID/20150830/us-east-1/iam",
                "AKID/20150830/us-east-1/iam/aws4_request/",
                "AKID/20150830/us/east/1/iam/aws4_request"
            })
    void credentialMustHaveFiveParts(String credential) {
        assertFailure(
                request("", GOOD.replace("AKID" + SCOPE, credential)),
                Reason.INCOMPLETE,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                        + credential + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "/20150830//iam/aws4_request|Credential should be scoped to a valid region, not ''. ",
                "/20150830/us-east-1/sts/aws4_request|Credential should be scoped to correct service: 'iam'. ",
                "/20150830/us-east-1/IAM/aws4_request|Credential should be scoped to correct service: 'iam'. ",
                "/20150830/us-east-1/iam/aws5|Credential should be scoped with a valid terminator: 'aws4_request',"
                        + " not 'aws5'. ",
                "/20150829/us-east-1/iam/aws4_request|Date in Credential scope does not match YYYYMMDD from ISO-8601"
                        + " version of date from HTTP: '20150829' != '20150830', from '20150830T123600Z'. ",
                "/1//ec2/x|Credential should be scoped to a valid region, not ''. Credential should be scoped to"
                        + " correct service: 'iam'. Credential should be scoped with a valid terminator:"
                        + " 'aws4_request', not 'x'. Date in Credential scope does not match YYYYMMDD from ISO-8601"
                        + " version of date from HTTP: '1' != '20150830', from '20150830T123600Z'. "
            })
    void scopeMustFit(String scope, String message) {
        assertFailure(request("", GOOD.replace(SCOPE, scope)), Reason.WRONG_SCOPE, message);
    }

    @Test
    void keyMustBeKnown() {
        assertFailure(request("", GOOD.replace("AKID", "GONE")), Reason.UNKNOWN_KEY, INVALID);
        assertThat(lookUps).containsExactly("GONE");
    }

    @Test
    void temporaryKeyNeedsItsTokenAndAPermanentOneHasNone() {
        WireRequest permanent = request("", GOOD.replace("AKID", "AKIAX"));
        permanent.headers().add("X-Amz-Security-Token", "token");
        assertFailure(permanent, Reason.UNKNOWN_KEY, INVALID);
        assertFailure(request("", GOOD.replace("AKID", "ASIAX")), Reason.UNKNOWN_KEY, INVALID);
        assertThat(lookUps).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "query"})
    void tokenIsTakenFromEitherPlace(String place) {
        String token = place.equals("query") ? "X-Amz-Security-Token=a%2Bb&" : "";
        for (WireRequest request : List.of(request(token, GOOD), request(token + GOOD_QUERY, null))) {
            if (token.isEmpty()) {
                request.headers().add("X-Amz-Security-Token", "a+b");
            }
            lookUps.clear();
            assertFailure(request, Reason.BAD_SIGNATURE, MISMATCH);
            assertThat(lookUps).containsExactly("AKID with a+b");
        }
    }

    @Test
    void sessionMustBeAlive() {
        WireRequest request = request("", GOOD.replace("AKID", "ASIAOVER"));
        request.headers().add("X-Amz-Security-Token", "token");
        assertFailure(request, Reason.EXPIRED_SESSION, "The security token included in the request is expired");
    }

    @Test
    void signatureMustFit() {
        assertFailure(request("", GOOD), Reason.BAD_SIGNATURE, MISMATCH);
        assertThat(lookUps).containsExactly("AKID");
    }

    /// A request with every fault is mended fault by fault; the store is asked only once all else is well.
    @Test
    void firstFailureInAwsOrderIsTheAnswer() {
        List<WireRequest> mended = List.of(
                request("%", "Nonsense"),
                request("", "Nonsense"),
                request("", "AWS4-HMAC-SHA256 Nonsense", "x", "host"),
                request("", "AWS4-HMAC-SHA256 Credential=GONE", "x", "host"),
                request("", "AWS4-HMAC-SHA256 Credential=GONE, SignedHeaders=date, Signature=", "x", "host"),
                request("", "AWS4-HMAC-SHA256 Credential=GONE, SignedHeaders=host, Signature=", "x", "host"),
                request("", "AWS4-HMAC-SHA256 Credential=GONE" + REST, "20140830T123600Z", "host"),
                request("", "AWS4-HMAC-SHA256 Credential=GONE" + REST),
                request("", "AWS4-HMAC-SHA256 Credential=GONE/1/2/3/4" + REST));
        assertThat(mended.stream().map(this::failure).map(AuthFailure::reason))
                .containsExactly(
                        Reason.MALFORMED_QUERY,
                        Reason.FOREIGN_SCHEME,
                        Reason.INCOMPLETE,
                        Reason.INCOMPLETE,
                        Reason.BAD_SIGNATURE,
                        Reason.INCOMPLETE,
                        Reason.EXPIRED,
                        Reason.INCOMPLETE,
                        Reason.WRONG_SCOPE);
        assertThat(lookUps).isEmpty();
        assertThat(failure(request("", GOOD.replace("AKID", "GONE"))).reason()).isEqualTo(Reason.UNKNOWN_KEY);
    }

    private void assertFailure(WireRequest request, Reason reason, String message) {
        AuthFailure failure = failure(request);
        assertThat(failure.getMessage()).isEqualTo(message);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.getStackTrace()).isEmpty();
    }

    private AuthFailure failure(WireRequest request) {
        SigV4Verifier<String> verifier =
                new SigV4Verifier<>(InstantSource.fixed(NOW), Duration.ofMinutes(15), this::lookUp);
        return catchThrowableOfType(AuthFailure.class, () -> verifier.verify(Proof.of(request), "iam"));
    }

    private Credentials.Outcome<String> lookUp(String key, Optional<String> token) {
        lookUps.add(key + token.map(text -> " with " + text).orElse(""));
        return switch (key) {
            case "GONE" -> new Credentials.Unknown<>();
            case "ASIAOVER" -> new Credentials.Expired<>();
            default -> new Credentials.Found<>(Vectors.SECRET, key);
        };
    }

    private static WireRequest request(String query, String authorization) {
        return request(query, authorization, authorization == null ? null : "20150830T123600Z", "host");
    }

    private static WireRequest request(String query, String authorization, String date, String host) {
        Headers headers = new Headers().add("Host", host);
        if (date != null) {
            headers.add("X-Amz-Date", date);
        }
        if (authorization != null) {
            headers.add("Authorization", authorization);
        }
        return Vectors.request("POST", "/", query, headers, new byte[0]);
    }
}
