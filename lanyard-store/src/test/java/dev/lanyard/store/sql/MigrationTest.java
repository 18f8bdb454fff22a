// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.profile.Association;
import dev.lanyard.store.ec2.SqlAssociations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MigrationTest {
    private static final Migration FIRST = Migration.named("001_first.sql", "create table a (x TEXT primary key);");
    private static final Migration SECOND = Migration.named(
            "002_second.sql", "create table b (x TEXT primary key references a (x)); insert into a values ('made');");
    private static final Migration BROKEN = Migration.named("002_broken.sql", "create table b (x TEXT); nonsense;");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"FILE", "POSTGRESQL"})
    void missingMigrationsAreAppliedInOrderAndOnce(Store store) {
        Place place = place(store);
        place.open(List.of(FIRST)).close();
        place.open(List.of(FIRST, SECOND)).close();
        try (Database db = place.open(List.of(FIRST, SECOND))) {
            assertThat(db.query("select x from a", row -> row.text(1))).containsExactly("made");
            assertThat(db.query("select name from schema_version order by version", row -> row.text(1)))
                    .containsExactly("001_first.sql", "002_second.sql");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "POSTGRESQL"})
    void aDatabaseNewerThanTheProgramIsRefused(Store store) {
        Place place = place(store);
        place.open(List.of(FIRST, SECOND)).close();
        assertThatThrownBy(() -> place.open(List.of(FIRST)))
                .isInstanceOf(StoreException.class)
                .hasMessage("The database has schema version 2, written by a newer program; this one knows 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "POSTGRESQL"})
    void aMigrationThatWasEditedIsRefused(Store store) {
        Place place = place(store);
        place.open(List.of(FIRST)).close();
        Migration edited = Migration.named("001_first.sql", FIRST.sql() + " -- better");
        assertThatThrownBy(() -> place.open(List.of(edited)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("001_first.sql");
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "POSTGRESQL"})
    void aMigrationThatFailsLeavesNothing(Store store) {
        Place place = place(store);
        assertThatThrownBy(() -> place.open(List.of(FIRST, BROKEN))).isInstanceOf(StoreException.class);
        try (Database db = place.open(List.of(FIRST, SECOND))) {
            assertThat(db.query("select x from a", row -> row.text(1))).containsExactly("made");
        }
    }

    @Test
    void nodesThatStartTogetherDoNotCollide() {
        Place place = place(Store.POSTGRESQL);
        List<Database> nodes = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> place.open(List.of(FIRST, SECOND)))
                .toList();
        assertThat(nodes.getFirst().query("select x from a", row -> row.text(1)))
                .containsExactly("made");
        nodes.forEach(Database::close);
    }

    @Test
    void theBundledMigrationsAreNumberedFromOneAndFitBothEngines() {
        List<Migration> bundled = Migration.bundled();
        for (int i = 0; i < bundled.size(); i++) {
            assertThat(bundled.get(i).version()).isEqualTo(i + 1);
            assertThat(bundled.get(i).sql()).doesNotContainIgnoringCase("deferrable");
        }
        for (Store store : Store.values()) {
            Database db = store.open(bundled, directory);
            db.reset();
            db.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "POSTGRESQL"})
    void associationsOfAnEarlierSchemaHaveTheirPlaceInLists(Store store) {
        Place place = place(store);
        Instant now = Instant.parse("2026-02-12T11:27:47Z");
        Scope scope = new Scope(new AccountId("000000000000"), new Region("us-east-1"));
        List<Migration> earlier = Migration.bundled().stream()
                .takeWhile(each -> !each.name().endsWith("_association_order.sql"))
                .toList();
        try (Database db = place.open(earlier)) {
            db.write(() -> Stream.of("active", null)
                    .mapToInt(active -> db.update(
                            "insert into ec2_profile_association (account, region, id, instance_id,"
                                    + " active_instance_id, profile_arn, profile_id, since, settles)"
                                    + " values (?, ?, ?, 'i-0123456789abcdef0', ?, 'arn', 'id', ?, ?)",
                            scope.account().value(),
                            scope.region().value(),
                            "iip-assoc-" + active,
                            active,
                            now,
                            now.plusSeconds(60)))
                    .sum());
        }
        try (Database db = place.open(Migration.bundled())) {
            List<Association> all = new SqlAssociations(db).list(scope, now, "", 10);
            assertThat(all).extracting(Association::id).containsExactly("iip-assoc-active", "iip-assoc-null");
            assertThat(db.query("select position from ec2_profile_association order by position", row -> row.text(1)))
                    .isEqualTo(all.stream().map(Association::position).toList());
        }
    }

    private interface Place {
        Database open(List<Migration> migrations);
    }

    private Place place(Store store) {
        if (store == Store.FILE) {
            return migrations -> store.open(migrations, directory);
        }
        String url = PostgresServer.orSkip().freshDatabase();
        return migrations -> new Database(new PostgresEngine(DatabaseUrl.parse(url), migrations));
    }
}
