// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.sigv4.AuthFailure.Reason;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A signature covers the bytes that were sent, whatever text they are in whichever charset.
class RawBytesTest {
    private static final byte[] NONE = {};

    private final SigV4Signer signer =
            new SigV4Signer("AKID", Vectors.SECRET, Optional.empty(), "us-east-1", "service");
    private final SigV4Verifier<String> verifier = Vectors.verifier(Vectors.SIGNED_AT);

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private WireRequest signed(String path, String query, String header) {
        Headers headers = new Headers().add("Host", "h").add("X-Name", header);
        return signer.sign(Vectors.request("GET", path, query, headers, NONE), Vectors.SIGNED_AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u00ff \u0080", "\u1234", "Zo\u00eb \ud83d\ude00"})
    void textOfAnyCharsetIsBelieved(String text) {
        for (String bytes : new String[] {utf8(text), new String(text.getBytes(ISO_8859_1), ISO_8859_1)}) {
            WireRequest request = signed("/" + bytes, "x=" + bytes, bytes);
            assertThat(verifier.verify(Proof.of(request), "service").principal())
                    .isEqualTo("AKID");
        }
    }

    @ParameterizedTest
    @CsvSource({"x=%E9, x=\u00c3\u00a9", "x=\u00e9, x=\u00c3\u00a9", "x=%C3%A9, x=\u00e9"})
    void anotherSpellingOfTheSameCharacterIsNot(String written, String sent) {
        WireRequest request = signed("/", written, "");
        WireRequest bent = Vectors.request("GET", "/", sent, request.headers(), NONE);
        assertThatThrownBy(() -> verifier.verify(Proof.of(bent), "service"))
                .isInstanceOfSatisfying(
                        AuthFailure.class, f -> assertThat(f.reason()).isEqualTo(Reason.BAD_SIGNATURE));
    }

    @Test
    void escapedAndRawBytesAreTheSameValue() {
        WireRequest request = signed("/", "x=%C3%A9", "");
        WireRequest raw = Vectors.request("GET", "/", "x=\u00c3\u00a9", request.headers(), NONE);
        assertThat(verifier.verify(Proof.of(raw), "service").principal()).isEqualTo("AKID");
    }

    @Test
    void headersOfOneTextAndOtherBytesDiffer() {
        WireRequest request = signed("/", "", "\u00e9");
        WireRequest bent =
                Vectors.withHeaders(request, (name, value) -> name.equals("x-name") ? "\u00c3\u00a9" : value);
        assertThatThrownBy(() -> verifier.verify(Proof.of(bent), "service")).isInstanceOf(AuthFailure.class);
    }
}
