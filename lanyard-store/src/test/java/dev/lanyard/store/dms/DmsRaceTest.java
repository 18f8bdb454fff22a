// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.dms.ConversionTimes;
import dev.lanyard.core.dms.DmsQuotas;
import dev.lanyard.core.dms.DmsSections;
import dev.lanyard.core.dms.DmsSections.Neighbours;
import dev.lanyard.core.dms.NetworkDirectory;
import dev.lanyard.core.dms.Place;
import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Invocation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.UndeclaredFaults;
import dev.lanyard.core.op.Witness;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is deleted while something new comes to stand on it: one of the two wins, and nothing refers to what is gone.
class DmsRaceTest {
    private static final int LANES = 4;

    private static final Map<String, Object> PROFILE = Map.of("InstanceProfileIdentifier", "p");
    private static final Map<String, Object> PROJECT = Map.of("MigrationProjectIdentifier", "move");
    private static final Map<String, Object> GROUP = Map.of("ReplicationSubnetGroupIdentifier", "net");
    private static final Map<String, Object> NEW_PROFILE = Map.of("InstanceProfileName", "p");
    private static final Map<String, Object> NEW_PROFILE_IN_GROUP =
            Map.of("InstanceProfileName", "p", "SubnetGroupIdentifier", "net");
    private static final Map<String, Object> NEW_PROJECT = Map.of(
            "MigrationProjectName",
            "move",
            "InstanceProfileIdentifier",
            "p",
            "SourceDataProviderDescriptors",
            List.of(Map.of("DataProviderIdentifier", "my")),
            "TargetDataProviderDescriptors",
            List.of(Map.of("DataProviderIdentifier", "my")));
    private static final Map<String, Object> NEW_GROUP = Map.of(
            "ReplicationSubnetGroupIdentifier",
            "net",
            "ReplicationSubnetGroupDescription",
            "d",
            "SubnetIds",
            List.of("subnet-a", "subnet-b"));
    private static final Map<String, Object> NEW_PROVIDER = Map.of(
            "DataProviderName",
            "my",
            "Engine",
            "mysql",
            "Settings",
            Map.of("MySqlSettings", Map.of("ServerName", "db")));

    /// Of each race 10,000 rounds altogether: half on SQLite, in memory and in a file, half on PostgreSQL.
    private static int rounds(Store store) {
        return store == Store.POSTGRESQL ? 5_000 : 2_500;
    }

    @ParameterizedTest
    @EnumSource
    void profileGoesOrGetsItsProject(Store store, @TempDir Path directory) throws Exception {
        rounds(store, directory, lane -> {
            lane.call("CreateInstanceProfile", NEW_PROFILE);
            String project = lane.race(
                    () -> lane.call("DeleteInstanceProfile", PROFILE),
                    () -> lane.call("CreateMigrationProject", NEW_PROJECT));
            boolean made = project.equals("ok");
            assertThat(lane.call("DeleteMigrationProject", PROJECT)).isEqualTo(made ? "ok" : "ResourceNotFoundFault");
            assertThat(lane.call("DeleteInstanceProfile", PROFILE)).isEqualTo(made ? "ok" : "ResourceNotFoundFault");
        });
    }

    @ParameterizedTest
    @EnumSource
    void groupGoesOrGetsItsProfile(Store store, @TempDir Path directory) throws Exception {
        rounds(store, directory, lane -> {
            lane.call("CreateReplicationSubnetGroup", NEW_GROUP);
            String profile = lane.race(
                    () -> lane.call("DeleteReplicationSubnetGroup", GROUP),
                    () -> lane.call("CreateInstanceProfile", NEW_PROFILE_IN_GROUP));
            boolean made = profile.equals("ok");
            assertThat(lane.call("DeleteInstanceProfile", PROFILE)).isEqualTo(made ? "ok" : "ResourceNotFoundFault");
            assertThat(lane.call("DeleteReplicationSubnetGroup", GROUP))
                    .isEqualTo(made ? "ok" : "ResourceNotFoundFault");
        });
    }

    private interface Round {
        void run(Lane lane) throws Exception;
    }

    /// Runs the rounds in several regions at a time, so that strangers are in each other's way too.
    private static void rounds(Store store, Path directory, Round round) throws Exception {
        try (Database database = store.open(directory);
                ExecutorService lanes = Executors.newFixedThreadPool(LANES);
                ExecutorService racers = Executors.newFixedThreadPool(2 * LANES)) {
            Dispatcher dispatcher = dispatcher(database);
            List<Callable<Void>> all = IntStream.range(0, LANES)
                    .<Callable<Void>>mapToObj(number -> () -> {
                        Lane lane = new Lane(dispatcher, new Region("region-" + number), racers);
                        lane.call("CreateDataProvider", NEW_PROVIDER);
                        for (int i = 0; i < rounds(store) / LANES; i++) {
                            round.run(lane);
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : lanes.invokeAll(all)) {
                done.get();
            }
        }
    }

    private static Dispatcher dispatcher(Database database) {
        return new Dispatcher(
                DmsSections.of(
                                SqlDms.in(database),
                                new Neighbours(new TwoSubnets(), (_, _, _) -> Trust.GRANTED),
                                DmsQuotas.AWS,
                                ConversionTimes.ZERO,
                                new Ids(new Random(1)))
                        .all(),
                Authorizer.NOBODY_ASKS,
                database,
                Witness.NOBODY,
                UndeclaredFaults.FORBIDDEN);
    }

    /// One region in which rounds follow one another.
    private record Lane(Dispatcher dispatcher, Region region, ExecutorService racers) {

        /// @return how the second ended, once it is sure that exactly one of the two succeeded
        String race(Callable<String> delete, Callable<String> create) throws Exception {
            CyclicBarrier start = new CyclicBarrier(2);
            Future<String> first = racers.submit(() -> {
                start.await();
                return delete.call();
            });
            Future<String> second = racers.submit(() -> {
                start.await();
                return create.call();
            });
            assertThat(first.get() + ", " + second.get())
                    .isIn("ok, ResourceNotFoundFault", "InvalidResourceStateFault, ok");
            return second.get();
        }

        /// @return `ok` or the code of the fault
        String call(String operation, Map<String, Object> input) {
            return call(dispatcher.find("dms", operation).orElseThrow(), input);
        }

        private <I extends Record, O extends Record> String call(
                Dispatcher.Bound<I, O> bound, Map<String, Object> input) {
            Call call = new Call(
                    new Caller.Root(new AccountId("000000000000")),
                    region,
                    Instant.EPOCH,
                    "id",
                    new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
            try {
                Invocation invocation = new Invocation(call);
                invocation.understand(bound.operation(), input);
                dispatcher.call(bound, invocation);
                return "ok";
            } catch (Fault fault) {
                return fault.code().code();
            }
        }
    }

    private static final class TwoSubnets implements NetworkDirectory {
        @Override
        public List<Subnet> subnets(Place place, List<String> ids) {
            return List.of(new Subnet("subnet-a", "vpc", "a"), new Subnet("subnet-b", "vpc", "b"));
        }

        @Override
        public List<SecurityGroup> securityGroups(Place place, List<String> ids) {
            return List.of();
        }

        @Override
        public List<Subnet> defaultSubnets(Place place) {
            return List.of();
        }

        @Override
        public Set<String> zones(Place place) {
            return Set.of("a", "b");
        }
    }
}
