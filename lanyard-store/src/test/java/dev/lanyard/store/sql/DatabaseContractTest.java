// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static dev.lanyard.store.sql.Badges.HOLD;
import static dev.lanyard.store.sql.Badges.INSERT;
import static dev.lanyard.store.sql.Badges.INSERT_IF_ABSENT;
import static dev.lanyard.store.sql.Badges.USES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.op.ConstraintViolation;
import dev.lanyard.core.op.Unavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every adapter may rely on, on every engine.
@ParameterizedClass
@EnumSource(Store.class)
final class DatabaseContractTest {
    @Parameter
    Store store;

    private Database db;
    private Badges badges;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(Badges.SCHEMA, directory);
        badges = new Badges(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    @Test
    void ownWritesAreSeenBeforeTheCommit() {
        db.write(() -> {
            db.update(INSERT, "a", 1);
            assertThat(badges.uses("a")).contains(1L);
            return null;
        });
    }

    @Test
    void intIsThePositionThatStringFunctionsTake() {
        badges.insert("platform", 1);
        assertThat(db.query("select name from badge where substr(name, 1, ?) = ?", row -> row.text(1), 4, "plat"))
                .containsExactly("platform");
    }

    @Test
    void nothingRemainsOfWorkThatThrew() {
        assertThatThrownBy(() -> db.write(() -> {
                    db.update(INSERT, "a", 1);
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
        assertThat(badges.uses("a")).isEmpty();
        badges.insert("a", 2);
        assertThat(badges.uses("a")).contains(2L);
    }

    @Test
    void duplicatesAreUniqueViolations() {
        badges.insert("a", 1);
        assertThat(violation(() -> db.update(INSERT, "a", 2))).isEqualTo(ConstraintViolation.Kind.UNIQUE);
        assertThat(badges.uses("a")).contains(1L);
    }

    @Test
    void referencesAreEnforcedBothWays() {
        assertThat(violation(() -> db.update(HOLD, "none", "me"))).isEqualTo(ConstraintViolation.Kind.FOREIGN_KEY);
        badges.insert("a", 1);
        db.write(() -> db.update(HOLD, "a", "me"));
        assertThat(violation(() -> db.update("delete from badge where name = ?", "a")))
                .isEqualTo(ConstraintViolation.Kind.FOREIGN_KEY);
    }

    @Test
    void refusedValuesAreCheckViolations() {
        assertThat(violation(() -> db.update(INSERT, "a", -1))).isEqualTo(ConstraintViolation.Kind.CHECK);
        assertThat(violation(() -> db.update(INSERT, "a", null))).isEqualTo(ConstraintViolation.Kind.CHECK);
    }

    @Test
    void aFailedStatementDoomsItsUnitOfWork() {
        badges.insert("a", 1);
        assertThatThrownBy(() -> db.write(() -> {
                    db.update(INSERT, "b", 1);
                    try {
                        db.update(INSERT, "a", 1);
                    } catch (ConstraintViolation e) {
                        return null;
                    }
                    return null;
                }))
                .isInstanceOf(ConstraintViolation.class);
        assertThatThrownBy(() -> db.write(() -> {
                    try {
                        db.update(INSERT, "a", 1);
                    } catch (ConstraintViolation e) {
                        db.update(INSERT, "b", 1);
                    }
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(badges.uses("b")).isEmpty();
    }

    @Test
    void aDuplicateThatIsReportedDoomsNothing() {
        badges.insert("a", 1);
        db.write(() -> {
            assertThat(db.insertIfAbsent(INSERT_IF_ABSENT, "a", 2)).isFalse();
            assertThat(db.insertIfAbsent(INSERT_IF_ABSENT, "b", 2)).isTrue();
            return null;
        });
        assertThat(badges.uses("a")).contains(1L);
        assertThat(badges.uses("b")).contains(2L);
    }

    @Test
    void innerUnitsOfWorkBelongToTheOuter() {
        assertThatThrownBy(() -> db.write(() -> {
                    badges.insert("a", 1);
                    assertThat(db.read(() -> badges.uses("a"))).contains(1L);
                    throw new IllegalArgumentException();
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(badges.uses("a")).isEmpty();
    }

    @Test
    void anInnerWriteThatThrowsDoomsTheOuter() {
        assertThatThrownBy(() -> db.write(() -> {
                    db.update(INSERT, "a", 1);
                    try {
                        db.write(() -> {
                            throw new IllegalArgumentException();
                        });
                    } catch (IllegalArgumentException e) {
                        return null;
                    }
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(badges.uses("a")).isEmpty();
    }

    @Test
    void writesInsideReadsAndOutsideUnitsOfWorkAreRefused() {
        assertThatThrownBy(() -> db.read(() -> db.write(() -> null))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.read(() -> db.update(INSERT, "a", 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.update(INSERT, "a", 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWriteThatReturnsRowsIsAWrite() {
        String insert = "insert into badge (name, uses) values (?, 1) returning uses + 1";
        assertThat(db.write(() -> db.one(insert, row -> row.number(1), "a"))).contains(2L);
        assertThatThrownBy(() -> db.one(insert, row -> row.number(1), "b")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> db.read(() -> db.one(insert, row -> row.number(1), "b")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(badges.uses("b")).isEmpty();
    }

    @Test
    void aMapperThatQueriesIsRefused() {
        badges.insert("a", 1);
        assertThatThrownBy(() -> db.read(() -> db.query(USES, row -> badges.uses("a"), "a")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(badges.uses("a")).contains(1L);
    }

    @Test
    void everyTypeComesBackAsItWent() {
        Instant now = Instant.ofEpochMilli(1_790_000_000_123L);
        String insert = "insert into badge (name, uses, note, seen, photo) values (?, ?, ?, ?, ?)";
        db.write(() -> {
            db.update(insert, "full", true, Optional.of("né 𝔸 😀"), now, new byte[] {0, -1, 1});
            return db.update(insert, "empty", Long.MAX_VALUE, Optional.empty(), null, null);
        });
        String select = "select uses, note, seen, photo from badge where name = ?";
        Function<Row, List<Object>> full = row -> List.of(
                row.flag("uses"),
                row.text("note"),
                row.instant("seen"),
                row.optionalInstant("seen"),
                row.bytes("photo")[1]);
        assertThat(db.one(select, full, "full").orElseThrow())
                .containsExactly(true, "né 𝔸 😀", now, Optional.of(now), (byte) -1);
        Function<Row, List<Object>> empty = row ->
                List.of(row.number("uses"), row.optionalText("note"), row.optionalInstant("seen"), row.isNull("photo"));
        assertThat(db.one(select, empty, "empty").orElseThrow())
                .containsExactly(Long.MAX_VALUE, Optional.empty(), Optional.empty(), true);
    }

    @Test
    void textSortsByItsBytes() {
        List<String> sorted = List.of("", "-", "B", "Z", "_", "a", "a-b", "aB", "ab", "z", "é", "\uFF5E", "😀");
        db.write(() -> {
            sorted.reversed().forEach(name -> db.update(INSERT, name, 0));
            return null;
        });
        assertThat(db.query("select name from badge order by name", row -> row.text(1)))
                .isEqualTo(sorted);
        assertThat(db.query("select name from badge where name > ? order by name limit 2", row -> row.text(1), "Z"))
                .containsExactly("_", "a");
    }

    @Test
    void resetEmptiesTablesWhateverTheirReferences() {
        badges.insert("a", 1);
        db.write(() -> db.update(HOLD, "a", "me"));
        db.reset();
        assertThat(badges.uses("a")).isEmpty();
        assertThat(db.query("select person from holder", row -> row.text(1))).isEmpty();
        badges.insert("a", 1);
    }

    @Test
    void aClosedDatabaseSaysSo() {
        db.close();
        assertThatThrownBy(() -> badges.uses("a"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("The database is closed");
        assertThatThrownBy(() -> badges.insert("a", 1))
                .isInstanceOf(Unavailable.class)
                .hasMessage("The database is closed");
    }

    private ConstraintViolation.Kind violation(Runnable work) {
        try {
            db.write(() -> {
                work.run();
                return null;
            });
            throw new AssertionError("nothing was violated");
        } catch (ConstraintViolation e) {
            return e.kind();
        }
    }
}
