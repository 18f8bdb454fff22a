// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.imds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.imds.Imds.Answer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the profile over the instance and its metadata to the signed call and the decision about it.
class ClosedLoopTest {
    private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"SERVICE"},"Action":"sts:AssumeRole"}}""";

    private final Wire wire = Wire.start();

    @BeforeEach
    void prepare() {
        role("app-role", "ec2.amazonaws.com");
        assertThat(wire.iam("CreateInstanceProfile", "InstanceProfileName", "app")
                        .status())
                .isEqualTo(200);
        assertThat(add("app-role")).isEqualTo(200);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private void role(String name, String service) {
        assertThat(wire.iam(
                                "CreateRole",
                                "RoleName",
                                name,
                                "AssumeRolePolicyDocument",
                                TRUST.replace("SERVICE", service))
                        .status())
                .isEqualTo(200);
    }

    private int add(String role) {
        return wire.iam("AddRoleToInstanceProfile", "InstanceProfileName", "app", "RoleName", role)
                .status();
    }

    private void allow(String role, String statement) {
        String policy = "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";
        assertThat(wire.iam("PutRolePolicy", "RoleName", role, "PolicyName", "p", "PolicyDocument", policy)
                        .status())
                .isEqualTo(200);
    }

    private String launch(String... more) {
        String[] parameters = new String[more.length + 8];
        System.arraycopy(
                new String[] {
                    "ImageId",
                    "ami-0abcdef1234567890",
                    "MinCount",
                    "1",
                    "MaxCount",
                    "1",
                    "IamInstanceProfile.Name",
                    "app"
                },
                0,
                parameters,
                0,
                8);
        System.arraycopy(more, 0, parameters, 8, more.length);
        Wire.Answer launched = wire.ec2("RunInstances", parameters);
        assertThat(launched.status()).as(launched.body()).isEqualTo(200);
        wire.clock().advance(Duration.ofSeconds(2));
        return launched.text("instanceId");
    }

    private Answer get(String instance, String path, String... headers) {
        return Answer.of(wire.lanyard()
                .handleMetadata(Imds.request("GET", "/instances/" + instance + path, "127.0.0.1", headers))
                .orElseThrow());
    }

    private String token(String instance) {
        return Answer.of(wire.lanyard()
                        .handleMetadata(Imds.request(
                                "PUT",
                                "/instances/" + instance + "/latest/api/token",
                                "127.0.0.1",
                                "x-aws-ec2-metadata-token-ttl-seconds",
                                "60"))
                        .orElseThrow())
                .body();
    }

    private Wire signedBy(String document) {
        return wire.with(
                value(document, "AccessKeyId"),
                value(document, "SecretAccessKey"),
                Optional.of(value(document, "Token")));
    }

    private static String value(String document, String name) {
        String start = '"' + name + "\" : \"";
        assertThat(document).contains(start);
        int from = document.indexOf(start) + start.length();
        return document.substring(from, document.indexOf('"', from));
    }

    @Test
    void credentialsSignAsTheRoleInASessionOfTheInstance() {
        String instance = launch();
        assertThat(get(instance, CREDENTIALS).body()).isEqualTo("app-role");

        Wire.Answer identity =
                signedBy(get(instance, CREDENTIALS + "app-role").body()).sts("GetCallerIdentity");

        assertThat(identity.text("Arn")).isEqualTo("arn:aws:sts::000000000000:assumed-role/app-role/" + instance);
        assertThat(identity.text("UserId")).startsWith("AROA").endsWith(':' + instance);
    }

    @Test
    void whatTheRoleMayDoIsDecidedByItsPolicies() {
        String document = get(launch(), CREDENTIALS + "app-role").body();
        assertThat(signedBy(document).iam("ListRoles").fault()).startsWith("AccessDenied");

        allow("app-role", """
                {"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}""");
        assertThat(signedBy(document).iam("ListRoles").status()).isEqualTo(200);
    }

    @Test
    void policiesCanAskForTheInstanceAndItsPlace() {
        String instance = launch();
        String other = launch();
        allow("app-role", """
                {"Effect":"Allow","Action":"iam:ListRoles","Resource":"*","Condition":{
                 "ArnEquals":{"ec2:SourceInstanceARN":"arn:aws:ec2:us-east-1:000000000000:instance/%s"},
                 "StringEquals":{"aws:Ec2InstanceSourceVpc":"%s","aws:Ec2InstanceSourcePrivateIPv4":"%s"}}}""".formatted(
                        instance,
                        vpc(instance),
                        get(instance, "/latest/meta-data/local-ipv4").body()));

        assertThat(signedBy(get(instance, CREDENTIALS + "app-role").body())
                        .iam("ListRoles")
                        .status())
                .isEqualTo(200);
        assertThat(signedBy(get(other, CREDENTIALS + "app-role").body())
                        .iam("ListRoles")
                        .status())
                .isEqualTo(403);
    }

    private String vpc(String instance) {
        String macs = "/latest/meta-data/network/interfaces/macs/";
        return get(instance, macs + get(instance, macs).body() + "vpc-id").body();
    }

    @Test
    void policiesCanAskForVersionTwo() {
        String instance = launch();
        allow("app-role", """
                {"Effect":"Allow","Action":"iam:ListRoles","Resource":"*",
                 "Condition":{"NumericGreaterThanEquals":{"ec2:RoleDelivery":"2.0"}}}""");

        assertThat(signedBy(get(instance, CREDENTIALS + "app-role").body())
                        .iam("ListRoles")
                        .status())
                .isEqualTo(403);
        assertThat(signedBy(get(instance, CREDENTIALS + "app-role", "x-aws-ec2-metadata-token", token(instance))
                                .body())
                        .iam("ListRoles")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void credentialsEndWithTheirExpiration() {
        String document = get(launch(), CREDENTIALS + "app-role").body();
        wire.clock().advance(Duration.ofHours(7));

        assertThat(signedBy(document).sts("GetCallerIdentity").fault()).startsWith("ExpiredToken");
    }

    @Test
    void aRoleThatDoesNotTrustEc2GivesNothing() {
        role("lambda-role", "lambda.amazonaws.com");
        wire.iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", "app", "RoleName", "app-role");
        assertThat(add("lambda-role")).isEqualTo(200);
        String instance = launch();

        assertThat(get(instance, CREDENTIALS).body()).isEqualTo("lambda-role");
        assertThat(get(instance, CREDENTIALS + "lambda-role").body()).contains("AssumeRoleUnauthorizedAccess");
    }

    @Test
    void theProfileOfAnInstanceMayBeReplacedAndTaken() {
        String instance = launch();
        String association = wire.ec2("DescribeIamInstanceProfileAssociations").text("associationId");
        assertThat(get(instance, "/latest/meta-data/iam/info").body())
                .contains("arn:aws:iam::000000000000:instance-profile/app");

        wire.ec2("DisassociateIamInstanceProfile", "AssociationId", association);
        wire.clock().advance(Duration.ofSeconds(1));
        assertThat(get(instance, "/latest/meta-data/iam/info").status()).isEqualTo(404);

        role("other-role", "ec2.amazonaws.com");
        wire.iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", "app", "RoleName", "app-role");
        assertThat(add("other-role")).isEqualTo(200);
        wire.ec2("AssociateIamInstanceProfile", "InstanceId", instance, "IamInstanceProfile.Name", "app");
        assertThat(get(instance, CREDENTIALS).body()).isEqualTo("other-role");
    }

    @Test
    void aProfileThatIsDeletedIsNotFoundEvenWhenMadeAnew() {
        String instance = launch();
        wire.iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", "app", "RoleName", "app-role");
        wire.iam("DeleteInstanceProfile", "InstanceProfileName", "app");
        wire.iam("CreateInstanceProfile", "InstanceProfileName", "app");
        assertThat(add("app-role")).isEqualTo(200);

        assertThat(get(instance, "/latest/meta-data/iam/info").body()).contains("InstanceProfileNotFound");
    }

    @Test
    void metadataOptionsTagsAndUserDataAreThoseOfTheInstance() {
        String instance = launch(
                "UserData",
                "IyEvYmluL3NoCg==",
                "MetadataOptions.HttpTokens",
                "required",
                "MetadataOptions.InstanceMetadataTags",
                "enabled",
                "TagSpecification.1.ResourceType",
                "instance",
                "TagSpecification.1.Tag.1.Key",
                "Name",
                "TagSpecification.1.Tag.1.Value",
                "web");
        String[] token = {"x-aws-ec2-metadata-token", token(instance)};

        assertThat(get(instance, "/latest/user-data").status()).isEqualTo(401);
        assertThat(get(instance, "/latest/user-data", token).body()).isEqualTo("#!/bin/sh\n");
        assertThat(get(instance, "/latest/meta-data/tags/instance/Name", token).body())
                .isEqualTo("web");

        wire.ec2("CreateTags", "ResourceId.1", instance, "Tag.1.Key", "Name", "Tag.1.Value", "db");
        assertThat(get(instance, "/latest/meta-data/tags/instance/Name", token).body())
                .isEqualTo("db");
        wire.ec2("ModifyInstanceMetadataOptions", "InstanceId", instance, "HttpEndpoint", "disabled");
        assertThat(get(instance, "/latest/meta-data/", token).status()).isEqualTo(403);
    }

    @Test
    void aStoppedInstanceIsSilentAndATerminatedOneGone() {
        String instance = launch();
        wire.ec2("StopInstances", "InstanceId.1", instance);
        wire.clock().advance(Duration.ofMinutes(1));
        assertThat(get(instance, "/latest/meta-data/").status()).isEqualTo(404);
        assertThat(list()).contains(instance, "\"state\":\"stopped\"");

        wire.ec2("StartInstances", "InstanceId.1", instance);
        assertThat(get(instance, "/latest/meta-data/instance-id").body()).isEqualTo(instance);

        wire.ec2("TerminateInstances", "InstanceId.1", instance);
        wire.clock().advance(Duration.ofMinutes(1));
        assertThat(get(instance, "/latest/meta-data/").status()).isEqualTo(404);
        assertThat(list()).isEqualTo("{\"instances\":[]}");
    }

    private String list() {
        return wire.send(Imds.request("GET", "/_lanyard/instances", "127.0.0.1:4566"))
                .body();
    }

    @Test
    void instancesOfOtherAccountsAndRegionsAreListedToo() {
        String here = launch();
        wire.as("111122223333")
                .in("eu-west-1")
                .ec2("RunInstances", "ImageId", "ami-0abcdef1234567890", "MinCount", "1", "MaxCount", "1");

        assertThat(list())
                .contains("\"instanceId\":\"" + here + "\",\"account\":\"000000000000\",\"region\":\"us-east-1\"")
                .contains("\"account\":\"111122223333\",\"region\":\"eu-west-1\"");
    }

    @Test
    void aContainerIsOutOfReachOfATokenUnlessTheHopLimitSaysSo() {
        String instance = launch();
        String path = "/instances/" + instance + "/hops/2/latest/api/token";
        String[] ttl = {"x-aws-ec2-metadata-token-ttl-seconds", "60"};

        assertThat(wire.lanyard().handleMetadata(Imds.request("PUT", path, "127.0.0.1", ttl)))
                .isEmpty();
        assertThat(get(instance, "/hops/2/latest/meta-data/instance-id").body()).isEqualTo(instance);

        wire.ec2("ModifyInstanceMetadataOptions", "InstanceId", instance, "HttpPutResponseHopLimit", "2");
        assertThat(wire.lanyard()
                        .handleMetadata(Imds.request("PUT", path, "127.0.0.1", ttl))
                        .orElseThrow()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theCertificateOfIdentityDocumentsIsServed() {
        assertThat(wire.send(Imds.request("GET", "/_lanyard/certificates/rsa2048", "localhost"))
                        .body())
                .startsWith("-----BEGIN CERTIFICATE-----\n");
        assertThat(wire.send(Imds.request("GET", "/_lanyard/certificates/other", "localhost"))
                        .status())
                .isEqualTo(404);
    }
}
