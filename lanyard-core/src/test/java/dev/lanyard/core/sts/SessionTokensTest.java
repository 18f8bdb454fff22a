// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Seal;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.Claims.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTokensTest {
    private static final Claims PLAIN = new Claims(
            Kind.SESSION_TOKEN,
            "ASIAQAAAAAAAAAAAAAAA",
            new AccountId("000000000000"),
            "",
            "",
            Instant.parse("2026-02-12T11:27:47Z"),
            Instant.parse("2026-02-12T12:27:47Z"),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    private static final Claims RICH = new Claims(
            Kind.ROLE,
            "ASIAQAAAAAAAAAAAAAAA",
            new AccountId("123456789012"),
            "AROAQAAAAAAAAAAAAAAAA",
            "i-0123456789abcdef0",
            PLAIN.issued(),
            PLAIN.expires(),
            List.of(new Tag("Team", "rouge é"), new Tag("empty", "")),
            List.of("team"),
            Optional.of("robert"),
            Optional.of(
                    new Limits(Optional.of("x".repeat(100_000)), List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"))),
            Map.of("ec2:RoleDelivery", "2.0"));

    private final Random random = new Random(3);

    private Seal seal(int key, String purpose) {
        byte[] master = new byte[32];
        master[0] = (byte) key;
        return new Seal(() -> master, purpose, random);
    }

    @Test
    void tokensSayWhatWasPutIn() {
        SessionTokens tokens = new SessionTokens(seal(1, "session"));
        for (Claims claims : List.of(PLAIN, RICH)) {
            String token = tokens.write(claims);
            assertThat(token).matches("[A-Za-z0-9_-]{300,}");
            assertThat(tokens.read(token)).contains(claims);
        }
    }

    @Test
    void nodesWithTheSameKeyReadOneAnothersTokensAndOthersDoNot() {
        String token = new SessionTokens(seal(1, "session")).write(RICH);
        SessionTokens twin = new SessionTokens(seal(1, "session"));
        assertThat(twin.read(token)).contains(RICH);
        assertThat(new SessionTokens(seal(2, "session")).read(token)).isEmpty();
        assertThat(new SessionTokens(seal(1, "message")).read(token)).isEmpty();
        assertThat(twin.secretOf(token))
                .isEqualTo(new SessionTokens(seal(1, "session")).secretOf(token))
                .isNotEqualTo(new SessionTokens(seal(2, "session")).secretOf(token));
    }

    @Test
    void equalSessionsHaveDifferentTokensAndSecrets() {
        SessionTokens tokens = new SessionTokens(seal(1, "session"));
        String first = tokens.write(PLAIN);
        String second = tokens.write(PLAIN);
        assertThat(first).isNotEqualTo(second);
        assertThat(tokens.secretOf(first)).isNotEqualTo(tokens.secretOf(second)).matches("[A-Za-z0-9+/]{40}");
    }

    @Test
    void noOtherSpellingOfATokenIsGenuine() {
        SessionTokens tokens = new SessionTokens(seal(1, "session"));
        String token = tokens.write(PLAIN);
        assertThat(tokens.read(token + "=")).isEmpty();
        assertThat(tokens.read(token + "A")).isEmpty();
        assertThat(tokens.read("")).isEmpty();
        assertThat(tokens.read("not base64!")).isEmpty();
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            String other = token.substring(0, token.length() - 1) + c;
            assertThat(tokens.read(other).isPresent()).isEqualTo(other.equals(token));
        }
    }
}
