// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.sts;

import static dev.lanyard.server.sts.Actors.ok;
import static dev.lanyard.server.sts.Actors.policy;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every way to become a role asks its trust policy with the same facts, as far as they are known there.
class TrustDoorsTest {
    private final Wire root = Wire.start();
    private final Actors actors = new Actors(root);
    private Answer user;
    private TokenIssuer issuer;
    private String role;
    private String instance;
    private String subnets;

    private enum Door {
        USER,
        WEB_IDENTITY,
        INSTANCE,
        DMS
    }

    @BeforeEach
    void build() throws IOException {
        issuer = new TokenIssuer();
        ok(root.iam("CreateOpenIDConnectProvider", "Url", "https://" + issuer.host(), "ClientIDList.member.1", "app"));
        actors.user("ann");
        user = ok(root.iam("CreateAccessKey", "UserName", "ann"));
        ok(root.iam("TagUser", "UserName", "ann", "Tags.member.1.Key", "team", "Tags.member.1.Value", "red"));
        actors.permit("ann", Actors.allow("sts:*", "*"));
        role = actors.role("dms-vpc-role", trust(""), "Tags.member.1.Key", "tier", "Tags.member.1.Value", "gold");
        ok(root.iam("CreateInstanceProfile", "InstanceProfileName", "app"));
        ok(root.iam("AddRoleToInstanceProfile", "InstanceProfileName", "app", "RoleName", "dms-vpc-role"));
        instance = ok(root.ec2(
                        "RunInstances",
                        "ImageId",
                        "ami-0abcdef1234567890",
                        "MinCount",
                        "1",
                        "MaxCount",
                        "1",
                        "IamInstanceProfile.Name",
                        "app"))
                .text("instanceId");
        root.clock().advance(Duration.ofSeconds(2));
        String vpc = ok(root.ec2("CreateVpc", "CidrBlock", "10.0.0.0/16")).text("vpcId");
        subnets = '"' + subnet(vpc, "a", 0) + "\", \"" + subnet(vpc, "b", 1) + '"';
    }

    private String subnet(String vpc, String zone, int number) {
        return ok(root.ec2(
                        "CreateSubnet",
                        "VpcId",
                        vpc,
                        "CidrBlock",
                        "10.0." + number + ".0/24",
                        "AvailabilityZone",
                        "us-east-1" + zone))
                .text("subnetId");
    }

    @AfterEach
    void stop() {
        issuer.close();
        root.close();
    }

    @Test
    void everyDoorOpensWithoutConditions() {
        assertThat(open("")).isEqualTo(EnumSet.allOf(Door.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DateGreaterThan | aws:CurrentTime | 2000-01-01T00:00:00Z | USER WEB_IDENTITY INSTANCE DMS
            DateLessThan | aws:CurrentTime | 2000-01-01T00:00:00Z |
            NumericGreaterThan | aws:EpochTime | 1000000 | USER WEB_IDENTITY INSTANCE DMS
            StringEquals | aws:RequestedRegion | us-east-1 | USER WEB_IDENTITY INSTANCE DMS
            StringEquals | aws:RequestedRegion | eu-west-1 |
            Bool | aws:ViaAWSService | false | USER WEB_IDENTITY INSTANCE DMS
            Bool | aws:PrincipalIsAWSService | true | INSTANCE DMS
            Bool | aws:PrincipalIsAWSService | false | USER WEB_IDENTITY
            StringLike | aws:PrincipalServiceName | *.amazonaws.com | INSTANCE DMS
            Null | aws:PrincipalServiceNamesList | false | INSTANCE DMS
            Bool | aws:SecureTransport | true | INSTANCE DMS
            Bool | aws:SecureTransport | false | USER WEB_IDENTITY
            IpAddress | aws:SourceIp | 127.0.0.0/8 | USER WEB_IDENTITY
            StringEquals | aws:UserAgent | a browser | USER WEB_IDENTITY
            StringEquals | aws:Referer | http://a.page | USER WEB_IDENTITY
            Null | aws:UserAgent | true | INSTANCE DMS
            StringEquals | aws:PrincipalTag/team | red | USER
            StringEquals | aws:ResourceTag/tier | gold | USER WEB_IDENTITY INSTANCE DMS
            StringEquals | iam:ResourceTag/tier | gold | USER WEB_IDENTITY INSTANCE DMS
            StringEquals | aws:SourceAccount | 000000000000 | INSTANCE DMS
            """)
    void conditionsHoldAtEveryDoorThatKnowsTheFact(String operator, String key, String value, String doors) {
        Set<Door> expected = EnumSet.noneOf(Door.class);
        if (doors != null) {
            for (String door : doors.split(" ")) {
                expected.add(Door.valueOf(door));
            }
        }
        assertThat(open("\"Condition\":{\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}},"))
                .isEqualTo(expected);
    }

    private Set<Door> open(String condition) {
        ok(root.iam("UpdateAssumeRolePolicy", "RoleName", "dms-vpc-role", "PolicyDocument", trust(condition)));
        Set<Door> open = EnumSet.noneOf(Door.class);
        for (Door door : Door.values()) {
            if (enter(door)) {
                open.add(door);
            }
        }
        return open;
    }

    private boolean enter(Door door) {
        return switch (door) {
            case USER -> {
                WireRequest plain = sts("AssumeRole", "");
                yield isOk(root.send(new SigV4Signer(
                                user.text("AccessKeyId"),
                                user.text("SecretAccessKey"),
                                Optional.empty(),
                                "us-east-1",
                                "sts")
                        .sign(plain, root.clock().instant())));
            }
            case WEB_IDENTITY ->
                isOk(root.send(
                        sts("AssumeRoleWithWebIdentity", "&WebIdentityToken=" + issuer.token("RS256", claims()))));
            case INSTANCE ->
                root.lanyard()
                        .handleMetadata(new WireRequest(
                                "GET",
                                "/instances/" + instance + "/latest/meta-data/iam/security-credentials/dms-vpc-role",
                                "",
                                new Headers().add("host", "127.0.0.1"),
                                new byte[0],
                                "127.0.0.1",
                                false))
                        .map(response -> new String(response.body(), UTF_8).contains("\"Success\""))
                        .orElseThrow();
            case DMS -> isOk(root.dms("CreateReplicationSubnetGroup", """
                    {"ReplicationSubnetGroupIdentifier": "net", "ReplicationSubnetGroupDescription": "d",
                     "SubnetIds": [%s]}""".formatted(subnets)));
        };
    }

    /// Whether the door opened. Whoever is refused is refused for the role and nothing else.
    private static boolean isOk(Answer answer) {
        assertThat(answer.status() == 200 || answer.fault().contains("AccessDenied"))
                .as(answer.body())
                .isTrue();
        return answer.status() == 200;
    }

    private WireRequest sts(String action, String more) {
        Headers headers = new Headers()
                .add("host", "sts.localhost")
                .add("content-type", "application/x-www-form-urlencoded")
                .add("user-agent", "a browser")
                .add("referer", "http://a.page");
        String form = "Action=" + action + "&Version=2011-06-15&RoleSessionName=work&RoleArn="
                + URLEncoder.encode(role, UTF_8) + more;
        return new WireRequest("POST", "/", "", headers, form.getBytes(UTF_8), "127.0.0.1", false);
    }

    private String claims() {
        return "{\"iss\":\"http://%s\",\"sub\":\"job\",\"aud\":\"app\",\"exp\":%d}"
                .formatted(issuer.host(), root.clock().instant().getEpochSecond() + 60);
    }

    private String trust(String condition) {
        return policy("""
                {"Effect":"Allow",%s"Action":["sts:AssumeRole","sts:AssumeRoleWithWebIdentity"],"Principal":{
                 "AWS":"000000000000","Service":["ec2.amazonaws.com","dms.amazonaws.com"],
                 "Federated":"arn:aws:iam::000000000000:oidc-provider/%s"}}""".formatted(condition, issuer.host()));
    }
}
