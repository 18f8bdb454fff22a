// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.core.shared.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What tables make of a mapping, on every engine.
@ParameterizedClass
@EnumSource
class TableTest {
    private static final List<Migration> SCHEMA = List.of(Migration.named("001_test.sql", """
            create table locker (
              site TEXT not null,
              floor TEXT not null,
              number INTEGER not null,
              label TEXT not null,
              sort_key TEXT not null,
              made INTEGER not null,
              lent INTEGER not null,
              broken INTEGER not null,
              inner_width INTEGER not null,
              inner_height INTEGER not null,
              outer_width INTEGER not null,
              outer_height INTEGER not null,
              holder TEXT,
              deposit INTEGER,
              primary key (site, floor, number)
            );
            create unique index locker_label on locker (site, label);
            """));

    private record Size(int width, int height) {}

    private record Lending(String holder, Optional<Integer> deposit) {}

    private record Locker(
            int number,
            String label,
            boolean lent,
            boolean broken,
            Size inner,
            Size outer,
            Optional<Lending> lending) {}

    private static final Table<String, Locker> LOCKERS =
            Table.of("locker", Owner.of("site", (String site) -> site), TableTest::locker);

    private static Locker locker(Columns<Locker> c) {
        c.key().given("floor");
        c.given("made");
        c.derived("sort_key", locker -> locker.label().length() + locker.label());
        return new Locker(
                c.key().integer("number", Locker::number),
                c.text("label", Locker::label),
                c.flag("lent", Locker::lent),
                c.fixed().flag("broken", Locker::broken),
                c.in("inner_", Locker::inner, TableTest::size),
                c.fixed().in("outer_", Locker::outer, TableTest::size),
                c.optional("holder", Locker::lending, TableTest::lending));
    }

    private static Size size(Columns<Size> c) {
        return new Size(c.integer("width", Size::width), c.integer("height", Size::height));
    }

    private static Lending lending(Columns<Lending> c) {
        return new Lending(c.text("holder", Lending::holder), c.optionalInteger("deposit", Lending::deposit));
    }

    private static Locker locker(int number, String label, Optional<Lending> lending) {
        return new Locker(number, label, true, false, new Size(1, 2), new Size(3, 4), lending);
    }

    @Parameter
    private Store store;

    private Database db;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(SCHEMA, directory);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    private void write(Runnable work) {
        db.write(() -> {
            work.run();
            return null;
        });
    }

    private Locker insert(String site, Locker locker) {
        write(() -> LOCKERS.insert(db, site, locker, "f", 7));
        return locker;
    }

    @Test
    void recordsComeBackAsTheyWere() {
        Locker free = insert("a", locker(1, "x", Optional.empty()));
        Locker lent = insert("a", locker(2, "y", Optional.of(new Lending("me", Optional.empty()))));
        Locker paid = insert("a", locker(3, "z", Optional.of(new Lending("me", Optional.of(0)))));
        assertThat(LOCKERS.find(db, "a", "f", 1)).contains(free);
        assertThat(LOCKERS.find(db, "b", "f", 1)).isEmpty();
        assertThat(LOCKERS.all(db, "a")).containsExactly(free, lent, paid);
        assertThat(LOCKERS.count(db, "a")).isEqualTo(3);
        assertThat(LOCKERS.count(db, "b")).isZero();
    }

    @Test
    void updateLeavesKeyGivenAndFixedColumnsAlone() {
        insert("a", locker(1, "x", Optional.empty()));
        insert("a", locker(2, "y", Optional.empty()));
        Lending lending = new Lending("me", Optional.of(5));
        write(() -> LOCKERS.update(
                db,
                "a",
                new Locker(1, "long", false, true, new Size(5, 6), new Size(7, 8), Optional.of(lending)),
                "f"));
        Locker changed = new Locker(1, "long", false, false, new Size(5, 6), new Size(3, 4), Optional.of(lending));
        assertThat(LOCKERS.all(db, "a")).containsExactly(changed, locker(2, "y", Optional.empty()));
        assertThat(db.query(
                        "select sort_key, made from locker where number = 1",
                        row -> row.text("sort_key") + row.number("made")))
                .containsExactly("4long7");
        write(() -> LOCKERS.replace(db, "a", locker(1, "new", Optional.empty()), "f", 8));
        assertThat(LOCKERS.find(db, "a", "f", 1)).contains(locker(1, "new", Optional.empty()));
    }

    @Test
    void takenKeysAreTold() {
        insert("a", locker(1, "x", Optional.empty()));
        assertThat(db.write(() -> LOCKERS.insertIfAbsent(db, "a", locker(1, "y", Optional.empty()), "f", 7)))
                .isFalse();
        assertThat(db.write(() -> LOCKERS.insertIfAbsent(db, "a", locker(2, "x", Optional.empty()), "f", 7)))
                .isFalse();
        assertThat(db.write(() -> LOCKERS.insertIfAbsent(db, "b", locker(1, "x", Optional.empty()), "f", 7)))
                .isTrue();
        assertThat(db.write(() -> LOCKERS.delete(db, "a", "f", 1))).isTrue();
        assertThat(db.write(() -> LOCKERS.delete(db, "a", "f", 1))).isFalse();
        assertThat(LOCKERS.count(db, "b")).isEqualTo(1);
    }

    @Test
    void conditionsSelectCountAndDelete() {
        for (int i = 1; i <= 5; i++) {
            insert("a", locker(i, "l" + (9 - i), Optional.empty()));
        }
        insert("b", locker(1, "l", Optional.empty()));
        Rows<String, Locker> after = LOCKERS.where("label > ?").by("label");
        assertThat(after.list(db, "a", "l5")).extracting(Locker::label).containsExactly("l6", "l7", "l8");
        assertThat(after.list(db, 1, "a", "l5")).extracting(Locker::label).containsExactly("l6");
        assertThat(after.first(db, "a", "l8")).isEmpty();
        Page<Locker> page = after.page(db, 2, Locker::label, "a", "l4");
        assertThat(page.items()).extracting(Locker::label).containsExactly("l5", "l6");
        assertThat(page.next()).contains("l6");
        assertThat(after.count(db, "a", "l5")).isEqualTo(3);
        assertThat(after.exist(db, "a", "l8")).isFalse();
        assertThat(db.write(() -> after.delete(db, "a", "l5"))).isEqualTo(3);
        write(() -> LOCKERS.deleteAll(db, "a"));
        assertThat(LOCKERS.count(db, "a")).isZero();
        assertThat(LOCKERS.count(db, "b")).isEqualTo(1);
    }

    @Test
    void partsOfJoinedRowsAreReadByTheBeginningOfTheirNames() {
        Locker one = insert("a", locker(1, "x", Optional.empty()));
        Locker two = insert("a", locker(2, "y", Optional.of(new Lending("me", Optional.empty()))));
        String pairs = "select " + LOCKERS.select("l.") + ", " + LOCKERS.select("r.", "right_")
                + " from locker l join locker r on r.number = l.number + 1";
        assertThat(db.query(pairs, row -> List.of(LOCKERS.read("a", row), LOCKERS.read("a", row.part("right_")))))
                .containsExactly(List.of(one, two));
    }

    @Test
    void unknownColumnIsNamed() {
        assertThatThrownBy(() -> db.one("select 1 as x", row -> row.number("y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The query has no column y");
    }
}
