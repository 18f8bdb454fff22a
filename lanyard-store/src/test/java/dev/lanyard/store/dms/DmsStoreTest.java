// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.dms.ConversionKind;
import dev.lanyard.core.dms.ConversionRequest;
import dev.lanyard.core.dms.DataProvider;
import dev.lanyard.core.dms.DmsStores;
import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.InstanceProfile;
import dev.lanyard.core.dms.InstanceProfile.NetworkType;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.MigrationProject;
import dev.lanyard.core.dms.MigrationProject.Bucket;
import dev.lanyard.core.dms.MigrationProject.Descriptor;
import dev.lanyard.core.dms.MigrationProject.Secret;
import dev.lanyard.core.dms.NetworkDirectory.Subnet;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.Resource;
import dev.lanyard.core.dms.ResourceStore;
import dev.lanyard.core.dms.SubnetGroup;
import dev.lanyard.core.op.ConstraintViolation;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Store;
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

/// What DMS relies on, on every engine.
@ParameterizedClass
@EnumSource
class DmsStoreTest {
    private static final Place HERE = new Place(new AccountId("000000000000"), new Region("us-east-1"));
    private static final Place THERE = new Place(new AccountId("000000000000"), new Region("eu-west-1"));
    private static final Instant START = Instant.parse("2026-02-12T11:27:47Z");

    @Parameter
    private Store store;

    private Database db;
    private DmsStores stores;

    @BeforeEach
    void open(@TempDir Path directory) {
        db = store.open(directory);
        stores = SqlDms.in(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    private static Head head(Kind kind, Place place, String name) {
        return new Head(kind, place, "ID-" + name, name, START, List.of(new Tag("a", "b=c"), new Tag("ä", "")));
    }

    private static SubnetGroup group(Place place) {
        return new SubnetGroup(
                head(Kind.SUBNET_GROUP, place, "net"),
                "two words",
                "vpc-1",
                List.of(new Subnet("subnet-b", "vpc-1", "us-east-1b"), new Subnet("subnet-a", "vpc-1", "us-east-1a")));
    }

    private static InstanceProfile profile(Place place, String name, Optional<String> group) {
        return new InstanceProfile(
                head(Kind.INSTANCE_PROFILE, place, name),
                Optional.of("d"),
                Optional.of("us-east-1a"),
                Optional.of("key"),
                false,
                NetworkType.DUAL,
                group,
                List.of("sg-2", "sg-1"));
    }

    private static DataProvider provider(String name) {
        return new DataProvider(
                head(Kind.DATA_PROVIDER, HERE, name),
                Optional.empty(),
                "db2",
                Optional.of(true),
                "IbmDb2LuwSettings",
                Map.of("ServerName", "\"ä\"", "Port", 50_000));
    }

    private static MigrationProject project(String name, String profile) {
        return new MigrationProject(
                head(Kind.MIGRATION_PROJECT, HERE, name),
                Optional.empty(),
                "ID-" + profile,
                List.of(new Descriptor("ID-from", Optional.of(new Secret("login", "role")))),
                List.of(new Descriptor("ID-to", Optional.empty()), new Descriptor("ID-from", Optional.empty())),
                Optional.of("{}"),
                Optional.of(new Bucket("s3://bucket", "role")),
                Optional.empty());
    }

    private MigrationProject settle() {
        return db.write(() -> {
            insert(stores.subnetGroups(), group(HERE));
            insert(stores.instanceProfiles(), profile(HERE, "p", Optional.of("ID-net")));
            insert(stores.dataProviders(), provider("from"));
            insert(stores.dataProviders(), provider("to"));
            MigrationProject project = project("move", "p");
            insert(stores.migrationProjects(), project);
            return project;
        });
    }

    private static <R extends Resource<R>> void insert(ResourceStore<R> store, R resource) {
        assertThat(store.insert(resource)).isTrue();
    }

    @Test
    void everythingComesBackAsItWasGiven() {
        MigrationProject project = settle();
        assertThat(stores.subnetGroups().find(HERE, "net")).contains(group(HERE));
        assertThat(stores.instanceProfiles().findById(HERE, "ID-p"))
                .contains(profile(HERE, "p", Optional.of("ID-net")));
        assertThat(stores.dataProviders().find(HERE, "from")).contains(provider("from"));
        assertThat(stores.migrationProjects().find(HERE, "move")).contains(project);
        assertThat(stores.instanceProfiles().of(group(HERE))).hasSize(1);
        assertThat(stores.migrationProjects().of(profile(HERE, "p", Optional.empty())))
                .containsExactly(project);
        assertThat(stores.migrationProjects().of(provider("to"))).containsExactly(project);
        assertThat(stores.migrationProjects().of(provider("other"))).isEmpty();
        assertThat(stores.instanceProfiles().find(THERE, "p")).isEmpty();
        assertThat(stores.instanceProfiles().count(THERE)).isZero();
    }

    @Test
    void updateReplacesAllButTheId() {
        settle();
        InstanceProfile changed = new InstanceProfile(
                new Head(Kind.INSTANCE_PROFILE, HERE, "ID-p", "q", START, List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                NetworkType.IPV4,
                Optional.empty(),
                List.of());
        db.write(() -> {
            stores.instanceProfiles().update(changed);
            MigrationProject swapped = new MigrationProject(
                    project("move", "p").head(),
                    Optional.of("d"),
                    "ID-p",
                    List.of(new Descriptor("ID-to", Optional.empty())),
                    List.of(new Descriptor("ID-to", Optional.empty())),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("{}"));
            stores.migrationProjects().update(swapped);
            assertThat(stores.migrationProjects().find(HERE, "move")).contains(swapped);
            return null;
        });
        assertThat(stores.instanceProfiles().find(HERE, "p")).isEmpty();
        assertThat(stores.instanceProfiles().find(HERE, "q")).contains(changed);
        assertThat(stores.migrationProjects().of(provider("from"))).isEmpty();
    }

    @Test
    void takenNameIsToldAndChangesNothing() {
        settle();
        InstanceProfile twin = new InstanceProfile(
                new Head(Kind.INSTANCE_PROFILE, HERE, "ID-2", "p", START, List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                NetworkType.IPV4,
                Optional.empty(),
                List.of());
        assertThat(db.write(() -> stores.instanceProfiles().insert(twin))).isFalse();
        assertThat(stores.instanceProfiles().count(HERE)).isEqualTo(1);
    }

    @Test
    void whatIsReferredToCannotBeDeleted() {
        MigrationProject project = settle();
        assertRefused(stores.subnetGroups(), group(HERE));
        assertRefused(stores.instanceProfiles(), profile(HERE, "p", Optional.empty()));
        assertRefused(stores.dataProviders(), provider("to"));
        db.write(() -> {
            stores.migrationProjects().delete(project);
            stores.instanceProfiles().delete(profile(HERE, "p", Optional.empty()));
            stores.subnetGroups().delete(group(HERE));
            stores.dataProviders().delete(provider("to"));
            return null;
        });
        assertThat(stores.dataProviders().count(HERE)).isEqualTo(1);
        assertThatThrownBy(() ->
                        db.write(() -> stores.instanceProfiles().insert(profile(HERE, "p", Optional.of("ID-net")))))
                .isInstanceOf(ConstraintViolation.class);
    }

    private <R extends Resource<R>> void assertRefused(ResourceStore<R> store, R resource) {
        assertThatThrownBy(() -> db.write(() -> {
                    store.delete(resource);
                    return null;
                }))
                .isInstanceOf(ConstraintViolation.class);
        assertThat(store.findById(HERE, resource.head().id())).isPresent();
    }

    @Test
    void listsAreOrderedByNameWhereverTheyAreKept() {
        db.write(() -> {
            for (String name : List.of("b", "B", "a-b", "a", "_", "é", "A")) {
                insert(stores.instanceProfiles(), profile(HERE, name, Optional.empty()));
            }
            insert(stores.instanceProfiles(), profile(THERE, "c", Optional.empty()));
            return null;
        });
        assertThat(names(Optional.empty(), 9)).containsExactly("A", "B", "_", "a", "a-b", "b", "é");
        assertThat(names(Optional.of("_"), 2)).containsExactly("a", "a-b");
    }

    private List<String> names(Optional<String> after, int limit) {
        return stores.instanceProfiles().list(HERE, after, limit).items().stream()
                .map(it -> it.head().name())
                .toList();
    }

    private static ConversionRequest request(String id, ConversionKind kind, int second) {
        return new ConversionRequest(
                HERE,
                id,
                "ID-move",
                kind,
                START,
                START.plusSeconds(second),
                Optional.empty(),
                Optional.empty(),
                Optional.of("{}"),
                Optional.empty(),
                Optional.of("detail"));
    }

    @Test
    void requestsAreKeptAsLongAsTheirProject() {
        MigrationProject project = settle();
        ConversionRequest third = request("a", ConversionKind.IMPORT, 3);
        ConversionRequest first = request("b", ConversionKind.CONVERSION, 1);
        ConversionRequest second = request("c", ConversionKind.IMPORT, 2);
        db.write(() -> {
            List.of(third, first, second).forEach(stores.conversions()::insert);
            return null;
        });
        assertThat(stores.conversions().unsettled(project)).containsExactly(first, second, third);
        assertThat(stores.conversions().list(project, ConversionKind.IMPORT)).containsExactly(third, second);
        ConversionRequest over = new ConversionRequest(
                HERE,
                "b",
                "ID-move",
                ConversionKind.CONVERSION,
                START,
                START.plusSeconds(1),
                Optional.of(START.plusMillis(1500)),
                Optional.of("why"),
                Optional.of("{}"),
                Optional.empty(),
                Optional.of("detail"));
        db.write(() -> {
            stores.conversions().update(over);
            stores.conversions().delete(third);
            return null;
        });
        assertThat(stores.conversions().unsettled(project)).containsExactly(second);
        assertThat(stores.conversions().list(project, ConversionKind.CONVERSION))
                .containsExactly(over);
        db.write(() -> {
            stores.migrationProjects().delete(project);
            return null;
        });
        assertThat(stores.conversions().list(project, ConversionKind.IMPORT)).isEmpty();
    }
}
