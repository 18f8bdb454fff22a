// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Tag;

class CrashTest {
    private static final int WRITERS = 8;
    private static final int WRITES_BEFORE_THE_END = 400;
    private static final List<Tag> TAGS = List.of(
            Tag.builder().key("one").value("1").build(),
            Tag.builder().key("two").value("2").build());

    /// What the server has acknowledged last about a profile.
    private enum Acknowledged {
        CREATED,
        FILLED,
        DELETED
    }

    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_THE_END);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEMORY")
    void whatWasAcknowledgedSurvivesSigkillAndNothingIsHalfThere(Engine engine, @TempDir Path directory)
            throws IOException, InterruptedException {
        List<String> database = engine.freshDatabase(directory);
        try (Server server = Server.start(database);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            try (IamClient iam = client(server.endpoint())) {
                iam.createRole(in -> in.roleName("role").assumeRolePolicyDocument(Trust.EC2));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                String prefix = "w" + i + "-";
                writers.add(threads.submit(() -> write(server.endpoint(), prefix)));
            }
            enough.await();
            server.kill();
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(writers).allMatch(writer -> writer.state() == Future.State.SUCCESS);
        }
        try (Server server = Server.start(database);
                IamClient iam = client(server.endpoint())) {
            assertKept(iam);
        }
    }

    private static IamClient client(URI endpoint) {
        return Sdk.connect(
                IamClient.builder().overrideConfiguration(in -> in.retryStrategy(AwsRetryStrategy.doNotRetry())),
                endpoint);
    }

    /// Creates profiles, fills them with the role and deletes every third, until the server is gone.
    private void write(URI endpoint, String prefix) {
        try (IamClient iam = client(endpoint)) {
            for (int i = 0; ; i++) {
                String name = prefix + i;
                iam.createInstanceProfile(in -> in.instanceProfileName(name).tags(TAGS));
                acknowledge(name, Acknowledged.CREATED);
                iam.addRoleToInstanceProfile(in -> in.instanceProfileName(name).roleName("role"));
                acknowledge(name, Acknowledged.FILLED);
                if (i % 3 == 0) {
                    iam.removeRoleFromInstanceProfile(
                            in -> in.instanceProfileName(name).roleName("role"));
                    iam.deleteInstanceProfile(in -> in.instanceProfileName(name));
                    acknowledge(name, Acknowledged.DELETED);
                }
            }
        } catch (SdkClientException theServerIsGone) {
            return;
        }
    }

    private void acknowledge(String name, Acknowledged what) {
        acknowledged.put(name, what);
        enough.countDown();
    }

    private void assertKept(IamClient iam) {
        Map<String, InstanceProfile> kept = iam.listInstanceProfilesPaginator().instanceProfiles().stream()
                .collect(Collectors.toMap(InstanceProfile::instanceProfileName, profile -> profile));
        // What a third of the profiles go through next may have been done without an answer.
        acknowledged.forEach((name, what) -> {
            boolean wouldGoNext = Integer.parseInt(name.substring(name.indexOf('-') + 1)) % 3 == 0;
            Optional<InstanceProfile> profile = Optional.ofNullable(kept.get(name));
            switch (what) {
                case CREATED -> assertThat(profile).as(name).isPresent();
                case FILLED ->
                    assertThat(wouldGoNext || holdsTheRole(profile)).as(name).isTrue();
                case DELETED -> assertThat(profile).as(name).isEmpty();
            }
        });
        assertThat(kept.size()).isBetween(WRITES_BEFORE_THE_END / 8, acknowledged.size() + WRITERS);
        for (InstanceProfile listed : kept.values()) {
            InstanceProfile whole = iam.getInstanceProfile(in -> in.instanceProfileName(listed.instanceProfileName()))
                    .instanceProfile();
            assertThat(whole.tags()).containsExactlyElementsOf(TAGS);
            assertThat(whole.toBuilder().tags((List<Tag>) null).build()).isEqualTo(listed);
        }
        assertThat(iam.listInstanceProfilesForRolePaginator(in -> in.roleName("role"))
                        .instanceProfiles())
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactlyInAnyOrderElementsOf(kept.values().stream()
                        .filter(profile -> holdsTheRole(Optional.of(profile)))
                        .map(InstanceProfile::instanceProfileName)
                        .toList());
    }

    private static boolean holdsTheRole(Optional<InstanceProfile> profile) {
        return profile.isPresent() && profile.get().roles().size() == 1;
    }
}
