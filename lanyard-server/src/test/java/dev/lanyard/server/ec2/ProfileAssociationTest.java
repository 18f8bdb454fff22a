// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProfileAssociationTest {
    private final Ec2Client aws = Ec2Client.start();

    @BeforeEach
    void makeProfiles() {
        aws.profile("a");
        aws.profile("b");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private Answer associate(String instance, String profile) {
        return aws.ec2("AssociateIamInstanceProfile", "InstanceId", instance, "IamInstanceProfile.Name", profile);
    }

    private Answer replace(String association, String profile) {
        return aws.ec2(
                "ReplaceIamInstanceProfileAssociation",
                "AssociationId",
                association,
                "IamInstanceProfile.Name",
                profile);
    }

    private Answer disassociate(String association) {
        return aws.ec2("DisassociateIamInstanceProfile", "AssociationId", association);
    }

    private Answer of(String instance) {
        return aws.done(
                "DescribeIamInstanceProfileAssociations", "Filter.1.Name", "instance-id", "Filter.1.Value.1", instance);
    }

    private Answer described(String instance) {
        return aws.done("DescribeInstances", "InstanceId.1", instance);
    }

    @Test
    void associateGoesFromAssociatingToAssociated() {
        String instance = aws.running();
        Answer answer = associate(instance, "a");
        assertThat(answer.text("associationId")).matches("iip-assoc-[0-9a-f]{17}");
        assertThat(answer.text("state")).isEqualTo("associating");
        assertThat(answer.text("instanceId")).isEqualTo(instance);
        assertThat(answer.text("arn")).isEqualTo("arn:aws:iam::000000000000:instance-profile/a");
        assertThat(answer.text("id")).matches("AIPA[A-Z2-7]{17}");
        assertThat(answer.has("timestamp")).isFalse();
        assertThat(of(instance).text("state")).isEqualTo("associating");
        aws.wire.clock().advance(Duration.ofMillis(500));
        Answer settled = of(instance);
        assertThat(settled.text("state")).isEqualTo("associated");
        assertThat(settled.text("timestamp")).isEqualTo("2026-02-12T11:27:49.000Z");
        assertThat(described(instance).text("iamInstanceProfile")).contains("instance-profile/a</arn>");
    }

    @Test
    void stoppedInstanceCanPutOnAProfileButNoInstanceOnItsWayCan() {
        String stopped = aws.stopped();
        assertThat(associate(stopped, "a").status()).isEqualTo(200);
        String pending = aws.launch("InstanceType", "t3.micro").text("instanceId");
        assertThat(associate(pending, "a").fault())
                .isEqualTo("IncorrectInstanceState: The instance '" + pending
                        + "' is not in the 'running' or 'stopped' states.");
        aws.done("TerminateInstances", "InstanceId.1", pending);
        assertThat(associate(pending, "a").fault()).startsWith("IncorrectInstanceState: ");
    }

    @Test
    void instanceWearsOneProfileAtMost() {
        String instance = aws.running();
        associate(instance, "a");
        String existing = "IncorrectState: There is an existing association for instance " + instance;
        assertThat(associate(instance, "b").fault()).isEqualTo(existing);
        aws.later();
        assertThat(associate(instance, "b").fault()).isEqualTo(existing);
    }

    @Test
    void associateNamesWhatIsMissing() {
        String instance = aws.running();
        assertThat(associate("i-0123456789abcdef0", "a").fault())
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist");
        assertThat(associate("ma1", "a").fault()).startsWith("InvalidInstanceID.Malformed: Invalid id: \"ma1\"");
        assertThat(aws.ec2("AssociateIamInstanceProfile", "InstanceId", instance)
                        .fault())
                .isEqualTo("MissingParameter: The request must contain the parameter IamInstanceProfile");
    }

    @Test
    void profilesAreNamedExactly() {
        String instance = aws.running();
        for (String name : new String[] {"nope", "A", "/path/a", "arn:aws:iam::000000000000:instance-profile/a"}) {
            assertThat(associate(instance, name).fault())
                    .isEqualTo("InvalidParameterValue: Value (" + name
                            + ") for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name");
        }
        for (String arn : new String[] {
            "arn:aws:iam::000000000000:instance-profile/A",
            "arn:aws:iam::111111111111:instance-profile/a",
            "arn:aws:iam::000000000000:instance-profile/path/a",
            "a"
        }) {
            assertThat(aws.ec2("AssociateIamInstanceProfile", "InstanceId", instance, "IamInstanceProfile.Arn", arn)
                            .fault())
                    .isEqualTo("InvalidParameterValue: Value (" + arn
                            + ") for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN");
        }
        assertThat(aws.done(
                                "AssociateIamInstanceProfile",
                                "InstanceId",
                                instance,
                                "IamInstanceProfile.Arn",
                                "arn:aws:iam::000000000000:instance-profile/a")
                        .text("state"))
                .isEqualTo("associating");
    }

    @Test
    void profileIsNamedOnceAndHoldsARole() {
        String instance = aws.running();
        assertThat(aws.ec2(
                                "AssociateIamInstanceProfile",
                                "InstanceId",
                                instance,
                                "IamInstanceProfile.Arn",
                                "x",
                                "IamInstanceProfile.Name",
                                "a")
                        .fault())
                .isEqualTo("InvalidParameterCombination: The parameter 'iamInstanceProfile.name' may not be used in"
                        + " combination with 'iamInstanceProfile.arn'");
        aws.iam("CreateInstanceProfile", "InstanceProfileName", "empty", "Path", "/x/");
        assertThat(associate(instance, "empty").fault())
                .isEqualTo("InvalidParameterValue: IAM Instance Profile"
                        + " \"arn:aws:iam::000000000000:instance-profile/x/empty\" has no associated IAM Roles");
    }

    @Test
    void replaceMakesANewAssociationAndEndsTheOldOne() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        String first = of(instance).text("associationId");
        Answer replaced = replace(first, "b");
        String second = replaced.text("associationId");
        assertThat(second).matches("iip-assoc-[0-9a-f]{17}").isNotEqualTo(first);
        assertThat(replaced.text("state")).isEqualTo("associating");
        assertThat(described(instance).text("iamInstanceProfile")).contains("instance-profile/b</arn>");
        Answer both = of(instance);
        assertThat(both.count("item")).isEqualTo(2);
        assertThat(both.text("associationId")).isEqualTo(second);
        assertThat(both.body()).contains("<state>disassociating</state>");
        aws.later();
        Answer one = of(instance);
        assertThat(one.count("item")).isEqualTo(1);
        assertThat(one.text("associationId")).isEqualTo(second);
        assertThat(one.text("state")).isEqualTo("associated");
    }

    @Test
    void replaceNeedsARunningInstanceAndTheActiveAssociation() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        String first = of(instance).text("associationId");
        replace(first, "b");
        String inactive = "IncorrectState: The association " + first + " is not the active association";
        assertThat(replace(first, "a").fault()).isEqualTo(inactive);
        assertThat(disassociate(first).fault()).isEqualTo(inactive);
        String second = of(instance).text("associationId");
        aws.done("StopInstances", "InstanceId.1", instance);
        aws.later();
        assertThat(replace(second, "a").fault())
                .isEqualTo("IncorrectState: The association " + second + " is not the active association");
    }

    @Test
    void disassociateAnswersTheSameAssociationWhichThenVanishes() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        String association = of(instance).text("associationId");
        Answer ended = disassociate(association);
        assertThat(ended.text("associationId")).isEqualTo(association);
        assertThat(ended.text("state")).isEqualTo("disassociating");
        assertThat(described(instance).has("iamInstanceProfile")).isFalse();
        assertThat(of(instance).text("state")).isEqualTo("disassociating");
        assertThat(disassociate(association).fault())
                .isEqualTo("IncorrectState: The association " + association + " is not the active association");
        aws.later();
        assertThat(of(instance).count("item")).isZero();
        assertThat(disassociate(association).fault())
                .isEqualTo(
                        "InvalidAssociationID.NotFound: An invalid association-id of '" + association + "' was given");
    }

    @Test
    void anotherProfileCanBePutOnWhileTheOldOneGoes() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        disassociate(of(instance).text("associationId"));
        assertThat(associate(instance, "b").text("state")).isEqualTo("associating");
        Answer both = of(instance);
        assertThat(both.count("item")).isEqualTo(2);
        assertThat(both.text("arn")).endsWith("/b");
    }

    @Test
    void associationIdsAreOfOneForm() {
        for (String id : new String[] {"i-0123456789abcdef0", "iip-assoc-", "iip-assoc-0123456789ABCDEF0", "x"}) {
            assertThat(disassociate(id).fault()).isEqualTo("InvalidParameterValue: Invalid value for associationId.");
            assertThat(replace(id, "a").fault()).isEqualTo("InvalidParameterValue: Invalid value for associationId.");
        }
        String unknown = "InvalidAssociationID.NotFound: An invalid association-id of 'iip-assoc-0123456789abcdef0'"
                + " was given";
        assertThat(disassociate("iip-assoc-0123456789abcdef0").fault()).isEqualTo(unknown);
        assertThat(replace("iip-assoc-0123456789abcdef0", "a").fault()).isEqualTo(unknown);
        assertThat(aws.ec2("DescribeIamInstanceProfileAssociations", "AssociationId.1", "iip-assoc-0123456789abcdef0")
                        .fault())
                .isEqualTo(unknown);
    }

    @Test
    void stopAndStartKeepTheAssociation() {
        String instance = aws.stopped("IamInstanceProfile.Name", "a");
        String association = of(instance).text("associationId");
        assertThat(of(instance).text("state")).isEqualTo("associated");
        aws.done("StartInstances", "InstanceId.1", instance);
        assertThat(of(instance).text("associationId")).isEqualTo(association);
        assertThat(of(instance).text("state")).isEqualTo("associated");
    }

    @Test
    void terminatedInstanceWearsNothing() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        aws.done("TerminateInstances", "InstanceId.1", instance);
        aws.later();
        assertThat(of(instance).count("item")).isZero();
        assertThat(described(instance).has("iamInstanceProfile")).isFalse();
    }

    @Test
    void associationKeepsAProfileThatIamDeletes() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        String id = of(instance).text("id");
        aws.iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", "a", "RoleName", "a-role");
        aws.iam("DeleteInstanceProfile", "InstanceProfileName", "a");
        aws.profile("a2");
        aws.iam("CreateInstanceProfile", "InstanceProfileName", "a");
        assertThat(of(instance).text("id")).isEqualTo(id);
        assertThat(described(instance).text("iamInstanceProfile")).contains("<id>" + id + "</id>");
    }

    @Test
    void describeFiltersByInstanceAndState() {
        String one = aws.running("IamInstanceProfile.Name", "a");
        String two = aws.running("IamInstanceProfile.Name", "b");
        disassociate(of(two).text("associationId"));
        assertThat(byState("associated").text("instanceId")).isEqualTo(one);
        assertThat(byState("disassociating").text("instanceId")).isEqualTo(two);
        assertThat(byState("associat*").count("item")).isEqualTo(1);
        assertThat(of("i-0123456789abcdef0").count("item")).isZero();
        assertThat(of("i-*").count("item")).isEqualTo(2);
        assertThat(of("nonsense").count("item")).isZero();
        assertThat(aws.ec2(
                                "DescribeIamInstanceProfileAssociations",
                                "Filter.1.Name",
                                "colour",
                                "Filter.1.Value.1",
                                "red")
                        .fault())
                .isEqualTo("InvalidParameterValue: The filter 'colour' is invalid");
    }

    @Test
    void describeFindsWhatIsFarDownTheList() {
        String going = aws.running("IamInstanceProfile.Name", "b");
        aws.launch("InstanceType", "t3.micro", "MinCount", "150", "MaxCount", "150", "IamInstanceProfile.Name", "a");
        aws.later();
        disassociate(of(going).text("associationId"));
        Answer page = aws.done(
                "DescribeIamInstanceProfileAssociations",
                "MaxResults",
                "5",
                "Filter.1.Name",
                "state",
                "Filter.1.Value.1",
                "disassociating");
        assertThat(page.count("item")).isEqualTo(1);
        assertThat(page.text("instanceId")).isEqualTo(going);
        assertThat(page.has("nextToken")).isFalse();
    }

    private Answer byState(String state) {
        return aws.done("DescribeIamInstanceProfileAssociations", "Filter.1.Name", "state", "Filter.1.Value.1", state);
    }

    @Test
    void describePagesThroughAllOnce() {
        for (int i = 0; i < 12; i++) {
            aws.running("IamInstanceProfile.Name", "a");
        }
        Set<String> seen = new TreeSet<>();
        Answer page = aws.done("DescribeIamInstanceProfileAssociations", "MaxResults", "5");
        int pages = 1;
        while (true) {
            assertThat(page.count("item")).isLessThanOrEqualTo(5);
            for (String part : page.body().split("<associationId>")) {
                if (part.startsWith("iip")) {
                    seen.add(part.substring(0, 27));
                }
            }
            if (!page.has("nextToken")) {
                break;
            }
            pages++;
            page = aws.done(
                    "DescribeIamInstanceProfileAssociations", "MaxResults", "5", "NextToken", page.text("nextToken"));
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(12);
        assertThat(aws.ec2("DescribeIamInstanceProfileAssociations", "MaxResults", "4")
                        .fault())
                .isEqualTo("InvalidParameterValue: Value ( 4 ) for parameter maxResults is invalid. Expecting a value"
                        + " greater than 5.");
        assertThat(aws.ec2(
                                "DescribeIamInstanceProfileAssociations",
                                "MaxResults",
                                "5",
                                "AssociationId.1",
                                seen.iterator().next())
                        .fault())
                .startsWith("InvalidParameterCombination: ");
    }

    @Test
    void accountsAndRegionsAreApart() {
        String instance = aws.running("IamInstanceProfile.Name", "a");
        String association = of(instance).text("associationId");
        for (var other : new dev.lanyard.server.Wire[] {aws.wire.as("111111111111"), aws.wire.in("eu-west-1")}) {
            assertThat(other.ec2("DescribeIamInstanceProfileAssociations").count("item"))
                    .isZero();
            assertThat(other.ec2("DisassociateIamInstanceProfile", "AssociationId", association)
                            .fault())
                    .startsWith("InvalidAssociationID.NotFound: ");
        }
    }

    @Test
    void oneOfManyAssociatesAtOnceWins() throws Exception {
        String instance = aws.running();
        int racers = 32;
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Answer>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            for (int i = 0; i < racers; i++) {
                String profile = i % 2 == 0 ? "a" : "b";
                outcomes.add(threads.submit(() -> {
                    start.await();
                    return associate(instance, profile);
                }));
            }
            start.countDown();
        }
        int winners = 0;
        for (Future<Answer> outcome : outcomes) {
            if (outcome.get().status() == 200) {
                winners++;
            } else {
                assertThat(outcome.get().fault())
                        .isEqualTo("IncorrectState: There is an existing association for instance " + instance);
            }
        }
        assertThat(winners).isEqualTo(1);
        assertThat(of(instance).count("item")).isEqualTo(1);
    }

    @Test
    void dryRunsTellTheVerdictAndChangeNothing() {
        String instance = aws.running();
        assertThat(aws.ec2(
                                "AssociateIamInstanceProfile",
                                "InstanceId",
                                instance,
                                "IamInstanceProfile.Name",
                                "a",
                                "DryRun",
                                "true")
                        .fault())
                .isEqualTo("DryRunOperation: Request would have succeeded, but DryRun flag is set.");
        assertThat(of(instance).has("associationId")).isFalse();
    }
}
