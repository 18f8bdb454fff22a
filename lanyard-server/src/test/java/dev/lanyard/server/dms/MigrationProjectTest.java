// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.server.dms.Town.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationProjectTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/";
    private static final String RULES = "{\\\"rules\\\": [{\\\"rule-type\\\": \\\"transformation\\\"}]}";

    private final Town town = new Town();

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void projectShowsItsPartsByNameAndArn() {
        town.network.role("s3", Trust.GRANTED);
        town.network.role("secret", Trust.GRANTED);
        String profile = town.profile("p");
        String source = town.provider("my");
        String target = town.provider("pg");
        Reply made = town.call("CreateMigrationProject", """
                {"MigrationProjectName": "move", "InstanceProfileIdentifier": "%s", "Description": "d",
                 "SourceDataProviderDescriptors": [{"DataProviderIdentifier": "my", "SecretsManagerSecretId": "login",
                  "SecretsManagerAccessRoleArn": "%ssecret"}],
                 "TargetDataProviderDescriptors": [{"DataProviderIdentifier": "%s"}], "TransformationRules": "%s",
                 "SchemaConversionApplicationAttributes": {"S3BucketPath": "s3://bucket/x", "S3BucketRoleArn": "%ss3"}}""".formatted(profile, ROLE, target, RULES, ROLE));
        assertThat(made.body())
                .isEqualTo("{\"MigrationProject\":{\"MigrationProjectName\":\"move\",\"MigrationProjectArn\":\""
                        + made.text("MigrationProjectArn")
                        + "\",\"MigrationProjectCreationTime\":\"2026-02-12T11:27:47.000000Z\","
                        + "\"SourceDataProviderDescriptors\":[{\"SecretsManagerSecretId\":\"login\","
                        + "\"SecretsManagerAccessRoleArn\":\"" + ROLE
                        + "secret\",\"DataProviderName\":\"my\",\"DataProviderArn\":\"" + source
                        + "\"}],\"TargetDataProviderDescriptors\":[{\"DataProviderName\":\"pg\",\"DataProviderArn\":\""
                        + target + "\"}],\"InstanceProfileArn\":\"" + profile
                        + "\",\"InstanceProfileName\":\"p\",\"TransformationRules\":\"" + RULES
                        + "\",\"Description\":\"d\",\"SchemaConversionApplicationAttributes\":{"
                        + "\"S3BucketPath\":\"s3://bucket/x\",\"S3BucketRoleArn\":\"" + ROLE + "s3\"}}}");
        for (String[] filter : new String[][] {
            {"migration-project-identifier", "move"},
            {"migration-project-identifier", made.text("MigrationProjectArn")},
            {"instance-profile-identifier", "p"},
            {"data-provider-identifier", target}
        }) {
            assertThat(filtered(filter[0], filter[1]).text("MigrationProjectName"))
                    .isEqualTo("move");
        }
        String idle = town.profile("idle");
        assertThat(filtered("instance-profile-identifier", idle).code()).isEqualTo("ResourceNotFoundFault");
        String both = """
                {"Filters": [{"Name": "migration-project-identifier", "Values": ["none", "move"]},
                             {"Name": "instance-profile-identifier", "Values": ["%s"]}]}""";
        assertThat(town.call("DescribeMigrationProjects", both.formatted("p")).count("MigrationProjectArn"))
                .isEqualTo(1);
        assertThat(town.call("DescribeMigrationProjects", both.formatted(idle)).code())
                .isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void renamedPartsShowUnderTheirNewNames() {
        town.project("move", "");
        town.made(
                "ModifyInstanceProfile",
                "{\"InstanceProfileIdentifier\": \"p\", \"InstanceProfileName\": \"q\"}",
                "InstanceProfileName");
        assertThat(filtered("migration-project-identifier", "move").text("InstanceProfileName"))
                .isEqualTo("q");
    }

    @Test
    void partsMustExist() {
        town.profile("p");
        town.provider("my");
        assertThat(create("x", "my", "my", "").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(create("p", "x", "my", "").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(create("p", "my", "x", "").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(town.call("CreateMigrationProject", """
                {"InstanceProfileIdentifier": "p", "SourceDataProviderDescriptors": [],
                 "TargetDataProviderDescriptors": [{"DataProviderIdentifier": "my"}]}""").code()).isEqualTo("InvalidParameterValueException");
        assertThat(town.call("CreateMigrationProject", "{\"InstanceProfileIdentifier\": \"p\"}")
                        .code())
                .isEqualTo("InvalidParameterValueException");
        for (String bad :
                new String[] {"rules", "[]", "{}", "{\\\"rules\\\": []}", "{\\\"rules\\\": [1]}", "{\\\"rules\\\": [{}]"
                }) {
            assertThat(create("p", "my", "my", ", \"TransformationRules\": \"" + bad + "\"")
                            .code())
                    .as(bad)
                    .isEqualTo("InvalidParameterValueException");
        }
        assertThat(town.call("DescribeMigrationProjects", "{}").body()).isEqualTo("{\"MigrationProjects\":[]}");
    }

    @Test
    void bucketAndSecretNeedRolesThatTrustDms() {
        town.profile("p");
        town.provider("my");
        assertThat(bucket("s3://bucket", "s3").code()).isEqualTo("S3AccessDeniedFault");
        town.network.role("s3", Trust.REFUSED);
        assertThat(bucket("s3://bucket", "s3").code()).isEqualTo("S3AccessDeniedFault");
        town.network.role("s3", Trust.GRANTED);
        for (String path :
                new String[] {"bucket", "s3://", "s3://b", "s3://Bucket", "s3://-bucket", "https://bucket"}) {
            assertThat(bucket(path, "s3").code()).as(path).isEqualTo("S3ResourceNotFoundFault");
        }
        String secret =
                "my\", \"SecretsManagerSecretId\": \"login\", \"SecretsManagerAccessRoleArn\": \"" + ROLE + "secret";
        assertThat(create("p", secret, "my", "").code()).isEqualTo("AccessDeniedFault");
        town.network.role("secret", Trust.GRANTED);
        assertThat(create("p", secret, "my", "").status()).isEqualTo(200);
        assertThat(create("p", "my\", \"SecretsManagerSecretId\": \"login", "my", "")
                        .code())
                .isEqualTo("InvalidParameterCombinationException");
        assertThat(create("p", secret.replace("\"login\"", "\"arn:aws:s3:::login\""), "my", "")
                        .code())
                .isEqualTo("InvalidParameterValueException");
        town.network.fail();
        assertThat(bucket("s3://bucket", "s3").code()).isEqualTo("FailedDependencyFault");
    }

    @Test
    void modifyKeepsTheSecretOfAProviderThatIsGivenAlone() {
        town.network.role("secret", Trust.GRANTED);
        town.profile("p");
        town.provider("my");
        town.provider("pg");
        String secret =
                "my\", \"SecretsManagerSecretId\": \"login\", \"SecretsManagerAccessRoleArn\": \"" + ROLE + "secret";
        String arn = create("p", secret, "pg", "").text("MigrationProjectArn");
        Reply changed = town.call("ModifyMigrationProject", """
                {"MigrationProjectIdentifier": "%s", "MigrationProjectName": "other",
                 "SourceDataProviderDescriptors": [{"DataProviderIdentifier": "my"}],
                 "TargetDataProviderDescriptors": [{"DataProviderIdentifier": "my"}]}""".formatted(arn));
        assertThat(changed.text("MigrationProjectArn")).isEqualTo(arn);
        assertThat(changed.count("SecretsManagerSecretId")).isEqualTo(1);
        assertThat(changed.body()).doesNotContain("\"pg\"");
        assertThat(town.call("DeleteDataProvider", "{\"DataProviderIdentifier\": \"pg\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tenProjectsFillTheQuotaAndNamesAreUnique() {
        for (int i = 0; i < 10; i++) {
            town.project("move" + i, "");
        }
        assertThat(create("p", "my", "pg", "").code()).isEqualTo("ResourceQuotaExceededFault");
        town.call("DeleteMigrationProject", "{\"MigrationProjectIdentifier\": \"move9\"}");
        assertThat(create("p", "my", "pg", "").text("MigrationProjectName")).matches("mp-[0-9]{13}");
        assertThat(create("p", "my", "pg", ", \"MigrationProjectName\": \"move3\"")
                        .code())
                .isEqualTo("ResourceAlreadyExistsFault");
        assertThat(town.call(
                                "ModifyMigrationProject",
                                "{\"MigrationProjectIdentifier\": \"move1\", \"MigrationProjectName\": \"move2\"}")
                        .code())
                .isEqualTo("InvalidResourceStateFault");
    }

    @Test
    void deleteShowsTheProjectOneLastTime() {
        String arn = town.project("move", "");
        assertThat(delete().text("MigrationProjectArn")).isEqualTo(arn);
        assertThat(delete().code()).isEqualTo("ResourceNotFoundFault");
    }

    private Reply create(String profile, String source, String target, String more) {
        return town.call("CreateMigrationProject", """
                {"InstanceProfileIdentifier": "%s",
                 "SourceDataProviderDescriptors": [{"DataProviderIdentifier": "%s"}],
                 "TargetDataProviderDescriptors": [{"DataProviderIdentifier": "%s"}]%s}""".formatted(profile, source, target, more));
    }

    private Reply bucket(String path, String role) {
        return create("p", "my", "my", """
                , "SchemaConversionApplicationAttributes": {"S3BucketPath": "%s", "S3BucketRoleArn": "%s"}""".formatted(path, ROLE + role));
    }

    private Reply delete() {
        return town.call("DeleteMigrationProject", "{\"MigrationProjectIdentifier\": \"move\"}");
    }

    private Reply filtered(String name, String value) {
        return town.call(
                "DescribeMigrationProjects",
                "{\"Filters\": [{\"Name\": \"" + name + "\", \"Values\": [\"" + value + "\"]}]}");
    }
}
