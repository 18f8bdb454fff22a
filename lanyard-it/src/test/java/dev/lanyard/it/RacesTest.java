// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.databasemigration.DatabaseMigrationClient;
import software.amazon.awssdk.services.databasemigration.model.DataProviderDescriptorDefinition;
import software.amazon.awssdk.services.databasemigration.model.MigrationProject;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/// Whoever comes first wins, and only one comes first.
@ParameterizedClass
@EnumSource
class RacesTest {
    private static final int THREADS = 32;
    private static final int ROUNDS = 5;

    @Parameter
    private Engine engine;

    private final List<Node> nodes = new ArrayList<>();
    private final List<IamClient> clients = new ArrayList<>();
    private IamClient iam;

    @BeforeEach
    void open(@TempDir Path directory) throws StartFailure {
        Options options = engine.options(directory);
        // Only PostgreSQL has several nodes, and then the runners are spread over them.
        for (int i = 0; i < (engine == Engine.POSTGRESQL ? 2 : 1); i++) {
            Node node = Node.start(options);
            nodes.add(node);
            clients.add(connect(IamClient.builder(), node));
        }
        iam = clients.getFirst();
    }

    @AfterEach
    void close() {
        clients.forEach(IamClient::close);
        nodes.forEach(Node::close);
    }

    private static <B extends AwsClientBuilder<B, C>, C> C connect(B builder, Node node) {
        builder.overrideConfiguration(in -> in.retryStrategy(AwsRetryStrategy.doNotRetry()));
        return Sdk.connect(builder, node.endpoint());
    }

    /// The client of one of many runners.
    private static <C> C of(List<C> clients, int runner) {
        return clients.get(runner % clients.size());
    }

    @Test
    void oneOfManyCreatesTheProfile() {
        List<String> faults = race(i -> of(clients, i)
                .createInstanceProfile(in -> in.instanceProfileName("p").path("/" + i + "/")));
        assertOneWins(faults, "EntityAlreadyExists");
        assertThat(iam.listInstanceProfiles().instanceProfiles()).hasSize(1);
    }

    @Test
    void oneOfTwoRolesEntersTheProfile() {
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
        List<String> roles = List.of("even", "odd");
        roles.forEach(role -> iam.createRole(in -> in.roleName(role).assumeRolePolicyDocument(Trust.EC2)));
        List<String> faults = race(i -> of(clients, i)
                .addRoleToInstanceProfile(in -> in.instanceProfileName("p").roleName(roles.get(i / 2 % 2))));
        assertOneWins(faults, "LimitExceeded");
        assertThat(iam.getInstanceProfile(in -> in.instanceProfileName("p"))
                        .instanceProfile()
                        .roles())
                .hasSize(1);
    }

    @Test
    void oneOfTwoProfilesIsPutOnTheInstance() {
        List<String> profiles = List.of("even", "odd");
        iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(Trust.EC2));
        for (String profile : profiles) {
            iam.createInstanceProfile(in -> in.instanceProfileName(profile));
            iam.addRoleToInstanceProfile(in -> in.instanceProfileName(profile).roleName("r"));
        }
        List<Ec2Client> ec2 =
                nodes.stream().map(node -> connect(Ec2Client.builder(), node)).toList();
        String instance = ec2.getFirst()
                .runInstances(in -> in.imageId(Client.IMAGE).minCount(1).maxCount(1))
                .instances()
                .getFirst()
                .instanceId();
        ec2.getFirst().waiter().waitUntilInstanceRunning(in -> in.instanceIds(instance));
        List<String> faults = race(i -> of(ec2, i)
                .associateIamInstanceProfile(
                        in -> in.instanceId(instance).iamInstanceProfile(it -> it.name(profiles.get(i / 2 % 2)))));
        assertOneWins(faults, "IncorrectState");
        assertThat(ec2.getFirst().describeIamInstanceProfileAssociations().iamInstanceProfileAssociations())
                .hasSize(1);
        ec2.forEach(Ec2Client::close);
    }

    @Test
    void profileOfDmsGoesOrGetsItsProjects() {
        List<DatabaseMigrationClient> dms = nodes.stream()
                .map(node -> connect(DatabaseMigrationClient.builder(), node))
                .toList();
        DatabaseMigrationClient first = dms.getFirst();
        first.createDataProvider(in -> in.dataProviderName("my")
                .engine("mysql")
                .settings(it -> it.mySqlSettings(mysql -> mysql.serverName("db"))));
        for (int round = 0; round < ROUNDS; round++) {
            first.createInstanceProfile(in -> in.instanceProfileName("p"));
            List<String> faults = race(i -> {
                if (i % 2 == 0) {
                    of(dms, i / 2).deleteInstanceProfile(in -> in.instanceProfileIdentifier("p"));
                } else {
                    createProject(of(dms, i / 2));
                }
            });
            List<MigrationProject> projects =
                    first.describeMigrationProjects(in -> {}).migrationProjects();
            if (projects.isEmpty()) {
                assertOneWins(faults, "ResourceNotFoundFault");
            } else {
                assertThat(projects)
                        .hasSize(10)
                        .allSatisfy(it -> assertThat(it.instanceProfileName()).isEqualTo("p"));
                assertThat(faults)
                        .hasSize(THREADS - 10)
                        .containsOnly("InvalidResourceStateFault", "ResourceQuotaExceededFault");
                projects.forEach(it ->
                        first.deleteMigrationProject(in -> in.migrationProjectIdentifier(it.migrationProjectArn())));
                first.deleteInstanceProfile(in -> in.instanceProfileIdentifier("p"));
            }
        }
        dms.forEach(DatabaseMigrationClient::close);
    }

    private static void createProject(DatabaseMigrationClient client) {
        DataProviderDescriptorDefinition both = DataProviderDescriptorDefinition.builder()
                .dataProviderIdentifier("my")
                .build();
        client.createMigrationProject(in -> in.instanceProfileIdentifier("p")
                .sourceDataProviderDescriptors(both)
                .targetDataProviderDescriptors(both));
    }

    private static void assertOneWins(List<String> faults, String others) {
        assertThat(faults).hasSize(THREADS - 1).containsOnly(others);
    }

    /// Makes the same call from many threads at once.
    ///
    /// @return the codes of the faults
    private static List<String> race(IntConsumer call) {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Optional<String>>> runners = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int runner = i;
                runners.add(threads.submit(() -> {
                    start.await();
                    return fault(() -> call.accept(runner));
                }));
            }
        }
        return runners.stream().map(Future::resultNow).flatMap(Optional::stream).toList();
    }

    private static Optional<String> fault(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (AwsServiceException e) {
            return Optional.of(e.awsErrorDetails().errorCode());
        }
    }
}
