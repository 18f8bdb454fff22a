// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootKeyTest {
    @TempDir
    Path directory;

    private Options reachable() throws UnknownHostException {
        Options all = Options.onFreePorts();
        return new Options(
                InetAddress.getByName("0.0.0.0"),
                0,
                0,
                Optional.of(directory),
                Optional.empty(),
                all.account(),
                all.region(),
                all.auth(),
                all.images(),
                all.transitions(),
                all.propagationDelay());
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
    void rootAsksAdminPathsFromAfarAndNobodyElseSeesDecisions() throws UnknownHostException {
        try (Wire wire = Wire.start(reachable())) {
            RootKey key = wire.lanyard().newRootKey().orElseThrow();
            Wire root = wire.with(key.id(), key.secret(), Optional.empty());
            Wire user = new Actors(root).user("ann");
            String denied = user.iam("ListRoles").text("RequestId");

            assertThat(ok(root.adminFromAfar("health")).body()).contains("up");
            assertThat(user.adminFromAfar("health").status()).isEqualTo(403);
            assertThat(ok(wire.admin("health")).body()).contains("up");
            assertThat(ok(root.adminFromAfar("decisions/" + denied)).body()).contains("user/ann");
            assertThat(wire.admin("decisions/" + denied).status()).isEqualTo(403);
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
    void serversThatOnlyThisMachineReachesNeedNone() {
        try (Wire wire = Wire.start()) {
            assertThat(wire.lanyard().newRootKey()).isEmpty();
        }
    }
}
