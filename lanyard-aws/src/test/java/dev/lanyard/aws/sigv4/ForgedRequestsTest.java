// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What somebody without the secret may try with a genuine request.
class ForgedRequestsTest {
    private static final Instant NOW = Vectors.SIGNED_AT;
    private static final WireRequest GENUINE =
            Vectors.named("boto3 iam CreateInstanceProfile").request();
    private static final WireRequest PRESIGNED =
            Vectors.named("boto3 presigned sts GetCallerIdentity").request();
    private static final String SIGNATURE = GENUINE.headers()
            .first("authorization")
            .map(header -> header.substring(header.length() - 64))
            .orElseThrow();
    private static final SigV4Signer SIGNER =
            new SigV4Signer("AKIDEXAMPLE", Vectors.SECRET, Optional.empty(), "us-east-1", "iam");

    @Test
    void theGenuineOnesAreBelieved() {
        assertThatNoException().isThrownBy(() -> verify(GENUINE));
        assertThatNoException().isThrownBy(() -> verify(PRESIGNED));
    }

    @Test
    void signatureMustBeTheSameText() {
        assertThat(withSignature("")).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature(SIGNATURE.substring(0, 63))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature(SIGNATURE + "0")).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature(SIGNATURE + SIGNATURE)).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature(SIGNATURE.toUpperCase(Locale.ROOT))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature("0x" + SIGNATURE)).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature("z".repeat(64))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature("\u00e9".repeat(32))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(withSignature("0".repeat(64))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void everyDigitOfTheSignatureCounts() {
        for (int i = 0; i < SIGNATURE.length(); i++) {
            char other = SIGNATURE.charAt(i) == '0' ? '1' : '0';
            assertThat(withSignature(SIGNATURE.substring(0, i) + other + SIGNATURE.substring(i + 1)))
                    .isEqualTo(Reason.BAD_SIGNATURE);
        }
    }

    @Test
    void scopeIsSigned() {
        assertThat(failure(authorized(header -> header.replace("eu-west-1", "us-east-1"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(authorized(header -> header.replace("/iam/", "/sts/"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void signedHeadersMustBeEachOnceAndInOrder() {
        assertThat(failure(authorized(header -> header.replace("host;x-amz-date", "x-amz-date;host"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(authorized(header -> header.replace("host;", "host;host;"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(authorized(header -> header.replace("host;", "host;;"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(authorized(header -> header.replace("x-amz-date,", "x-amz-date;x-not-there,"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(authorized(header -> header.replace("content-type;", ""))))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(authorized(header -> header.replace("content-type", "Content-Type"))))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    /// Such lists are wrong even when whoever sent them has the secret.
    @Test
    void listOfSignedHeadersMustBeCanonicalItself() {
        assertThatNoException().isThrownBy(() -> verify(dated(List.of("host", "x-other"))));
        assertThat(failure(dated(List.of("x-other", "host")))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(dated(List.of("host", "host")))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(dated(List.of("host", "x-missing")))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(dated(List.of("", "host")))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    private static WireRequest dated(List<String> signedHeaders) {
        WireRequest request = Vectors.signedOver(signedHeaders);
        request.headers().add("X-Amz-Date", "20150830T123600Z");
        return request;
    }

    @Test
    void dateIsSigned() {
        assertThat(failure(Vectors.withHeaders(
                        GENUINE, (name, value) -> name.equals("x-amz-date") ? "20150830T123601Z" : value)))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void replayEndsWithTheWindow() {
        assertThatNoException().isThrownBy(() -> verify(GENUINE, NOW.plusSeconds(900)));
        assertThat(failure(GENUINE, NOW.plusSeconds(901))).isEqualTo(Reason.EXPIRED);
        assertThatNoException().isThrownBy(() -> verify(GENUINE, NOW.minusSeconds(900)));
        assertThat(failure(GENUINE, NOW.minusSeconds(901))).isEqualTo(Reason.NOT_YET_CURRENT);
    }

    @Test
    void presignedReplayEndsEarlier() {
        assertThatNoException().isThrownBy(() -> verify(PRESIGNED, NOW.plusSeconds(300)));
        assertThat(failure(PRESIGNED, NOW.plusSeconds(301))).isEqualTo(Reason.EXPIRED);
        WireRequest longer = query(PRESIGNED, query -> query.replace("Expires=300", "Expires=900"));
        assertThat(failure(longer, NOW.plusSeconds(301))).isEqualTo(Reason.BAD_SIGNATURE);
        WireRequest endless = query(PRESIGNED, query -> query.replace("&X-Amz-Expires=300", ""));
        assertThat(failure(endless, NOW.plusSeconds(301))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void firstOfTwoQueryParametersIsMeantAndBothAreSigned() {
        WireRequest second = query(PRESIGNED, query -> query + "&X-Amz-Expires=900");
        assertThat(failure(second, NOW.plusSeconds(301))).isEqualTo(Reason.EXPIRED);
        assertThat(failure(second)).isEqualTo(Reason.BAD_SIGNATURE);
    }

    /// The canonical query is sorted, so that a signature does not tell which of two came first.
    @Test
    void noPartOfAPresignedRequestMayBeThereTwice() {
        for (String part : PRESIGNED.query().split("&")) {
            if (part.startsWith("X-Amz-")) {
                String name = part.substring(0, part.indexOf('='));
                for (String second : List.of(part, name + "=x", name.replace("-", "%2d") + "=x")) {
                    assertThat(failure(query(PRESIGNED, query -> query + "&" + second)))
                            .as(second)
                            .isEqualTo(Reason.BAD_SIGNATURE);
                }
            }
        }
    }

    @Test
    void everyAmzHeaderThatIsSentMustBeSigned() {
        for (WireRequest genuine : List.of(GENUINE, PRESIGNED)) {
            for (String name : List.of("X-Amz-Target", "x-amz-acl", "x-amz-")) {
                AuthFailure failure = catchThrowableOfType(AuthFailure.class, () -> verify(with(genuine, name)));
                assertThat(failure.reason()).isEqualTo(Reason.BAD_SIGNATURE);
                assertThat(failure)
                        .hasMessage(
                                "'%s' must be a 'SignedHeader' in the AWS Authorization.",
                                name.toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void headersThatChangeNothingNeedNotBeSigned() {
        for (String name : List.of(
                "x-amzn-trace-id",
                "amz-sdk-request",
                "x-amz-user-agent",
                "x-amz-content-sha256",
                "x-amz-security-token")) {
            assertThatNoException().as(name).isThrownBy(() -> verify(with(GENUINE, name)));
        }
        assertThatNoException().isThrownBy(() -> verify(dated(List.of("host"))));
    }

    @Test
    void atMostAHundredHeadersAreSigned() {
        Headers headers = new Headers().add("Host", "h");
        for (int i = 0; i < 98; i++) {
            headers.add("x-" + i, "1");
        }
        assertThatNoException().isThrownBy(() -> verify(SIGNER.sign(request("", headers), NOW)));
        headers.add("x-98", "1");
        AuthFailure failure =
                catchThrowableOfType(AuthFailure.class, () -> verify(SIGNER.sign(request("", headers), NOW)));
        assertThat(failure).hasMessage("There must be at most 100 'SignedHeaders'.");
    }

    private static WireRequest with(WireRequest request, String header) {
        WireRequest changed = Vectors.withHeaders(request, (_, value) -> value);
        changed.headers().add(header, "1");
        return changed;
    }

    @Test
    void signatureParameterIsLeftOutOfAPresignedRequestOnly() {
        WireRequest signed = SIGNER.sign(request("", new Headers().add("Host", "h")), NOW);
        assertThat(failure(query(signed, query -> "X-Amz-Signature=00"))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void tokenOfAPresignedRequestIsSigned() {
        WireRequest session = Vectors.named("presigned with a session").request();
        WireRequest other = query(session, query -> query.replace("Token=IQo", "Token=IQp"));
        assertThat(failure(other)).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void signedHashMustBeThatOfTheBody() {
        String hash = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";
        WireRequest hashed =
                Vectors.named("post-x-www-form-urlencoded with all its headers").request();
        assertThat(hashed.headers().first("x-amz-content-sha256")).contains(hash);
        WireRequest otherBody = Vectors.request(hashed.method(), hashed.path(), "", hashed.headers(), new byte[] {'x'});
        assertThat(failure(otherBody)).isEqualTo(Reason.BAD_SIGNATURE);
        WireRequest upperCase = Vectors.withHeaders(
                hashed, (name, value) -> name.endsWith("sha256") ? value.toUpperCase(Locale.ROOT) : value);
        assertThat(failure(upperCase)).isEqualTo(Reason.BAD_SIGNATURE);
        Headers lying = new Headers().add("Host", "h").add("X-Amz-Content-Sha256", hash);
        assertThat(failure(SIGNER.sign(request("", lying), NOW))).isEqualTo(Reason.BAD_SIGNATURE);
    }

    /// Signed correctly over the words `UNSIGNED-PAYLOAD`, once for each form.
    @Test
    void bodyMayBeUnsignedOnlyWhenPresignedOverTls() {
        WireRequest header = Vectors.named("unsigned payload").request();
        WireRequest query = Vectors.named("presigned unsigned payload").request();

        assertThat(failure(header)).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(overTls(header))).isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(failure(query)).isEqualTo(Reason.BAD_SIGNATURE);
        assertThatNoException().isThrownBy(() -> verify(overTls(query)));
    }

    @Test
    void unsignedHashSaysNothing() {
        WireRequest signed = SIGNER.sign(request("", new Headers().add("Host", "h")), NOW);
        signed.headers().add("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
        assertThatNoException().isThrownBy(() -> verify(signed));
    }

    private static Reason withSignature(String signature) {
        return failure(authorized(header -> header.replace(SIGNATURE, signature)));
    }

    private static WireRequest authorized(UnaryOperator<String> change) {
        return Vectors.withHeaders(
                GENUINE, (name, value) -> name.equals("authorization") ? change.apply(value) : value);
    }

    private static WireRequest query(WireRequest request, UnaryOperator<String> change) {
        return Vectors.request(
                request.method(), request.path(), change.apply(request.query()), request.headers(), request.body());
    }

    private static WireRequest overTls(WireRequest r) {
        return new WireRequest(r.method(), r.path(), r.query(), r.headers(), r.body(), r.peer(), true);
    }

    private static WireRequest request(String query, Headers headers) {
        return Vectors.request("GET", "/", query, headers, new byte[0]);
    }

    private static Verified<String> verify(WireRequest request) {
        return verify(request, NOW);
    }

    private static Verified<String> verify(WireRequest request, Instant now) {
        String service = Proof.of(request).scope().orElseThrow().service();
        return new SigV4Verifier<>(
                        () -> now, Duration.ofMinutes(15), (key, _) -> new Credentials.Found<>(Vectors.SECRET, key))
                .verify(Proof.of(request), service);
    }

    private static Reason failure(WireRequest request) {
        return failure(request, NOW);
    }

    private static Reason failure(WireRequest request, Instant now) {
        return catchThrowableOfType(AuthFailure.class, () -> verify(request, now))
                .reason();
    }
}
