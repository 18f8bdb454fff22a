// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Seal;
import dev.lanyard.core.sts.Claims;
import dev.lanyard.core.sts.Claims.Kind;
import dev.lanyard.core.sts.SessionTokens;
import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever has the master key can make sessions, but none that STS would not give.
class ForgedSessionTest {
    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String KEY = "ASIAQAAAAAAAAAAAAAAA";
    private static final String REFUSED = "InvalidClientTokenId: ";

    private final SessionTokens forge =
            new SessionTokens(new Seal(() -> HexFormat.of().parseHex(HEX), "session-token", new Random(7)));
    private Wire root;

    @TempDir
    private Path home;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(home.resolve("master"), HEX);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        root = Wire.start(Options.onFreePorts().masterKeyFile(Optional.of(file)).build());
    }

    @AfterEach
    void stop() {
        root.close();
    }

    @Test
    void sessionsLiveForThirtySixHoursAtMost() {
        Instant now = root.clock().instant();
        for (Duration age : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(400))) {
            Instant issued = now.minus(age);
            assertThat(answer(issued, issued.plus(Duration.ofHours(36)).plusMillis(1)))
                    .startsWith(REFUSED);
            assertThat(answer(issued, Instant.parse("9999-12-31T00:00:00Z"))).startsWith(REFUSED);
            assertThat(answer(issued, Instant.ofEpochMilli(Long.MAX_VALUE))).startsWith(REFUSED);
        }
        ok(session(now, now.plus(Duration.ofHours(36))).sts("GetCallerIdentity"));
        Instant yesterday = now.minus(Duration.ofHours(24));
        ok(session(yesterday, yesterday.plus(Duration.ofHours(36))).sts("GetCallerIdentity"));
    }

    @Test
    void noSessionsAreOfTheFuture() {
        Instant ahead = root.clock().instant().plus(Duration.ofMinutes(5));
        ok(session(ahead, ahead.plus(Duration.ofHours(1))).sts("GetCallerIdentity"));
        for (Duration more : List.of(Duration.ofMillis(1), Duration.ofDays(1), Duration.ofDays(400))) {
            Instant issued = ahead.plus(more);
            assertThat(answer(issued, issued.plus(Duration.ofHours(1)))).startsWith(REFUSED);
        }
        assertThat(answer(Instant.ofEpochMilli(Long.MAX_VALUE), Instant.ofEpochMilli(Long.MAX_VALUE)))
                .startsWith(REFUSED);
    }

    private String answer(Instant issued, Instant expires) {
        return session(issued, expires).sts("GetCallerIdentity").fault();
    }

    /// The root of an account, without asking anybody.
    private Wire session(Instant issued, Instant expires) {
        String token = forge.write(new Claims(
                Kind.SESSION_TOKEN,
                KEY,
                new AccountId("000000000000"),
                "",
                "",
                issued,
                expires,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of()));
        return root.with(KEY, forge.secretOf(token), Optional.of(token));
    }
}
