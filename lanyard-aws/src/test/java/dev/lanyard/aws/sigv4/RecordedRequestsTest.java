// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.sigv4.Vectors.Vector;
import dev.lanyard.aws.wire.WireRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every recorded request is believed as it is, and no longer after any change of what it signs.
class RecordedRequestsTest {
    private final SigV4Verifier<String> verifier = Vectors.verifier(Vectors.SIGNED_AT);

    static List<Vector> vectors() {
        return Vectors.all().stream()
                .filter(vector -> !vector.name().contains("unsigned"))
                .toList();
    }

    @Test
    void theRecordingIsWhole() {
        assertThat(vectors()).hasSize(48);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isBelieved(Vector vector) {
        Verified<String> verified = verifier.verify(Proof.of(vector.request()), vector.service());

        assertThat(verified.principal()).isEqualTo(verified.scope().accessKeyId());
        assertThat(verified.signedHeaders()).contains("host").isSorted();
        assertThat(verified.presigned()).isEqualTo(vector.name().contains("presigned"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWithAnotherMethod(Vector vector) {
        WireRequest r = vector.request();
        assertRejected(vector, Vectors.request("PUT", r.path(), r.query(), r.headers(), r.body()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWithAnotherPath(Vector vector) {
        WireRequest r = vector.request();
        assertRejected(vector, Vectors.request(r.method(), r.path() + "x", r.query(), r.headers(), r.body()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWithAnotherBody(Vector vector) {
        WireRequest r = vector.request();
        byte[] longer = Arrays.copyOf(r.body(), r.body().length + 1);
        assertRejected(vector, Vectors.request(r.method(), r.path(), r.query(), r.headers(), longer));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWithOneMoreParameter(Vector vector) {
        WireRequest r = vector.request();
        assertRejected(vector, Vectors.request(r.method(), r.path(), r.query() + "&Zz", r.headers(), r.body()));
        assertRejected(vector, Vectors.request(r.method(), r.path(), "A&" + r.query(), r.headers(), r.body()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWhenASignedHeaderChanges(Vector vector) {
        for (String signed :
                verifier.verify(Proof.of(vector.request()), vector.service()).signedHeaders()) {
            if (!signed.endsWith("date")) {
                assertRejected(
                        vector,
                        Vectors.withHeaders(
                                vector.request(), (name, value) -> name.equals(signed) ? value + "x" : value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWithoutASignedHeader(Vector vector) {
        for (String signed :
                verifier.verify(Proof.of(vector.request()), vector.service()).signedHeaders()) {
            // Without its date or token a request fails at an earlier check.
            if (!signed.endsWith("date") && !signed.endsWith("token")) {
                assertRejected(
                        vector,
                        Vectors.withHeaders(vector.request(), (name, value) -> name.equals(signed) ? null : value));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isNotBelievedWithAnotherSecret(Vector vector) {
        SigV4Verifier<String> other = new SigV4Verifier<>(
                InstantSource.fixed(Vectors.SIGNED_AT),
                Duration.ofMinutes(15),
                (key, _) -> new Credentials.Found<>(Vectors.SECRET + "x", key));
        assertThatThrownBy(() -> other.verify(Proof.of(vector.request()), vector.service()))
                .isInstanceOfSatisfying(
                        AuthFailure.class, f -> assertThat(f.reason()).isEqualTo(Reason.BAD_SIGNATURE));
    }

    private void assertRejected(Vector vector, WireRequest bent) {
        assertThatThrownBy(() -> verifier.verify(Proof.of(bent), vector.service()))
                .isInstanceOfSatisfying(
                        AuthFailure.class, f -> assertThat(f.reason()).isEqualTo(Reason.BAD_SIGNATURE));
    }
}
