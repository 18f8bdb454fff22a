// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.server.dms.Town.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaConversionTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/";
    private static final String RULES = "{\\\"rules\\\": [{\\\"rule-type\\\": \\\"selection\\\","
            + " \\\"object-locator\\\": {\\\"schema-name\\\": \\\"dbo\\\"}}]}";
    private static final String ALL_RULES = ", \"SelectionRules\": \"" + RULES + "\"";
    private static final String BUCKET = ", \"SchemaConversionApplicationAttributes\":"
            + " {\"S3BucketPath\": \"s3://bucket/x\", \"S3BucketRoleArn\": \"" + ROLE + "s3\"}";

    private final Town town = new Town();

    SchemaConversionTest() {
        town.network.role("s3", Trust.GRANTED);
    }

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void requestIsReceivedRunsAndSucceeds() {
        String arn = town.project("move", BUCKET);
        String id = start("StartMetadataModelImport", ALL_RULES + ", \"Origin\": \"SOURCE\"");
        assertThat(id).matches("[0-9a-f-]{36}");
        assertThat(describe("DescribeMetadataModelImports").body())
                .isEqualTo("{\"Requests\":[{\"Status\":\"RECEIVED\",\"RequestIdentifier\":\"" + id
                        + "\",\"MigrationProjectArn\":\"" + arn + "\",\"Progress\":{\"ProgressPercent\":0.0,"
                        + "\"TotalObjects\":1,\"ProgressStep\":\"LOADING_METADATA\"}}]}");
        town.clock.advance(Duration.ofMillis(750));
        Reply running = describe("DescribeMetadataModelImports");
        assertThat(running.text("Status")).isEqualTo("IN_PROGRESS");
        assertThat(running.text("ProgressPercent")).isEqualTo("50.0");
        town.clock.advance(Duration.ofMillis(450));
        Reply done = describe("DescribeMetadataModelImports");
        assertThat(done.text("Status")).isEqualTo("SUCCESS");
        assertThat(done.text("ProgressPercent")).isEqualTo("100.0");
        assertThat(done.text("ProgressStep")).isEqualTo("FINISHED");
    }

    @Test
    void everyKindOfRequestIsListedByItsOwnOperation() {
        town.project("move", BUCKET);
        String[][] kinds = {
            {"StartMetadataModelImport", ALL_RULES + ", \"Origin\": \"TARGET\"", "DescribeMetadataModelImports"},
            {"StartMetadataModelAssessment", ALL_RULES, "DescribeMetadataModelAssessments"},
            {"StartMetadataModelConversion", ALL_RULES, "DescribeMetadataModelConversions"},
            {
                "StartMetadataModelExportAsScript",
                ALL_RULES + ", \"Origin\": \"TARGET\"",
                "DescribeMetadataModelExportsAsScript"
            },
            {"StartMetadataModelExportToTarget", ALL_RULES, "DescribeMetadataModelExportsToTarget"},
            {"StartExtensionPackAssociation", "", "DescribeExtensionPackAssociations"},
            {"StartMetadataModelCreation", ALL_RULES + creation("m"), "DescribeMetadataModelCreations"}
        };
        for (String[] kind : kinds) {
            assertThat(describe(kind[2]).body()).isEqualTo("{\"Requests\":[]}");
            String id = start(kind[0], kind[1]);
            assertThat(describe(kind[2]).text("RequestIdentifier")).as(kind[2]).isEqualTo(id);
            assertThat(town.call(kind[0], "{\"MigrationProjectIdentifier\": \"none\"" + kind[1] + "}")
                            .code())
                    .isEqualTo("ResourceNotFoundFault");
            assertThat(town.call(kind[2], "{\"MigrationProjectIdentifier\": \"none\"}")
                            .code())
                    .isEqualTo("ResourceNotFoundFault");
        }
        town.clock.advance(Duration.ofSeconds(1));
        assertThat(describe("DescribeMetadataModelCreations").text("Status")).isEqualTo("RECEIVED");
        town.clock.advance(Duration.ofSeconds(20));
        for (String[] kind : kinds) {
            assertThat(describe(kind[2]).text("Status")).as(kind[2]).isEqualTo("SUCCESS");
        }
        assertThat(describe("DescribeMetadataModelExportsAsScript").body())
                .contains("\"ExportSqlDetails\":{\"S3ObjectKey\":\"x/move.sql\","
                        + "\"ObjectURL\":\"https://bucket.s3.us-east-1.amazonaws.com/x/move.sql\"}");
    }

    @Test
    void requestsOfOneProjectWaitForOneAnother() {
        town.project("move", "");
        start("StartMetadataModelAssessment", ALL_RULES);
        start("StartMetadataModelConversion", ALL_RULES);
        town.clock.advance(Duration.ofMillis(1300));
        assertThat(describe("DescribeMetadataModelAssessments").text("Status")).isEqualTo("SUCCESS");
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("RECEIVED");
        town.clock.advance(Duration.ofMillis(1200));
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("SUCCESS");
    }

    @Test
    void brokenDependencyIsRefusedAtTheStart() {
        town.subnetGroup("net");
        town.made("CreateInstanceProfile", """
                {"InstanceProfileName": "p", "SubnetGroupIdentifier": "net", "VpcSecurityGroups": ["sg-1"]}""", "InstanceProfileArn");
        town.project("move", BUCKET);
        town.network.role("s3", Trust.REFUSED);
        assertThat(refused("StartMetadataModelConversion", ALL_RULES)).isEqualTo("S3AccessDeniedFault");
        town.network.role("s3", Trust.GRANTED);
        town.network.role("dms-vpc-role", Trust.NO_SUCH_ROLE);
        assertThat(refused("StartMetadataModelConversion", ALL_RULES)).isEqualTo("AccessDeniedFault");
        assertThat(refused("StartMetadataModelCreation", ALL_RULES + creation("m")))
                .isEqualTo("AccessDeniedFault");
        town.network.role("dms-vpc-role", Trust.GRANTED);
        town.network.removeSubnet("subnet-a");
        assertThat(refused("StartMetadataModelConversion", ALL_RULES)).isEqualTo("InvalidResourceStateFault");
        town.network.removeSubnet("subnet-b");
        assertThat(refused("StartMetadataModelConversion", ALL_RULES)).isEqualTo("InvalidResourceStateFault");
        assertThat(describe("DescribeMetadataModelConversions").body()).isEqualTo("{\"Requests\":[]}");
    }

    @Test
    void dependencyThatBreaksWhileARequestRunsFailsItForGood() {
        town.project("move", BUCKET);
        start("StartMetadataModelConversion", ALL_RULES);
        town.clock.advance(Duration.ofSeconds(1));
        town.network.role("s3", Trust.NO_SUCH_ROLE);
        town.clock.advance(Duration.ofSeconds(1));
        Reply failed = describe("DescribeMetadataModelConversions");
        assertThat(failed.text("Status")).isEqualTo("FAILED");
        assertThat(failed.body())
                .contains("\"Error\":{\"defaultErrorDetails\":{\"Message\":\"DMS could not use the role " + ROLE
                        + "s3: it must exist and trust DMS.\"}}");
        town.network.role("s3", Trust.GRANTED);
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("FAILED");
    }

    @Test
    void successStaysWhenADependencyBreaksLater() {
        town.project("move", BUCKET);
        start("StartMetadataModelConversion", ALL_RULES);
        town.clock.advance(Duration.ofSeconds(2));
        describe("DescribeMetadataModelConversions");
        town.network.role("s3", Trust.NO_SUCH_ROLE);
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("SUCCESS");
    }

    @Test
    void secretAndSecurityGroupThatAreGoneFailTheRequest() {
        town.network.role("secret", Trust.GRANTED);
        town.made(
                "CreateInstanceProfile",
                "{\"InstanceProfileName\": \"p\", \"VpcSecurityGroups\": [\"sg-1\"]}",
                "InstanceProfileArn");
        town.project("move", "");
        town.network.removeSecurityGroup("sg-1");
        start("StartMetadataModelAssessment", ALL_RULES);
        town.clock.advance(Duration.ofSeconds(2));
        assertThat(describe("DescribeMetadataModelAssessments").text("Message"))
                .isEqualTo("Security group sg-1 not found.");
        town.made(
                "ModifyInstanceProfile",
                "{\"InstanceProfileIdentifier\": \"p\", \"VpcSecurityGroups\": []}",
                "InstanceProfileArn");
        town.made("ModifyMigrationProject", """
                {"MigrationProjectIdentifier": "move", "SourceDataProviderDescriptors": [{"DataProviderIdentifier": "my",
                 "SecretsManagerSecretId": "login", "SecretsManagerAccessRoleArn": "%ssecret"}]}""".formatted(ROLE), "MigrationProjectArn");
        town.network.role("secret", Trust.REFUSED);
        start("StartMetadataModelConversion", ALL_RULES);
        town.clock.advance(Duration.ofSeconds(2));
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("FAILED");
    }

    @Test
    void cancelledRequestPassesThroughItsStates() {
        town.project("move", "");
        String id = start("StartMetadataModelConversion", ALL_RULES);
        String cancel = "{\"MigrationProjectIdentifier\": \"move\", \"RequestIdentifier\": \"" + id + "\"}";
        assertThat(town.call("CancelMetadataModelCreation", cancel).code()).isEqualTo("ResourceNotFoundFault");
        Reply cancelling = town.call("CancelMetadataModelConversion", cancel);
        assertThat(cancelling.text("Status")).isEqualTo("CANCEL_RECEIVED");
        assertThat(town.call("CancelMetadataModelConversion", cancel).code()).isEqualTo("InvalidResourceStateFault");
        assertThat(deleteProject().code()).isEqualTo("InvalidResourceStateFault");
        town.clock.advance(Duration.ofMillis(250));
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("CANCELING");
        town.clock.advance(Duration.ofMillis(150));
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("CANCELED");
        town.clock.advance(Duration.ofSeconds(9));
        assertThat(describe("DescribeMetadataModelConversions").text("Status")).isEqualTo("CANCELED");
        assertThat(town.call("CancelMetadataModelConversion", cancel).code()).isEqualTo("InvalidResourceStateFault");
        assertThat(deleteProject().status()).isEqualTo(200);
    }

    @Test
    void projectThatIsWorkedOnIsNeitherChangedNorDeleted() {
        town.project("move", "");
        start("StartMetadataModelConversion", ALL_RULES);
        String project = "{\"MigrationProjectIdentifier\": \"move\"";
        assertThat(town.call("ModifyMigrationProject", project + "}").code()).isEqualTo("InvalidResourceStateFault");
        assertThat(deleteProject().code()).isEqualTo("InvalidResourceStateFault");
        assertThat(town.call("ModifyConversionConfiguration", project + ", \"ConversionConfiguration\": \"{}\"}")
                        .code())
                .isEqualTo("InvalidResourceStateFault");
        town.clock.advance(Duration.ofSeconds(2));
        assertThat(town.call("ModifyMigrationProject", project + "}").status()).isEqualTo(200);
        assertThat(deleteProject().status()).isEqualTo(200);
    }

    @Test
    void requestsAreFilteredByIdAndStatusAndPaged() {
        town.project("move", "");
        String first = start("StartMetadataModelConversion", ALL_RULES);
        town.clock.advance(Duration.ofSeconds(2));
        String second = start("StartMetadataModelConversion", ALL_RULES);
        assertThat(filtered("request-id", second).text("RequestIdentifier")).isEqualTo(second);
        assertThat(filtered("status", "SUCCESS").text("RequestIdentifier")).isEqualTo(first);
        assertThat(filtered("status", "FAILED").body()).isEqualTo("{\"Requests\":[]}");
        assertThat(filtered("name", "x").code()).isEqualTo("InvalidParameterValueException");
        Reply page = town.call(
                "DescribeMetadataModelConversions", "{\"MigrationProjectIdentifier\": \"move\", \"MaxRecords\": 1}");
        assertThat(page.text("RequestIdentifier")).isEqualTo(first);
        Reply rest = town.call(
                "DescribeMetadataModelConversions",
                "{\"MigrationProjectIdentifier\": \"move\", \"MaxRecords\": 1, \"Marker\": \"" + page.text("Marker")
                        + "\"}");
        assertThat(rest.text("RequestIdentifier")).isEqualTo(second);
        assertThat(rest.has("Marker")).isFalse();
    }

    @Test
    void onlyModelsThatWereCreatedAreKnown() {
        town.project("move", "");
        String model = ALL_RULES.replace("dbo", "report") + ", \"Origin\": \"SOURCE\"";
        assertThat(refused("DescribeMetadataModel", model)).isEqualTo("ResourceNotFoundFault");
        start("StartMetadataModelCreation", ALL_RULES + creation("report"));
        assertThat(refused("StartMetadataModelCreation", ALL_RULES + creation("report")))
                .isEqualTo("ResourceAlreadyExistsFault");
        town.clock.advance(Duration.ofSeconds(2));
        Reply known = town.call("DescribeMetadataModel", "{\"MigrationProjectIdentifier\": \"move\"" + model + "}");
        assertThat(known.text("MetadataModelName")).isEqualTo("report");
        assertThat(known.text("Definition")).isEqualTo("select 1");
        assertThat(known.has("TargetMetadataModels")).isFalse();
        Reply children = town.call(
                "DescribeMetadataModelChildren",
                "{\"MigrationProjectIdentifier\": \"move\"" + ALL_RULES + ", \"Origin\": \"SOURCE\"}");
        assertThat(children.text("MetadataModelName")).isEqualTo("report");
        start("StartMetadataModelImport", ALL_RULES + ", \"Origin\": \"SOURCE\", \"Refresh\": true");
        town.clock.advance(Duration.ofSeconds(2));
        assertThat(refused("DescribeMetadataModel", model)).isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void virtualTargetTakesNoImportAndNoScript() {
        town.profile("p");
        town.provider("my");
        town.made("CreateDataProvider", """
                {"DataProviderName": "pg", "Engine": "postgres", "Virtual": true, "Settings": {"PostgreSqlSettings": {}}}""", "DataProviderArn");
        town.project("move", "");
        assertThat(refused("StartMetadataModelImport", ALL_RULES + ", \"Origin\": \"TARGET\""))
                .isEqualTo("InvalidResourceStateFault");
        assertThat(refused("StartMetadataModelExportToTarget", ALL_RULES)).isEqualTo("InvalidResourceStateFault");
        assertThat(refused("StartExtensionPackAssociation", "")).isEqualTo("InvalidResourceStateFault");
        start("StartMetadataModelImport", ALL_RULES + ", \"Origin\": \"SOURCE\"");
    }

    @Test
    void reportNeedsAnAssessmentAndABucket() {
        town.project("move", BUCKET);
        town.project("bare", "");
        assertThat(refused("ExportMetadataModelAssessment", ALL_RULES)).isEqualTo("ResourceNotFoundFault");
        start("StartMetadataModelAssessment", ALL_RULES);
        town.clock.advance(Duration.ofSeconds(2));
        Reply both = town.call(
                "ExportMetadataModelAssessment",
                "{\"MigrationProjectIdentifier\": \"move\"" + ALL_RULES + ", \"FileName\": \"r\"}");
        assertThat(both.body())
                .isEqualTo("{\"PdfReport\":{\"S3ObjectKey\":\"x/r.pdf\","
                        + "\"ObjectURL\":\"https://bucket.s3.us-east-1.amazonaws.com/x/r.pdf\"},"
                        + "\"CsvReport\":{\"S3ObjectKey\":\"x/r.zip\","
                        + "\"ObjectURL\":\"https://bucket.s3.us-east-1.amazonaws.com/x/r.zip\"}}");
        assertThat(town.call(
                                "StartMetadataModelExportAsScript",
                                "{\"MigrationProjectIdentifier\": \"bare\"" + ALL_RULES + ", \"Origin\": \"SOURCE\"}")
                        .code())
                .isEqualTo("S3ResourceNotFoundFault");
    }

    @Test
    void configurationIsKept() {
        String arn = town.project("move", "");
        String project = "{\"MigrationProjectIdentifier\": \"move\"";
        assertThat(town.call("DescribeConversionConfiguration", project + "}").body())
                .isEqualTo("{\"MigrationProjectIdentifier\":\"" + arn + "\",\"ConversionConfiguration\":\"{}\"}");
        assertThat(town.call("ModifyConversionConfiguration", project + ", \"ConversionConfiguration\": \"x\"}")
                        .code())
                .isEqualTo("InvalidParameterValueException");
        assertThat(town.call(
                                "ModifyConversionConfiguration",
                                project + ", \"ConversionConfiguration\": \"{\\\"a\\\": 1}\"}")
                        .text("MigrationProjectIdentifier"))
                .isEqualTo(arn);
        assertThat(town.call("DescribeConversionConfiguration", project + "}").body())
                .contains("{\\\"a\\\": 1}");
        assertThat(town.call("GetTargetSelectionRules", project + ALL_RULES + "}")
                        .body())
                .contains("schema-name\\\":\\\"dbo");
        assertThat(town.call("GetTargetSelectionRules", project + ", \"SelectionRules\": \"{}\"}")
                        .code())
                .isEqualTo("InvalidParameterValueException");
    }

    private static String creation(String name) {
        return ", \"MetadataModelName\": \"" + name
                + "\", \"Properties\": {\"StatementProperties\": {\"Definition\": \"select 1\"}}";
    }

    private String start(String operation, String more) {
        return town.made(operation, "{\"MigrationProjectIdentifier\": \"move\"" + more + "}", "RequestIdentifier");
    }

    private String refused(String operation, String more) {
        return town.call(operation, "{\"MigrationProjectIdentifier\": \"move\"" + more + "}")
                .code();
    }

    private Reply describe(String operation) {
        return town.call(operation, "{\"MigrationProjectIdentifier\": \"move\"}");
    }

    private Reply filtered(String name, String value) {
        return town.call(
                "DescribeMetadataModelConversions",
                "{\"MigrationProjectIdentifier\": \"move\", \"Filters\": [{\"Name\": \"" + name + "\", \"Values\": [\""
                        + value + "\"]}]}");
    }

    private Reply deleteProject() {
        return town.call("DeleteMigrationProject", "{\"MigrationProjectIdentifier\": \"move\"}");
    }
}
