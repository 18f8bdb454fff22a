// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialScopeTest {
    @Test
    void isSeenInEitherFormWithoutBelievingIt() {
        assertThat(peek("", "AWS4-HMAC-SHA256 Credential=a/b/moon-1/iam/e, Signature="))
                .contains(scope());
        assertThat(peek("", "AWS4-HMAC-SHA256 SignedHeaders=host,Credential=a/b/moon-1/iam/e"))
                .contains(scope());
        assertThat(peek("Action=X&X-Amz-Credential=a%2Fb%2Fmoon-1%2fiam%2Fe", null))
                .contains(scope());
        assertThat(peek("X-Amz-Credential=a/b/moon-1/iam/e", null)).contains(scope());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic Credential=a/b/c/d/e",
                "AWS4-HMAC-SHA256",
                "AWS4-HMAC-SHA256 Credential=",
                "AWS4-HMAC-SHA256 Credential=a/b/c/d",
                "AWS4-HMAC-SHA256 Signature=a/b/c/d/e"
            })
    void isAbsentWhereItCannotBeRead(String authorization) {
        assertThat(peek("", authorization)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Amz-Credential", "X-Amz-Credential=a%2Fb", "X-Amz-Credential=a/b/c/d/e&x=%"})
    void isAbsentInAQueryThatCannotBeRead(String query) {
        assertThat(peek(query, null)).isEmpty();
    }

    private static CredentialScope scope() {
        return new CredentialScope("a", "b", "moon-1", "iam", "e");
    }

    private static Optional<CredentialScope> peek(String query, String authorization) {
        Headers headers = new Headers();
        if (authorization != null) {
            headers.add("Authorization", authorization);
        }
        WireRequest request = Vectors.request("POST", "/", query, headers, new byte[0]);
        return Proof.of(request).scope();
    }
}
