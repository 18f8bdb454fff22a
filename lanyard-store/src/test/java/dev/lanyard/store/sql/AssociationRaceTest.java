// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.store.ec2.SqlAssociations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// That an instance wears one profile at most, however many ask at once.
@ParameterizedClass
@EnumSource(Store.class)
final class AssociationRaceTest {
    private static final int RACERS = 32;
    private static final Scope SCOPE = new Scope(new AccountId("000000000000"), new Region("us-east-1"));
    private static final InstanceId INSTANCE = new InstanceId("i-0123456789abcdef0");
    private static final Instant NOW = Instant.parse("2026-02-12T11:27:47Z");

    @Parameter
    Store store;

    private Database db;
    private SqlAssociations associations;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(directory);
        associations = new SqlAssociations(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private static Association association(int number) {
        return new Association(
                SCOPE,
                "iip-assoc-" + number,
                INSTANCE,
                "arn:aws:iam::000000000000:instance-profile/p" + number,
                "AIPA" + number,
                true,
                NOW,
                NOW);
    }

    @Test
    void oneOfManyAssociatesWins() throws Exception {
        assertThat(race(number -> associations.insert(association(number)))).isEqualTo(1);
        assertThat(associations.of(SCOPE, INSTANCE)).hasSize(1);
        assertThat(associations.active(SCOPE, INSTANCE)).isPresent();
    }

    @Test
    void oneOfManyReplacesWins() throws Exception {
        Association first = association(100);
        db.write(() -> associations.insert(first));
        assertThat(race(number -> associations.end(first, NOW) && associations.insert(association(number))))
                .isEqualTo(1);
        assertThat(associations.of(SCOPE, INSTANCE)).hasSize(2);
        assertThat(associations.active(SCOPE, INSTANCE))
                .get()
                .extracting(Association::id)
                .isNotEqualTo(first.id());
    }

    private interface Move {
        boolean by(int racer);
    }

    /// How many of the racers were told that they won.
    private long race(Move move) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        try (ExecutorService racers = Executors.newFixedThreadPool(RACERS)) {
            for (int i = 0; i < RACERS; i++) {
                int racer = i;
                outcomes.add(racers.submit(() -> {
                    start.await();
                    return db.write(() -> move.by(racer));
                }));
            }
            start.countDown();
        }
        long winners = 0;
        for (Future<Boolean> outcome : outcomes) {
            winners += outcome.get() ? 1 : 0;
        }
        return winners;
    }
}
