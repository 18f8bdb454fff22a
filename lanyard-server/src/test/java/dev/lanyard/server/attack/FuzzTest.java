// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.core.op.Dispatcher.Bound;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whatever arrives, the answer is an answer: never a 5xx, never an exception. Seeds are fixed, so a failure repeats.
@Timeout(120)
class FuzzTest {
    private static final Wire WIRE = Wire.start();
    private static final List<String> VERSIONS = List.of("iam 2010-05-08", "sts 2011-06-15", "ec2 2016-11-15");
    private static final String POLICY =
            "{\"Version\":\"2012-10-17\",\"Id\":\"x\",\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                    + "[\"*\",\"111111111111\"],\"Service\":\"ec2.amazonaws.com\"},\"Action\":[\"sts:AssumeRole\"],"
                    + "\"Condition\":{\"StringLike\":{\"aws:PrincipalTag/a\":[\"${aws:username}\",\"b*\"]},"
                    + "\"DateLessThan\":{\"aws:CurrentTime\":\"2030-01-01T00:00:00Z\"}}}]}";

    private static final String IDENTITY_POLICY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"a\",\"Effect\":\"Allow\",\"Action\":[\"iam:List*\"],"
                    + "\"Resource\":\"arn:aws:iam::000000000000:role/*\",\"Condition\":{\"StringLike\":{\"aws:username\":"
                    + "[\"${aws:username}\",\"b*\"]},\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}}},{\"Effect\":\"Deny\","
                    + "\"NotAction\":\"iam:*\",\"NotResource\":\"arn:aws:iam::*:user/${aws:username}\",\"Condition\":"
                    + "{\"NumericLessThan\":{\"aws:EpochTime\":\"1\"},\"Bool\":{\"aws:SecureTransport\":\"true\"}}}]}";
    private static final List<String> REQUESTS = List.of(
            "iam Action=CreateInstanceProfile&Version=2010-05-08&InstanceProfileName=p&Path=%2Fa%2F&Tags.member.1.Key=k"
                    + "&Tags.member.1.Value=v",
            "iam Action=ListInstanceProfiles&Version=2010-05-08&PathPrefix=%2Fa&MaxItems=1&Marker=AAAAAAAA",
            "iam Action=SimulateCustomPolicy&Version=2010-05-08&PolicyInputList.member.1=%7B%22Version%22%3A%222012-10-17"
                    + "%22%2C%22Statement%22%3A%5B%5D%7D&ActionNames.member.1=iam%3AGetRole&MaxItems=1&Marker=AAAAADE",
            "iam Action=UpdateAccountPasswordPolicy&Version=2010-05-08&MaxPasswordAge=10&RequireSymbols=true",
            "sts Action=GetFederationToken&Version=2011-06-15&Name=ann&DurationSeconds=900&PolicyArns.member.1.arn="
                    + "arn:aws:iam::aws:policy/ReadOnlyAccess&Tags.member.1.Key=k&Tags.member.1.Value=v",
            "sts Action=DecodeAuthorizationMessage&Version=2011-06-15&EncodedMessage=FwoGAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "ec2 Action=RunInstances&Version=2016-11-15&ImageId=ami-12345678&MinCount=1&MaxCount=1&ClientToken=t"
                    + "&IamInstanceProfile.Name=p&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=k"
                    + "&DryRun=true",
            "ec2 Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag:a&Filter.1.Value.1=b*&MaxResults=5"
                    + "&NextToken=AAAAAAAA",
            "ec2 Action=AuthorizeSecurityGroupIngress&Version=2016-11-15&GroupName=default&IpPermissions.1.IpProtocol=tcp"
                    + "&IpPermissions.1.FromPort=22&IpPermissions.1.ToPort=22&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8");

    @AfterAll
    static void stop() {
        WIRE.close();
    }

    @Test
    void unsignedNoiseIsRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            Headers headers = new Headers().add("host", "localhost").add("content-type", text(random, 20));
            if (random.nextBoolean()) {
                headers.add("authorization", "AWS4-HMAC-SHA256 " + text(random, 80));
            }
            if (random.nextBoolean()) {
                headers.add("x-amz-target", "AmazonDMSv20160101." + text(random, 20));
            }
            WireRequest noise = new WireRequest(
                    "POST", "/" + text(random, 5), text(random, 40), headers, bytes(random, 200), "127.0.0.1", false);
            assertThat(WIRE.send(noise).status()).as("seed 1, round %d", i).isBetween(400, 499);
        }
    }

    @Test
    void signedNoiseInEveryQueryOperationIsAnswered() {
        Random random = new Random(2);
        for (Bound<?, ?> bound : WIRE.lanyard().operations().all()) {
            String service = bound.operation().service().name();
            if (!service.equals("dms")) {
                for (int i = 0; i < 30; i++) {
                    StringBuilder form =
                            new StringBuilder("Action=" + bound.model().name() + "&Version=" + version(service));
                    for (String member : members(bound)) {
                        if (random.nextInt(3) > 0) {
                            form.append('&')
                                    .append(member)
                                    .append(suffix(random))
                                    .append('=')
                                    .append(escaped(random));
                        }
                    }
                    check(
                            send(
                                    service,
                                    "application/x-www-form-urlencoded",
                                    "",
                                    form.toString().getBytes(UTF_8)),
                            form);
                }
            }
        }
    }

    @Test
    void signedNoiseInEveryJsonOperationIsAnswered() {
        Random random = new Random(3);
        for (Bound<?, ?> bound : WIRE.lanyard().operations().all()) {
            if (bound.operation().service().name().equals("dms")) {
                for (int i = 0; i < 30; i++) {
                    StringBuilder json = new StringBuilder("{");
                    for (String member : members(bound)) {
                        json.append(json.length() > 1 ? "," : "")
                                .append('"')
                                .append(member)
                                .append("\":");
                        json.append(value(random, 3));
                    }
                    json.append(random.nextInt(10) == 0 ? "" : "}");
                    byte[] body = json.toString().getBytes(UTF_8);
                    if (random.nextInt(5) == 0 && body.length > 2) {
                        body[random.nextInt(body.length)] = (byte) random.nextInt();
                    }
                    check(
                            send(
                                    "dms",
                                    "application/x-amz-json-1.1",
                                    bound.model().name(),
                                    body),
                            json);
                }
            }
        }
    }

    @Test
    void mutatedPolicyDocumentsAreJudged() {
        Random random = new Random(4);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder policy = new StringBuilder(POLICY);
            for (int j = random.nextInt(4); j >= 0; j--) {
                mutate(policy, random);
            }
            Answer answer =
                    WIRE.iam("CreateRole", "RoleName", "r" + i % 7, "AssumeRolePolicyDocument", policy.toString());
            check(answer, policy);
            if (answer.status() == 200) {
                assertThat(WIRE.iam("DeleteRole", "RoleName", "r" + i % 7).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void deepAndWideInputIsCutOffEarly() {
        String deep = "[".repeat(100_000);
        check(
                send(
                        "dms",
                        "application/x-amz-json-1.1",
                        "CreateInstanceProfile",
                        ("{\"Tags\":" + deep).getBytes(UTF_8)),
                "deep");
        check(
                WIRE.iam("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", "{\"Statement\":" + deep),
                "deep policy");
        StringBuilder wide = new StringBuilder("Action=TagRole&Version=2010-05-08&RoleName=r");
        for (int i = 0; i < 60_000; i++) {
            wide.append("&Tags.member.").append(i);
        }
        assertThat(send(
                                "iam",
                                "application/x-www-form-urlencoded",
                                "",
                                wide.toString().getBytes(UTF_8))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void mutatedPoliciesAreSimulatedAndEnforced() {
        Random random = new Random(6);
        Wire bob = bob("fuzz");
        int accepted = 0;
        for (int i = 0; i < 1_000; i++) {
            StringBuilder policy = new StringBuilder(IDENTITY_POLICY);
            for (int j = random.nextInt(3); j >= 0; j--) {
                mutate(policy, random);
            }
            String text = policy.toString();
            Answer put = WIRE.iam("PutUserPolicy", "UserName", "fuzz", "PolicyName", "p", "PolicyDocument", text);
            check(put, text);
            check(
                    WIRE.iam(
                            "SimulatePrincipalPolicy",
                            "PolicySourceArn",
                            "arn:aws:iam::000000000000:user/fuzz",
                            "ActionNames.member.1",
                            "iam:ListRoles",
                            "PolicyInputList.member.1",
                            text,
                            "ResourcePolicy",
                            text),
                    text);
            if (put.status() == 200) {
                accepted++;
                Answer judged = bob.iam("ListRoles");
                check(judged, text);
                check(WIRE.admin("decisions/" + judged.text("RequestId")), text);
            }
        }
        assertThat(accepted).isBetween(50, 950);
    }

    @Test
    void mutatedRequestsAreAnswered() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            String[] genuine = REQUESTS.get(random.nextInt(REQUESTS.size())).split(" ", 2);
            StringBuilder form = new StringBuilder(genuine[1]);
            for (int j = random.nextInt(3); j >= 0; j--) {
                mutate(form, random);
            }
            check(
                    send(
                            genuine[0],
                            "application/x-www-form-urlencoded",
                            "",
                            form.toString().getBytes(UTF_8)),
                    form);
        }
    }

    /// All that keeps what it has seen is full before the measuring begins.
    @Test
    void memoryDoesNotGrowWithNoise() {
        WIRE.clock().advance(Duration.ofSeconds(1));
        Random random = new Random(5);
        Wire bob = bob("noisy");
        noise(bob, random, 10_500);
        long before = used();
        noise(bob, random, 3_000);
        assertThat(used() - before).as("bytes kept after 3,000 rounds of noise").isLessThan(8L << 20);
    }

    private static void noise(Wire bob, Random random, int rounds) {
        for (int i = 0; i < rounds; i++) {
            WIRE.with("AKIA" + random.nextLong(), text(random, 10), Optional.empty())
                    .sts("GetCallerIdentity");
            WIRE.iam("Get" + random.nextLong());
            bob.iam("TagRole", "RoleName", "r" + i, "Tags.member.1.Key", "k" + random.nextLong());
        }
    }

    private static Wire bob(String name) {
        WIRE.iam("CreateUser", "UserName", name);
        Answer key = WIRE.iam("CreateAccessKey", "UserName", name);
        return WIRE.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void check(Answer answer, Object request) {
        assertThat(answer.status()).as("%s", request).isLessThan(500);
    }

    private static Answer send(String service, String type, String operation, byte[] body) {
        Headers headers = new Headers().add("host", "localhost").add("content-type", type);
        if (!operation.isEmpty()) {
            headers.add("x-amz-target", "AmazonDMSv20160101." + operation);
        }
        return WIRE.send(new SigV4Signer("test", "test", Optional.empty(), "us-east-1", service)
                .sign(
                        new WireRequest("POST", "/", "", headers, body, "127.0.0.1", false),
                        WIRE.clock().instant()));
    }

    private static String version(String service) {
        return VERSIONS.stream()
                .filter(it -> it.startsWith(service))
                .map(it -> it.substring(4))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> members(Bound<?, ?> bound) {
        return bound.model().input().stream()
                .flatMap(shape -> shape.members().stream())
                .map(member -> member.requestName())
                .toList();
    }

    private static String suffix(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> ".member.1";
            case 1 -> ".1";
            case 2 -> ".1.Key";
            case 3 -> ".member.2.Value";
            case 4 -> ".99999999999";
            default -> "";
        };
    }

    private static String escaped(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> String.valueOf(random.nextLong());
            case 2 -> "true";
            case 3 -> "i-0123456789abcdef0";
            case 4 -> "%" + Integer.toHexString(random.nextInt(256)) + "%00%ff";
            default -> java.net.URLEncoder.encode(text(random, 30), UTF_8);
        };
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> "null";
            case 1 -> String.valueOf(random.nextLong());
            case 2 -> random.nextBoolean() ? "true" : "1e400";
            case 3 -> '"' + Base64.getEncoder().encodeToString(bytes(random, 12)) + '"';
            case 4 -> "\"arn:aws:dms:us-east-1:000000000000:instance-profile:X\"";
            case 5 -> "[" + value(random, depth - 1) + "]";
            case 6 -> "[{\"Name\":" + value(random, depth - 1) + ",\"Values\":[" + value(random, depth - 1) + "]}]";
            default -> "{\"Key\":" + value(random, depth - 1) + ",\"X\":" + value(random, depth - 1) + "}";
        };
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, "{}[]\",:\\u*?$ 0".charAt(random.nextInt(14)));
            case 2 -> text.setCharAt(at, (char) random.nextInt(300));
            default -> {
                int end = Math.min(text.length(), at + random.nextInt(40));
                text.insert(random.nextInt(text.length()), text.substring(at, end));
            }
        }
    }

    private static String text(Random random, int longest) {
        int length = random.nextInt(longest + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0xd800) : ' ' + random.nextInt(95)));
        }
        return text.toString();
    }

    private static byte[] bytes(Random random, int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        return bytes;
    }
}
