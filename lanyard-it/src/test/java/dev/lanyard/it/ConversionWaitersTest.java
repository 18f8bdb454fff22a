// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// boto3's own waiters for everything that schema conversion is asked to do.
class ConversionWaitersTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/s3";
    private static final Map<String, Object> PROJECT = Map.of("MigrationProjectIdentifier", "move");
    private static final Map<String, Object> OF_RULES =
            with(PROJECT, "SelectionRules", "{\"rules\":[{\"object-locator\":{\"schema-name\":\"dbo\"}}]}");
    private static final Map<String, Object> OF_SOURCE = with(OF_RULES, "Origin", "SOURCE");

    @AutoClose
    private final Node node = Node.start(Options.onFreePorts().build());

    @AutoClose
    private final Boto3 boto3 =
            Boto3.start(new Shell(node.endpoint(), Path.of("").toAbsolutePath()));

    ConversionWaitersTest() throws StartFailure {}

    @BeforeEach
    void makeAProject() {
        boto3.call("iam", "CreateRole", Map.of("RoleName", "s3", "AssumeRolePolicyDocument", Trust.DMS));
        dms("CreateInstanceProfile", Map.of("InstanceProfileName", "p"));
        dms(
                "CreateDataProvider",
                Map.of(
                        "DataProviderName",
                        "my",
                        "Engine",
                        "mysql",
                        "Settings",
                        Map.of("MySqlSettings", Map.of("ServerName", "db"))));
        List<Map<String, String>> descriptors = List.of(Map.of("DataProviderIdentifier", "my"));
        dms(
                "CreateMigrationProject",
                Map.of(
                        "MigrationProjectName",
                        "move",
                        "InstanceProfileIdentifier",
                        "p",
                        "SourceDataProviderDescriptors",
                        descriptors,
                        "TargetDataProviderDescriptors",
                        descriptors,
                        "SchemaConversionApplicationAttributes",
                        Map.of("S3BucketPath", "s3://bucket", "S3BucketRoleArn", ROLE)));
    }

    @Test
    void allThatIsAskedForIsWaitedFor() {
        String imported = start("StartMetadataModelImport", OF_SOURCE);
        String assessed = start("StartMetadataModelAssessment", OF_RULES);
        String converted = start("StartMetadataModelConversion", OF_RULES);
        String created = start("StartMetadataModelCreation", creation("a"));
        String script = start("StartMetadataModelExportAsScript", OF_SOURCE);
        String target = start("StartMetadataModelExportToTarget", OF_RULES);
        String pack = start("StartExtensionPackAssociation", PROJECT);
        // These two wait behind the others, so that there is time to change one's mind.
        String noConversion = start("StartMetadataModelConversion", OF_RULES);
        String noCreation = start("StartMetadataModelCreation", creation("b"));
        dms("CancelMetadataModelConversion", with(PROJECT, "RequestIdentifier", noConversion));
        dms("CancelMetadataModelCreation", with(PROJECT, "RequestIdentifier", noCreation));

        await("MetadataModelConversionCancelled", noConversion);
        await("MetadataModelCreationCancelled", noCreation);
        await("MetadataModelImported", imported);
        await("MetadataModelAssessed", assessed);
        await("MetadataModelConverted", converted);
        await("MetadataModelCreated", created);
        await("MetadataModelExportedAsScript", script);
        await("MetadataModelExportedToTarget", target);
        await("ExtensionPackAssociated", pack);
    }

    @Test
    void waiterTellsThatARequestFailed() {
        String request = start("StartMetadataModelConversion", OF_RULES);
        boto3.call("iam", "DeleteRole", Map.of("RoleName", "s3"));
        assertThatThrownBy(() -> await("MetadataModelConverted", request))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("terminal failure state");
        JsonNode failed = Json.list(dms("DescribeMetadataModelConversions", PROJECT), "Requests")
                .getFirst();
        assertThat(failed.toString()).contains("DMS could not use the role " + ROLE);
    }

    private static Map<String, Object> creation(String model) {
        return with(
                with(OF_RULES, "MetadataModelName", model),
                "Properties",
                Map.of("StatementProperties", Map.of("Definition", "select 1")));
    }

    private String start(String operation, Map<String, Object> members) {
        return Json.string(dms(operation, members), "RequestIdentifier");
    }

    private void await(String waiter, String request) {
        boto3.await(
                "dms",
                waiter,
                with(PROJECT, "Filters", List.of(Map.of("Name", "request-id", "Values", List.of(request)))));
    }

    private JsonNode dms(String operation, Map<String, Object> members) {
        return boto3.call("dms", operation, members);
    }

    private static Map<String, Object> with(Map<String, Object> members, String name, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(name, value);
        return all;
    }
}
