// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.AccessKeyStore;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.bridge.UseWriter;
import dev.lanyard.store.iam.SqlAccessKeys;
import dev.lanyard.store.iam.SqlRoles;
import dev.lanyard.store.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That keys and roles are used is noted apart from the requests that use them.
class UseWriterTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Instant NOON = Instant.parse("2026-02-12T12:00:00Z");
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    Path directory;

    private Options options;
    private String id;
    private String secret;

    @BeforeEach
    void makeKey() {
        options = Options.onFreePorts().dataDir(directory).build();
        try (Wire root = Wire.start(options)) {
            root.iam("CreateUser", "UserName", "u");
            Answer key = root.iam("CreateAccessKey", "UserName", "u");
            id = key.text("AccessKeyId");
            secret = key.text("SecretAccessKey");
        }
    }

    @Test
    void aUseShowsAtOnceAndIsWrittenAtTheLatestWhenTheServerCloses() {
        try (Wire root = Wire.start(options)) {
            Wire user = root.with(id, secret, Optional.empty());
            assertThat(user.sts("GetCallerIdentity").status()).isEqualTo(200);
            assertUsed(root);
        }
        try (Wire again = Wire.start(options)) {
            assertUsed(again);
        }
    }

    private void assertUsed(Wire root) {
        Answer used = root.iam("GetAccessKeyLastUsed", "AccessKeyId", id);
        assertThat(used.text("LastUsedDate")).isEqualTo("2026-02-12T11:27:00Z");
        assertThat(used.text("ServiceName")).isEqualTo("sts");
    }

    @Test
    void toNoteAUseWritesNothing() {
        try (Database db = Database.directory(directory)) {
            AccessKeyStore keys = new SqlAccessKeys(db);
            UseWriter uses = new UseWriter(keys, new SqlRoles(db), NEVER);
            long before = db.ownChanges().count();
            uses.ofKey(ACCOUNT, id, NOON, "sts", "eu-west-1");
            uses.ofKey(ACCOUNT, id, NOON.plusSeconds(59), "iam", "eu-west-2");
            assertThat(db.ownChanges().count()).isEqualTo(before);
            assertThat(lastUse(keys)).contains(new AccessKey.Use(NOON, "sts", "eu-west-1"));
            assertThat(keys.of(ACCOUNT, keys.find(id).orElseThrow().userId())
                            .getFirst()
                            .lastUse())
                    .isEqualTo(lastUse(keys));
            assertThat(lastUse(new SqlAccessKeys(db))).isEmpty();
            uses.close();
            assertThat(lastUse(new SqlAccessKeys(db))).contains(new AccessKey.Use(NOON, "sts", "eu-west-1"));
        }
    }

    @Test
    void itIsWrittenBeforeLongThoughNobodyAsks() {
        try (Database db = Database.directory(directory);
                UseWriter uses = new UseWriter(new SqlAccessKeys(db), new SqlRoles(db), SOON)) {
            uses.ofKey(ACCOUNT, id, NOON, "sts", "eu-west-1");
            while (lastUse(new SqlAccessKeys(db)).isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whatCannotBeWrittenNowFailsNobodyAndIsWrittenLater() {
        try (Database db = Database.directory(directory)) {
            AccessKeyStore keys = new SqlAccessKeys(db);
            db.write(() -> db.update("create trigger refuse before update on iam_access_key begin"
                    + " select raise(abort, 'not now'); end"));
            UseWriter uses = new UseWriter(keys, new SqlRoles(db), NEVER);
            uses.ofKey(ACCOUNT, id, NOON, "sts", "eu-west-1");
            uses.close();
            assertThat(lastUse(keys)).isPresent();
            assertThat(lastUse(new SqlAccessKeys(db))).isEmpty();
            db.write(() -> db.update("drop trigger refuse"));
            uses.ofKey(ACCOUNT, id, NOON.plusSeconds(60), "iam", "eu-west-1");
            uses.close();
            assertThat(lastUse(new SqlAccessKeys(db)))
                    .contains(new AccessKey.Use(NOON.plusSeconds(60), "iam", "eu-west-1"));
        }
    }

    private Optional<AccessKey.Use> lastUse(AccessKeyStore keys) {
        return keys.find(id).orElseThrow().lastUse();
    }
}
