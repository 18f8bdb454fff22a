// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.store.sql.DatabaseUrl;
import dev.lanyard.store.sql.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.databasemigration.DatabaseMigrationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// A server whose PostgreSQL is killed under load, and comes back.
class DatabaseAwayTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(BOUND).build();
    private PostgresServer database;
    private Node node;
    private IamClient iam;
    private Ec2Client ec2;
    private DatabaseMigrationClient dms;

    @BeforeEach
    void open() throws Exception {
        database = PostgresServer.ownOrSkip();
        node = Node.start(Options.onFreePorts()
                .databaseUrl(DatabaseUrl.parse(database.freshDatabase()))
                .transitions(Options.Transitions.ZERO)
                .build());
        iam = connect(IamClient.builder());
        ec2 = connect(Ec2Client.builder());
        dms = connect(DatabaseMigrationClient.builder());
    }

    @AfterEach
    void close() throws Exception {
        if (node != null) {
            List.of(iam, ec2, dms).forEach(SdkAutoCloseable::close);
            node.close();
            database.end();
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> C connect(B builder) {
        builder.overrideConfiguration(
                in -> in.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(BOUND));
        return Sdk.connect(builder, node.endpoint());
    }

    @Test
    void everyDoorAnswers503WithinABoundAndAgainAsBeforeWhenItIsBack() throws Exception {
        String instance = ec2.runInstances(
                        in -> in.imageId("ami-0abcdef1234567890").minCount(1).maxCount(1))
                .instances()
                .getFirst()
                .instanceId();
        String metadata = "http://127.0.0.1:" + node.metadata().orElseThrow().port() + "/instances/" + instance
                + "/latest/meta-data/instance-id";
        assertThat(get(metadata).body()).isEqualTo(instance);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> load = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String prefix = "u" + i + "-";
                load.add(threads.submit(() -> createUntil(over, prefix)));
            }
            database.kill();
            assertAway(metadata);
            over.set(true);
            for (Future<?> each : load) {
                assertThat(each).succeedsWithin(BOUND);
            }
        }
        database.restart();
        long until = System.nanoTime() + BOUND.toNanos();
        while (get(node.endpoint() + "/_lanyard/health").statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(until);
        }
        assertThat(get(metadata).body()).isEqualTo(instance);
        assertThat(ec2.describeInstances().reservations()).hasSize(1);
        assertThat(dms.describeInstanceProfiles(in -> in.maxRecords(20)).instanceProfiles())
                .isEmpty();
        iam.createRole(in -> in.roleName("after").assumeRolePolicyDocument(Trust.EC2));
        assertThat(iam.listRoles().roles()).isNotEmpty();
    }

    private void assertAway(String metadata) throws Exception {
        for (int round = 0; round < 3; round++) {
            assertUnavailable(() -> iam.listRoles(), "ServiceUnavailable");
            assertUnavailable(() -> iam.createUser(in -> in.userName("lost")), "ServiceUnavailable");
            assertUnavailable(() -> ec2.describeVpcs(), "Unavailable");
            assertUnavailable(() -> dms.describeInstanceProfiles(in -> in.maxRecords(20)), "ServiceUnavailable");
            for (String url : List.of(
                    metadata,
                    node.endpoint() + "/_lanyard/health",
                    node.endpoint() + "/_lanyard/instances",
                    "http://127.64.0.1:" + node.metadata().orElseThrow().port() + "/latest/meta-data/instance-id")) {
                HttpResponse<String> answer = get(url);
                assertThat(answer.statusCode()).as(url).isEqualTo(503);
                assertThat(answer.headers().firstValue("retry-after")).contains("1");
            }
        }
    }

    private static void assertUnavailable(Runnable call, String code) {
        AwsServiceException refusal = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    }

    private void createUntil(AtomicBoolean over, String prefix) {
        for (int i = 0; !over.get(); i++) {
            String name = prefix + i;
            try {
                iam.createUser(in -> in.userName(name));
            } catch (AwsServiceException e) {
                assertThat(e.statusCode()).as(e.getMessage()).isEqualTo(503);
            }
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(BOUND).build(), HttpResponse.BodyHandlers.ofString());
    }
}
