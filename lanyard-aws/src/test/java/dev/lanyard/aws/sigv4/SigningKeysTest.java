// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.sigv4.Vectors.Vector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final CanonicalRequest ANY = new CanonicalRequest("any");
    private static final AmzDate DATE = AmzDate.of(Vectors.SIGNED_AT);

    @Test
    void evictedKeyIsDerivedAgain() {
        SigningKeys small = new SigningKeys(2);
        List<String> first = signInTenRegions(small);

        assertThat(signInTenRegions(small)).isEqualTo(first).doesNotHaveDuplicates();
    }

    @Test
    void changedSecretTakesEffectAtOnce() {
        Vector vector = Vectors.named("get-vanilla");
        AtomicReference<String> secret = new AtomicReference<>(Vectors.SECRET);
        SigV4Verifier<String> verifier = new SigV4Verifier<>(
                InstantSource.fixed(Vectors.SIGNED_AT),
                Duration.ofMinutes(15),
                (key, _) -> new Credentials.Found<>(secret.get(), key));
        verifier.verify(Proof.of(vector.request()), "service");

        secret.set("rotated");

        assertThatThrownBy(() -> verifier.verify(Proof.of(vector.request()), "service"))
                .isInstanceOf(AuthFailure.class);
    }

    @Test
    void manyThreadsShareAVerifier() throws Exception {
        SigV4Verifier<String> verifier = Vectors.verifier(Vectors.SIGNED_AT);
        List<Callable<Verified<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            for (Vector vector : Vectors.all()) {
                if (!vector.name().contains("unsigned")) {
                    calls.add(() -> verifier.verify(Proof.of(vector.request()), vector.service()));
                }
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Verified<String>> call : threads.invokeAll(calls)) {
                assertThat(call.get().principal()).isNotEmpty();
            }
        }
    }

    private static List<String> signInTenRegions(SigningKeys keys) {
        List<String> signatures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            CredentialScope scope = new CredentialScope("AKID", "20150830", "r" + i, "iam", "aws4_request");
            signatures.add(keys.sign(Vectors.SECRET, scope, DATE, ANY));
        }
        return signatures;
    }
}
