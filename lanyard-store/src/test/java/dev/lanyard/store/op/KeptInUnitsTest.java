// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.authz.IdentityDirectory;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.store.iam.SqlPropagation;
import dev.lanyard.store.sql.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of what was read inside a unit of work: nothing old under a new number, and nothing that a write may
/// still take back.
class KeptInUnitsTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final Arn POLICY =
            Arn.parse("arn:aws:iam::000000000000:policy/p").orElseThrow();
    private static final String SET =
            "insert into iam_delay (account, shortest, longest, seed) values ('000000000000', ?, ?, 0)"
                    + " on conflict (account) do update set shortest = excluded.shortest, longest = excluded.longest";

    @TempDir
    private Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.directory(directory);
        database.write(() -> set(1, 10));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int set(long revision, long content) {
        return database.update(SET, revision, content);
    }

    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    /// A managed policy whose name is a number, in the row that the test writes.
    private final class OneRow implements IdentityDirectory {
        private long column(String name) {
            return database.one("select shortest, longest from iam_delay", row -> row.number(name))
                    .orElseThrow();
        }

        @Override
        public long revision(AccountId account) {
            return column("shortest");
        }

        @Override
        public Optional<Described> identity(AccountId account, String id) {
            return Optional.empty();
        }

        @Override
        public Optional<Described> identity(Arn arn) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Document>> group(AccountId account, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Document> managedPolicy(AccountId account, Arn arn) {
            return Optional.of(
                    new Document(Long.toString(column("longest")), "{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
        }
    }

    private static String policy(Identities identities) {
        return identities.managedPolicy(ACCOUNT, POLICY).orElseThrow().name();
    }

    @Test
    void aSnapshotKeepsNothingOldUnderANewNumber() {
        Identities identities = new Identities(new OneRow(), database);
        String seen = database.read(() -> {
            assertThat(new OneRow().revision(ACCOUNT)).isEqualTo(1);
            elsewhere(() -> database.write(() -> set(2, 20)));
            return policy(identities);
        });
        assertThat(seen).as("the snapshot's own").isEqualTo("10");
        assertThat(policy(identities)).isEqualTo("20");
    }

    @Test
    void aWriteKeepsNothingThatIsTakenBack() {
        Identities identities = new Identities(new OneRow(), database);
        assertThatThrownBy(() -> database.write(() -> {
                    set(2, 20);
                    throw new IllegalStateException("took back " + policy(identities));
                }))
                .hasMessage("took back 20");
        database.write(() -> set(2, 21));
        assertThat(policy(identities)).as("another state of the same revision").isEqualTo("21");
    }

    @Test
    void whatIsTakenBackIsNotSeenAfterwards() {
        Identities identities = new Identities(new OneRow(), database);
        assertThatThrownBy(() -> database.write(() -> {
                    set(2, 20);
                    throw new IllegalStateException("took back " + policy(identities));
                }))
                .hasMessage("took back 20");
        assertThat(policy(identities)).isEqualTo("10");
    }

    @Test
    void aSnapshotBeforeADelayDoesNotHideIt() {
        Propagation propagation =
                new Propagation(Delay.NONE, new SqlPropagation(database), database, database, () -> Instant.EPOCH);
        database.write(() -> database.update("delete from iam_delay"));
        database.read(() -> {
            assertThat(database.query("select shortest from iam_delay", row -> row.number("shortest")))
                    .isEmpty();
            elsewhere(() -> propagation.delay(ACCOUNT, Optional.of(Delay.parse("5s"))));
            assertThat(propagation.lags(ACCOUNT)).as("the snapshot's own").isFalse();
            return "";
        });
        assertThat(propagation.lags(ACCOUNT)).isTrue();
    }
}
