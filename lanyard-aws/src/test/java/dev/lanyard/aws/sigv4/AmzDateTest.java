// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.wire.WireRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The header forms that a date may have. They are left unsigned here, so that one signature fits all of them.
class AmzDateTest {
    private final SigV4Verifier<String> verifier = Vectors.verifier(Vectors.SIGNED_AT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Amz-Date | 20150830T123600Z
            X-Amz-Date | 2015-08-30T12:36:00Z
            Date       | 20150830T123600Z
            Date       | 2015-08-30T12:36:00Z
            Date       | Sun, 30 Aug 2015 12:36:00 GMT
            Date       | Sun, 30 Aug 2015 14:36:00 +0200
            """)
    void basicFormIsSignedWhateverFormIsSent(String name, String value) {
        WireRequest request = Vectors.signedOver(List.of("host"));
        request.headers().add(name, value);

        assertThat(verifier.verify(Proof.of(request), "iam").signedHeaders()).containsExactly("host");
    }

    @Test
    void amzDateGoesBeforeDate() {
        WireRequest request = Vectors.signedOver(List.of("host"));
        request.headers().add("Date", "Sat, 29 Aug 2015 12:36:00 GMT").add("X-Amz-Date", "20150830T123600Z");

        assertThat(verifier.verify(Proof.of(request), "iam").scope().date()).isEqualTo("20150830");
    }

    @Test
    void otherDateThanTheSignedOneIsNotBelieved() {
        WireRequest request = Vectors.signedOver(List.of("host"));
        request.headers().add("Date", "Sun, 30 Aug 2015 12:36:01 GMT");

        assertThatThrownBy(() -> verifier.verify(Proof.of(request), "iam")).isInstanceOf(AuthFailure.class);
    }
}
