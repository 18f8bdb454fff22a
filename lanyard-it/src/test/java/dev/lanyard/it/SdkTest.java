// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.waiters.WaiterResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.waiters.Ec2Waiter;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;

/// What only the AWS SDK for Java shows: its exceptions, waiters, paginators, retries and its clock.
class SdkTest {
    @AutoClose
    private final Node node = Node.start(Options.onFreePorts().build());

    private final Attempts attempts = new Attempts();

    @AutoClose
    private final IamClient iam = Sdk.connect(attempts.countedBy(IamClient.builder()), node.endpoint());

    SdkTest() throws StartFailure {}

    @Test
    void faultIsItsOwnExceptionWithStatusAndRequestId() {
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
        EntityAlreadyExistsException taken = catchThrowableOfType(
                EntityAlreadyExistsException.class, () -> iam.createInstanceProfile(in -> in.instanceProfileName("p")));
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.awsErrorDetails().errorCode()).isEqualTo("EntityAlreadyExists");
        assertThat(taken.awsErrorDetails().serviceName()).isEqualTo("Iam");
        assertThat(taken.requestId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(taken.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amzn-RequestId"))
                .contains(taken.requestId());

        NoSuchEntityException missing = catchThrowableOfType(
                NoSuchEntityException.class, () -> iam.getInstanceProfile(in -> in.instanceProfileName("q")));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.requestId()).isNotEqualTo(taken.requestId());
    }

    @Test
    void noFaultOfTheCallerIsRetried() {
        iam.createInstanceProfile(in -> in.instanceProfileName("p"));
        iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(Trust.EC2));
        iam.addRoleToInstanceProfile(in -> in.instanceProfileName("p").roleName("r"));
        List<Consumer<IamClient>> refused = List.of(
                it -> it.getInstanceProfile(in -> in.instanceProfileName("missing")),
                it -> it.createInstanceProfile(in -> in.instanceProfileName("p")),
                it -> it.addRoleToInstanceProfile(
                        in -> in.instanceProfileName("p").roleName("r")),
                it -> it.deleteInstanceProfile(in -> in.instanceProfileName("p")),
                it -> it.createInstanceProfile(in -> in.instanceProfileName("not a name")),
                it -> it.createRole(in -> in.roleName("bad").assumeRolePolicyDocument("no policy")));
        for (Consumer<IamClient> call : refused) {
            int before = attempts.sent();
            IamException fault = catchThrowableOfType(IamException.class, () -> call.accept(iam));
            assertThat(fault.statusCode()).isBetween(400, 499);
            assertThat(attempts.sent()).as(fault.getMessage()).isEqualTo(before + 1);
        }
    }

    @Test
    void waiterSeesAProfileThatComesLater() throws InterruptedException {
        CountDownLatch missed = new CountDownLatch(1);
        attempts.afterAnswer(missed::countDown);
        CompletableFuture<WaiterResponse<GetInstanceProfileResponse>> awaited = CompletableFuture.supplyAsync(
                () -> iam.waiter().waitUntilInstanceProfileExists(in -> in.instanceProfileName("late")));
        missed.await();
        try (IamClient other = Sdk.connect(IamClient.builder(), node.endpoint())) {
            other.createInstanceProfile(in -> in.instanceProfileName("late"));
        }
        WaiterResponse<GetInstanceProfileResponse> response = awaited.join();
        assertThat(response.attemptsExecuted()).isGreaterThan(1);
        assertThat(response.matched().response().orElseThrow().instanceProfile().instanceProfileName())
                .isEqualTo("late");
    }

    @Test
    void waiterSeesAnInstanceComeUpAndGo() {
        try (Ec2Client ec2 = Sdk.connect(Ec2Client.builder(), node.endpoint());
                Ec2Waiter waiter = Ec2Waiter.builder()
                        .client(ec2)
                        .overrideConfiguration(in -> in.maxAttempts(100)
                                .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(100))))
                        .build()) {
            Instance started = ec2.runInstances(
                            in -> in.imageId(Client.IMAGE).minCount(1).maxCount(1))
                    .instances()
                    .getFirst();
            assertThat(started.state().name()).isEqualTo(InstanceStateName.PENDING);
            var running = waiter.waitUntilInstanceRunning(in -> in.instanceIds(started.instanceId()));
            assertThat(running.attemptsExecuted()).isGreaterThan(1);
            ec2.terminateInstances(in -> in.instanceIds(started.instanceId()));
            var terminated = waiter.waitUntilInstanceTerminated(in -> in.instanceIds(started.instanceId()));
            assertThat(terminated.attemptsExecuted()).isGreaterThan(1);
            assertThat(terminated.matched().response()).isPresent();
        }
    }

    @Test
    void paginatorVisitsEveryProfileOnce() {
        List<String> names = IntStream.range(0, 25).mapToObj("p%02d"::formatted).toList();
        names.reversed()
                .forEach(name -> iam.createInstanceProfile(
                        in -> in.instanceProfileName(name).path(name.endsWith("7") ? "/seven/" : "/")));
        List<ListInstanceProfilesResponse> pages =
                iam.listInstanceProfilesPaginator(in -> in.maxItems(7)).stream().toList();
        assertThat(pages).extracting(page -> page.instanceProfiles().size()).containsExactly(7, 7, 7, 4);
        assertThat(pages)
                .extracting(ListInstanceProfilesResponse::isTruncated)
                .containsExactly(true, true, true, false);
        assertThat(pages)
                .flatExtracting(ListInstanceProfilesResponse::instanceProfiles)
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactlyElementsOf(names);
        assertThat(iam.listInstanceProfilesPaginator(
                                in -> in.pathPrefix("/seven/").maxItems(2))
                        .instanceProfiles())
                .extracting(InstanceProfile::instanceProfileName)
                .containsExactly("p07", "p17");
    }

    @Test
    void tagsComeBackAsTheyWereGiven() {
        List<Tag> tags = List.of(
                tag("plain", "value"), tag("signs", "a+b = c/d:e@f_g-h.i"), tag("Größe", "日本 語"), tag("empty", ""));
        assertThat(iam.createInstanceProfile(in -> in.instanceProfileName("p").tags(tags))
                        .instanceProfile()
                        .tags())
                .containsExactlyInAnyOrderElementsOf(tags);
        iam.tagInstanceProfile(in -> in.instanceProfileName("p").tags(tag("plain", "new"), tag("more", "1")));
        iam.untagInstanceProfile(in -> in.instanceProfileName("p").tagKeys("signs", "empty"));
        assertThat(iam.listInstanceProfileTagsPaginator(
                                in -> in.instanceProfileName("p").maxItems(1))
                        .tags())
                .containsExactlyInAnyOrder(tag("plain", "new"), tag("Größe", "日本 語"), tag("more", "1"));
        assertThat(iam.getInstanceProfile(in -> in.instanceProfileName("p"))
                        .instanceProfile()
                        .tags())
                .hasSize(3);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void onlyTheRightSecretOfAKnownKeyIsLetIn() {
        try (StsClient wrong = Sdk.connect(StsClient.builder(), node.endpoint(), "test", "guessed");
                IamClient unknown = Sdk.connect(IamClient.builder(), node.endpoint(), "AKIAIOSFODNN7EXAMPLE", "test");
                StsClient other = Sdk.connect(StsClient.builder(), node.endpoint(), "123456789012", "test")) {
            assertFault(wrong::getCallerIdentity, 403, "SignatureDoesNotMatch");
            assertFault(unknown::listInstanceProfiles, 403, "InvalidClientTokenId");
            assertThat(other.getCallerIdentity().account()).isEqualTo("123456789012");
        }
    }

    private static void assertFault(Runnable call, int status, String code) {
        AwsServiceException fault = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(fault.statusCode()).isEqualTo(status);
        assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code);
    }
}
