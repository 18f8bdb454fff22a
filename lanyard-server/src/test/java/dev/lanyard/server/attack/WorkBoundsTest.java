// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import dev.lanyard.server.sts.Actors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ordinary requests within all quotas that would take hours or the whole memory, were only numbers of things bounded.
@Timeout(120)
class WorkBoundsTest {
    private static final Duration A_MOMENT = Duration.ofSeconds(15);

    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);

    @AfterEach
    void stop() {
        root.close();
    }

    private static Answer soon(Supplier<Answer> call) {
        Answer answer = Assertions.assertTimeout(A_MOMENT, call::get);
        assertThat(answer.status()).as(answer.fault()).isLessThan(500);
        return answer;
    }

    /// As much of the pieces as a managed policy has room for.
    private static String list(String piece) {
        List<String> all = new ArrayList<>();
        for (int size = 0; size + piece.length() + 3 < 5_900; size += piece.length() + 3) {
            all.add('"' + piece + '"');
        }
        return String.join(",", all);
    }

    private Wire bound(String statement) {
        Wire ann = actors.user("ann");
        for (int i = 0; i < 10; i++) {
            String arn = ok(root.iam("CreatePolicy", "PolicyName", "p" + i, "PolicyDocument", policy(statement)))
                    .text("Arn");
            ok(root.iam("AttachUserPolicy", "UserName", "ann", "PolicyArn", arn));
        }
        return ann;
    }

    @Test
    void aLongNameOverThePoliciesOfAUserEnds() {
        Wire ann = bound("{\"Effect\":\"Allow\",\"Action\":\"dms:*\",\"Resource\":["
                + list("arn:aws:dms:*" + "a".repeat(2_500) + "b") + "]}");
        String name = "arn:aws:dms:us-east-1:000000000000:instance-profile:" + "a".repeat(900_000);
        Answer answer =
                soon(() -> ann.dms("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\":\"" + name + "\"}"));
        assertThat(answer.text("__type")).isEqualTo("AccessDeniedException");
        Answer denial =
                soon(() -> ann.iam("GetPolicy", "PolicyArn", "arn:aws:iam::000000000000:policy/" + "a".repeat(1_900)));
        assertThat(denial.status()).isEqualTo(403);
    }

    @Test
    void whatWouldBeAllowedIsDeniedWhenItIsTooMuchWork() {
        Wire ann =
                bound("{\"Effect\":\"Allow\",\"Action\":\"dms:*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Action\":"
                        + "\"dms:*\",\"Resource\":\"arn:aws:dms:*" + "a".repeat(2_500) + "b\"}");
        String name = "arn:aws:dms:us-east-1:000000000000:instance-profile:" + "a".repeat(900_000);
        assertThat(soon(() -> ann.dms("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\":\"" + name + "\"}"))
                        .text("__type"))
                .isEqualTo("AccessDeniedException");
        assertThat(soon(() -> ann.dms("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\":\"a\"}"))
                        .text("__type"))
                .isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void whatAUserAgentBringsIntoPoliciesIsBounded() {
        String variables = "${aws:UserAgent}".repeat(300);
        Wire ann = bound("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":"
                + "{\"aws:username\":\"" + variables + "\"}}}");
        Headers headers = new Headers()
                .add("host", "iam.localhost")
                .add("content-type", "application/x-www-form-urlencoded")
                .add("user-agent", "a".repeat(15_000));
        Answer key = ok(root.iam("CreateAccessKey", "UserName", "ann"));
        WireRequest plain = new WireRequest(
                "POST",
                "/",
                "",
                headers,
                "Action=GetUser&Version=2010-05-08&UserName=bob".getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                false);
        SigV4Signer signer = new SigV4Signer(
                key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty(), "us-east-1", "iam");
        assertThat(soon(() -> root.send(signer.sign(plain, root.clock().instant())))
                        .status())
                .isEqualTo(403);
        assertThat(soon(() -> ann.iam("ListUsers")).status()).isEqualTo(403);
    }

    @Test
    void filtersOverManyResourcesEnd() {
        for (int i = 0; i < 5; i++) {
            ok(root.ec2(
                    "RunInstances",
                    "ImageId",
                    "ami-0123456789abcdef0",
                    "InstanceType",
                    "t3.micro",
                    "MinCount",
                    "20",
                    "MaxCount",
                    "20",
                    "TagSpecification.1.ResourceType",
                    "instance",
                    "TagSpecification.1.Tag.1.Key",
                    "a",
                    "TagSpecification.1.Tag.1.Value",
                    "a".repeat(256)));
        }
        List<String> parameters = new ArrayList<>();
        for (int filter = 1; filter <= 20; filter++) {
            parameters.addAll(List.of("Filter." + filter + ".Name", "tag:a"));
            for (int value = 1; value <= 10; value++) {
                parameters.addAll(
                        List.of("Filter." + filter + ".Value." + value, "*" + "a".repeat(120) + value + "*" + filter));
            }
        }
        soon(() -> root.ec2("DescribeInstances", parameters.toArray(String[]::new)));
        assertThat(soon(() -> root.ec2("DescribeInstances", plain())).count("instanceId"))
                .isEqualTo(100);
        for (String operation : List.of("DescribeInstances", "DescribeTags", "DescribeVolumes", "DescribeImages")) {
            soon(() -> root.ec2(operation, stars()));
        }
        assertThat(soon(() -> root.ec2("DescribeInstances", stars())).fault())
                .isEqualTo("FilterLimitExceeded: The filters specified on a single call take too much work. Use fewer"
                        + " values or wildcards.");
    }

    /// As many values as a filter may have, of which the last fits.
    private static String[] plain() {
        List<String> parameters = new ArrayList<>(List.of("Filter.1.Name", "tag:a", "Filter.1.Value.200", "a*"));
        for (int value = 1; value < 200; value++) {
            parameters.addAll(List.of("Filter.1.Value." + value, "a".repeat(255) + value));
        }
        return parameters.toArray(String[]::new);
    }

    /// As many values, of which the last fits after all others nearly did.
    private static String[] stars() {
        List<String> parameters = new ArrayList<>(List.of("Filter.1.Name", "tag:a", "Filter.1.Value.200", "*"));
        for (int value = 1; value < 200; value++) {
            parameters.addAll(List.of("Filter.1.Value." + value, "*" + "a".repeat(120) + "?b" + value));
        }
        return parameters.toArray(String[]::new);
    }

    @Test
    void tagsOfManyResourcesAreBounded() {
        List<String> parameters = new ArrayList<>();
        for (int i = 1; i <= 1_001; i++) {
            parameters.addAll(List.of("ResourceId." + i, "i-%017x".formatted(i)));
        }
        for (String operation : List.of("CreateTags", "DeleteTags")) {
            List<String> all = new ArrayList<>(parameters);
            all.addAll(List.of("Tag.1.Key", "a", "Tag.1.Value", "b"));
            assertThat(soon(() -> root.ec2(operation, all.toArray(String[]::new)))
                            .fault())
                    .isEqualTo(
                            "InvalidParameterValue: The maximum number of resources specified on a single call is 1000");
        }
        List<String> keys = new ArrayList<>(List.of("ResourceId.1", "i-0123456789abcdef0"));
        for (int i = 1; i <= 51; i++) {
            keys.addAll(List.of("Tag." + i + ".Key", "k" + i));
        }
        assertThat(soon(() -> root.ec2("DeleteTags", keys.toArray(String[]::new)))
                        .fault())
                .isEqualTo("InvalidParameterValue: The maximum number of tags specified on a single call is 50");
    }

    @Test
    void filtersOfTheMigrationServiceAreBounded() {
        String values = String.join(",", Collections.nCopies(501, "\"a\""));
        String filter = "{\"Name\":\"instance-profile-identifier\",\"Values\":[" + values + "]}";
        assertThat(soon(() -> root.dms("DescribeInstanceProfiles", "{\"Filters\":[" + filter + "," + filter + "]}"))
                        .fault())
                .startsWith("InvalidParameterValueException: The filters have more than 1000 values.");
    }

    @Test
    void indexesOfListsCostNoRoom() {
        Answer answer = soon(() -> root.iam(
                "TagRole",
                "RoleName",
                "r",
                "Tags.member.999999999.Key",
                "k",
                "Tags.member.999999999.Value",
                "v",
                "Tags.member.99999999999999999999.Key",
                "k"));
        assertThat(answer.fault()).isEqualTo("NoSuchEntity: The role with name r cannot be found.");
        assertThat(root.ec2("DescribeInstances", "InstanceId.1", "i-1", "InstanceId.01", "i-2")
                        .fault())
                .isEqualTo("MalformedQueryString: The element 1 of a list is given more than once");
    }
}
