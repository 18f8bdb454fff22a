// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RootKeyTest {
    @TempDir
    Path directory;

    private Options reachable() throws UnknownHostException {
        return reachable("0.0.0.0", Options.AuthMode.ENFORCE);
    }

    private Options reachable(String host, Options.AuthMode auth) throws UnknownHostException {
        return Options.onFreePorts()
                .host(InetAddress.getByName(host))
                .dataDir(directory)
                .auth(auth)
                .build();
    }

    @Test
    void serversThatStrangersReachHaveARootKeyOfTheirOwnAndNoOther() throws UnknownHostException {
        RootKey key;
        try (Wire wire = Wire.start(reachable())) {
            key = wire.lanyard().newRootKey().orElseThrow();
            assertThat(key.id()).matches("AKIA[A-Z2-7]{16}");
            Wire root = wire.with(key.id(), key.secret(), Optional.empty());
            assertThat(ok(root.sts("GetCallerIdentity")).text("Arn")).isEqualTo("arn:aws:iam::000000000000:root");
            assertThat(wire.iam("ListRoles").fault()).startsWith("InvalidClientTokenId: ");
            assertThat(wire.as("111111111111").iam("ListRoles").status()).isEqualTo(403);
        }
        try (Wire again = Wire.start(reachable())) {
            assertThat(again.lanyard().newRootKey()).isEmpty();
            ok(again.with(key.id(), key.secret(), Optional.empty()).iam("ListRoles"));
        }
    }

    @Test
    void aRootKeyAssumesNoRole() throws UnknownHostException {
        try (Wire wire = Wire.start(reachable())) {
            RootKey key = wire.lanyard().newRootKey().orElseThrow();
            Wire root = wire.with(key.id(), key.secret(), Optional.empty());
            String role = new Actors(root).role("r", Actors.trustAccount());
            assertThat(Actors.assume(root, role, "s1").fault())
                    .isEqualTo("AccessDenied: Roles may not be assumed by root accounts.");
        }
    }

    @Test
    void rootAsksAdminPathsFromAfarAndNobodyElseSeesDecisions() throws UnknownHostException {
        try (Wire wire = Wire.start(reachable())) {
            RootKey key = wire.lanyard().newRootKey().orElseThrow();
            Wire root = wire.with(key.id(), key.secret(), Optional.empty());
            Wire user = new Actors(root).user("ann");
            String denied = user.iam("ListRoles").text("RequestId");

            ok(root.adminFromAfar("metrics"));
            assertThat(user.adminFromAfar("metrics").status()).isEqualTo(403);
            ok(wire.admin("metrics"));
            assertThat(ok(root.adminFromAfar("decisions/" + denied)).body()).contains("user/ann");
            assertThat(wire.admin("decisions/" + denied).status()).isEqualTo(403);
        }
    }

    @Test
    void whereSignaturesDoNotCountNobodyIsRootFromAfar() throws UnknownHostException {
        try (Wire wire = Wire.start(reachable("0.0.0.0", Options.AuthMode.OFF))) {
            assertThat(wire.adminFromAfar("metrics").status()).isEqualTo(403);
            ok(wire.admin("metrics"));
        }
    }

    @ParameterizedTest
    @EnumSource(Options.AuthMode.class)
    void pagesOfOthersReachNoAdminPath(Options.AuthMode auth) throws UnknownHostException {
        try (Wire wire = Wire.start(reachable("127.0.0.1", auth))) {
            for (Headers headers : List.of(
                    new Headers().add("host", "rebound.example:4566"),
                    new Headers().add("host", "localhost:4566").add("origin", "https://page.example"))) {
                WireRequest request =
                        new WireRequest("POST", "/_lanyard/reset", "", headers, new byte[0], "127.0.0.1", false);
                assertThat(wire.send(request).status()).isEqualTo(403);
            }
        }
    }

    @Test
    void sessionsOutliveARestart() throws UnknownHostException {
        Wire session;
        try (Wire wire = Wire.start(reachable())) {
            RootKey key = wire.lanyard().newRootKey().orElseThrow();
            session = new Actors(wire)
                    .session(wire.with(key.id(), key.secret(), Optional.empty()).sts("GetSessionToken"));
            ok(session.sts("GetCallerIdentity"));
        }
        try (Wire again = Wire.start(reachable())) {
            ok(again.like(session).sts("GetCallerIdentity"));
        }
    }

    @Test
    void theRootKeyOutlivesAReset() throws UnknownHostException {
        for (Options options : List.of(
                Options.onFreePorts().host(InetAddress.getByName("0.0.0.0")).build(),
                Options.onFreePorts().devCredentials(Options.DevCredentials.OFF).build())) {
            try (Wire wire = Wire.start(options)) {
                RootKey key = wire.lanyard().newRootKey().orElseThrow();
                Wire root = wire.with(key.id(), key.secret(), Optional.empty());
                for (int i = 0; i < 2; i++) {
                    ok(root.iam("CreateUser", "UserName", "ann"));
                    assertThat(ok(wire.admin("POST", "reset", "")).body())
                            .isEqualTo("{\"status\":\"reset\",\"rootKey\":\"" + key.id() + "\"}");
                }
                ok(root.iam("CreateUser", "UserName", "ann"));
            }
        }
    }

    @Test
    void withoutTheDevelopmentCredentialsThisMachineHasARootKey() throws UnknownHostException {
        Options options =
                Options.onFreePorts().devCredentials(Options.DevCredentials.OFF).build();
        try (Wire wire = Wire.start(options)) {
            RootKey key = wire.lanyard().newRootKey().orElseThrow();
            Wire root = wire.with(key.id(), key.secret(), Optional.empty());
            Wire user = new Actors(root).user("ann");
            assertThat(wire.iam("ListRoles").fault()).startsWith("InvalidClientTokenId: ");
            ok(wire.admin("instances"));
            String denied = user.iam("ListRoles").text("RequestId");
            assertThat(wire.admin("decisions/" + denied).status()).isEqualTo(403);
        }
    }

    @Test
    void serversThatOnlyThisMachineReachesNeedNone() {
        try (Wire wire = Wire.start()) {
            assertThat(wire.lanyard().newRootKey()).isEmpty();
        }
    }
}
