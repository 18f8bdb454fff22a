// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.PropagationStore;
import dev.lanyard.core.propagation.PropagationStore.Change;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.propagation.Unseen;
import dev.lanyard.store.iam.SqlPropagation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// That what a change replaced is found by all whom the change has not reached, and by nobody else.
@ParameterizedClass
@EnumSource(Store.class)
final class PropagationContractTest {
    private static final AccountId ACCOUNT = new AccountId("000000000000");
    private static final AccountId OTHER = new AccountId("111122223333");
    private static final Instant NOW = Instant.parse("2026-02-12T11:27:47Z");
    private static final Unseen ABSENT = new Unseen("ROLE/app", "", Optional.empty());
    private static final Unseen FIRST = new Unseen("ROLE/app", "AROA1", Optional.of("first"));

    @Parameter
    Store store;

    private Database db;
    private PropagationStore propagation;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(directory);
        propagation = new SqlPropagation(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void save(Unseen before, int made, int visible) {
        db.write(() -> {
            long number = propagation.nextChange(ACCOUNT);
            propagation.save(ACCOUNT, new Change(number, at(made), at(visible)), List.of(before));
            return number;
        });
    }

    private static Instant at(int second) {
        return NOW.plusSeconds(second);
    }

    private Optional<Unseen> before(int second) {
        return propagation.before(ACCOUNT, "ROLE/app", Sight.at(at(second)));
    }

    @Test
    void theEarliestChangeThatIsNotVisibleCounts() {
        save(ABSENT, 0, 10);
        save(FIRST, 2, 5);

        assertThat(before(4)).contains(ABSENT);
        assertThat(before(9)).contains(ABSENT);
        assertThat(before(10)).isEmpty();
        assertThat(propagation.before(OTHER, "ROLE/app", Sight.at(NOW))).isEmpty();
        assertThat(propagation.before(ACCOUNT, "ROLE/other", Sight.at(NOW))).isEmpty();
    }

    @Test
    void whoWasRefreshedHasSeenAllUpToThen() {
        save(ABSENT, 0, 10);
        save(FIRST, 2, 12);

        assertThat(propagation.before(ACCOUNT, "ROLE/app", new Sight(at(3), at(1))))
                .contains(FIRST);
        assertThat(propagation.before(ACCOUNT, "ROLE/app", new Sight(at(3), at(2))))
                .isEmpty();
    }

    @Test
    void anEntityIsFoundUnderTheIdThatItHad() {
        save(FIRST, 0, 10);

        assertThat(propagation.named(ACCOUNT, "AROA1", Sight.at(at(9)))).contains("ROLE/app");
        assertThat(propagation.named(ACCOUNT, "AROA1", Sight.at(at(10)))).isEmpty();
    }

    @Test
    void itTellsWhenAllIsVisible() {
        save(ABSENT, 0, 10);
        save(FIRST, 2, 5);

        assertThat(propagation.settled(Optional.empty(), at(1))).contains(at(10));
        assertThat(propagation.settled(Optional.of(ACCOUNT), at(1))).contains(at(10));
        assertThat(propagation.settled(Optional.of(OTHER), at(1))).isEmpty();
        assertThat(propagation.settled(Optional.empty(), at(10))).isEmpty();
        db.write(() -> {
            propagation.settle(ACCOUNT);
            return "";
        });
        assertThat(propagation.settled(Optional.empty(), at(1))).isEmpty();
    }

    @Test
    void whatEverybodyHasSeenGoesWithTheNextChange() {
        save(ABSENT, 0, 10);
        save(FIRST, 10, 20);

        assertThat(db.query("select change from iam_unseen", row -> row.number(1)))
                .hasSize(1);
    }

    @Test
    void anAccountKeepsItsDelay() {
        Delay delay = Delay.parse("5s-15s,seed=42");
        db.write(() -> {
            propagation.setDelay(ACCOUNT, Optional.of(Delay.NONE));
            propagation.setDelay(ACCOUNT, Optional.of(delay));
            propagation.setDelay(OTHER, Optional.of(delay));
            propagation.setDelay(OTHER, Optional.empty());
            return "";
        });
        assertThat(propagation.delays()).isEqualTo(Map.of(ACCOUNT, delay));
    }
}
