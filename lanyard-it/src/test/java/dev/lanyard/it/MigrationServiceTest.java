// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.Options.Transitions;
import dev.lanyard.server.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/// The AWS CLI with every operation of the Database Migration Service that is served: none is left out.
class MigrationServiceTest {
    private static final String HERE = "arn:aws:dms:us-east-1:000000000000:";
    private static final String RULES =
            "{\"rules\":[{\"rule-type\":\"selection\",\"rule-id\":\"1\",\"rule-name\":\"1\","
                    + "\"object-locator\":{\"schema-name\":\"report\"},\"rule-action\":\"explicit\"}]}";
    private static final Map<String, String> PROJECT = Map.of("MigrationProjectIdentifier", "move");
    private static final Map<String, String> OF_RULES =
            Map.of("MigrationProjectIdentifier", "move", "SelectionRules", RULES);

    @AutoClose
    private final Node quick = node(Transitions.ZERO);

    /// Where schema conversion takes so long that there is time to cancel it.
    @AutoClose
    private final Node slow = node(Transitions.AWS);

    private final Set<String> called = new TreeSet<>();
    private AwsCli cli = cli(quick);

    MigrationServiceTest() throws StartFailure {}

    private static Node node(Transitions transitions) throws StartFailure {
        return Node.start(Options.onFreePorts().transitions(transitions).build());
    }

    private static AwsCli cli(Node node) {
        return AwsCli.in(new Shell(node.endpoint(), Path.of("").toAbsolutePath()));
    }

    @Test
    void everyOperationThatIsServedAnswersTheCli() throws IOException {
        network();
        profile();
        providers();
        project();
        tagsAndQuotas();
        conversions();
        knowledge();
        teardown();
        cancellations();
        assertThat(called).containsExactlyElementsOf(served());
    }

    /// The operations of DMS in the list that the build generates from the code.
    private static Set<String> served() throws IOException {
        String all = Files.readString(Server.root().resolve("docs/operations.md"));
        String table = all.substring(all.indexOf("\n## dms:"), all.lastIndexOf("\nAbsent: "));
        Set<String> names = new TreeSet<>();
        table.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| operation "))
                .forEach(line -> names.add(line.substring(2, line.indexOf(' ', 2))));
        assertThat(names).contains("DeleteInstanceProfile", "StartMetadataModelConversion");
        return names;
    }

    private void network() {
        role("dms-vpc-role");
        role("s3");
        List<String> subnets = Json.list(cli.call("ec2", "DescribeSubnets", Map.of()), "Subnets").stream()
                .map(subnet -> Json.string(subnet, "SubnetId"))
                .toList();
        JsonNode group = Json.field(
                dms(
                        "CreateReplicationSubnetGroup",
                        Map.of(
                                "ReplicationSubnetGroupIdentifier",
                                "Net",
                                "ReplicationSubnetGroupDescription",
                                "for the move",
                                "SubnetIds",
                                subnets.subList(0, 2))),
                "ReplicationSubnetGroup");
        assertThat(Json.string(group, "ReplicationSubnetGroupIdentifier")).isEqualTo("net");
        assertThat(Json.list(group, "Subnets")).hasSize(2);
        dms(
                "ModifyReplicationSubnetGroup",
                Map.of("ReplicationSubnetGroupIdentifier", "net", "SubnetIds", subnets.subList(0, 3)));
        JsonNode described = only(
                dms("DescribeReplicationSubnetGroups", filter("replication-subnet-group-id", "net")),
                "ReplicationSubnetGroups");
        assertThat(Json.list(described, "Subnets")).hasSize(3);
    }

    private void profile() {
        dms(
                "CreateInstanceProfile",
                Map.of(
                        "InstanceProfileName",
                        "p",
                        "SubnetGroupIdentifier",
                        "net",
                        "PubliclyAccessible",
                        false,
                        "Tags",
                        List.of(Map.of("Key", "team", "Value", "badges"))));
        dms("ModifyInstanceProfile", Map.of("InstanceProfileIdentifier", "p", "NetworkType", "DUAL"));
        JsonNode described =
                only(dms("DescribeInstanceProfiles", filter("instance-profile-identifier", "p")), "InstanceProfiles");
        assertThat(Json.string(described, "NetworkType")).isEqualTo("DUAL");
        assertThat(Json.field(described, "PubliclyAccessible").asBoolean()).isFalse();
        assertThat(Json.string(described, "SubnetGroupIdentifier")).isEqualTo("net");
    }

    private void providers() {
        provider("from", "sqlserver", "MicrosoftSqlServerSettings");
        provider("to", "postgres", "PostgreSqlSettings");
        dms(
                "ModifyDataProvider",
                Map.of(
                        "DataProviderIdentifier",
                        "to",
                        "Settings",
                        Map.of("PostgreSqlSettings", Map.of("Port", 5432)),
                        "ExactSettings",
                        false));
        JsonNode described =
                only(dms("DescribeDataProviders", filter("data-provider-identifier", "to")), "DataProviders");
        JsonNode settings = Json.field(Json.field(described, "Settings"), "PostgreSqlSettings");
        assertThat(Json.field(settings, "Port").asNumber()).isEqualTo("5432");
        assertThat(Json.string(settings, "ServerName")).isEqualTo("db");
    }

    private void provider(String name, String engine, String settings) {
        dms(
                "CreateDataProvider",
                Map.of(
                        "DataProviderName",
                        name,
                        "Engine",
                        engine,
                        "Settings",
                        Map.of(settings, Map.of("ServerName", "db"))));
    }

    private void project() {
        createProject();
        dms("ModifyMigrationProject", Map.of("MigrationProjectIdentifier", "move", "Description", "by truck"));
        JsonNode described =
                only(dms("DescribeMigrationProjects", filter("instance-profile-identifier", "p")), "MigrationProjects");
        assertThat(Json.string(described, "Description")).isEqualTo("by truck");
        assertThat(Json.string(described, "InstanceProfileName")).isEqualTo("p");
    }

    private void createProject() {
        dms(
                "CreateMigrationProject",
                Map.of(
                        "MigrationProjectName",
                        "move",
                        "InstanceProfileIdentifier",
                        "p",
                        "SourceDataProviderDescriptors",
                        List.of(Map.of("DataProviderIdentifier", "from")),
                        "TargetDataProviderDescriptors",
                        List.of(Map.of("DataProviderIdentifier", "to")),
                        "SchemaConversionApplicationAttributes",
                        Map.of(
                                "S3BucketPath",
                                "s3://bucket/x",
                                "S3BucketRoleArn",
                                "arn:aws:iam::000000000000:role/s3")));
    }

    private void tagsAndQuotas() {
        String group = HERE + "subgrp:net";
        dms("AddTagsToResource", Map.of("ResourceArn", group, "Tags", List.of(Map.of("Key", "a", "Value", "b"))));
        assertThat(Json.list(dms("ListTagsForResource", Map.of("ResourceArn", group)), "TagList"))
                .hasSize(1);
        dms("RemoveTagsFromResource", Map.of("ResourceArn", group, "TagKeys", List.of("a")));
        assertThat(Json.list(dms("DescribeAccountAttributes", Map.of()), "AccountQuotas"))
                .anySatisfy(quota -> assertThat(quota)
                        .isEqualTo(Json.read("{\"AccountQuotaName\":\"InstanceProfiles\",\"Used\":1,\"Max\":60}")));
    }

    private void conversions() {
        String refused = "InvalidResourceStateFault: Instance profile p is in use by migration project move.";
        assertThatThrownBy(() -> dms("DeleteInstanceProfile", Map.of("InstanceProfileIdentifier", "p")))
                .isInstanceOf(Refusal.class)
                .hasMessage(refused);
        succeeds("StartMetadataModelImport", with(OF_RULES, "Origin", "SOURCE"), "DescribeMetadataModelImports");
        succeeds("StartMetadataModelAssessment", OF_RULES, "DescribeMetadataModelAssessments");
        succeeds("StartMetadataModelCreation", creation(), "DescribeMetadataModelCreations");
        succeeds("StartMetadataModelConversion", OF_RULES, "DescribeMetadataModelConversions");
        succeeds(
                "StartMetadataModelExportAsScript",
                with(OF_RULES, "Origin", "TARGET"),
                "DescribeMetadataModelExportsAsScript");
        succeeds("StartMetadataModelExportToTarget", OF_RULES, "DescribeMetadataModelExportsToTarget");
        succeeds("StartExtensionPackAssociation", PROJECT, "DescribeExtensionPackAssociations");
    }

    private static Map<String, ?> creation() {
        return with(
                with(OF_RULES, "MetadataModelName", "report"),
                "Properties",
                Map.of("StatementProperties", Map.of("Definition", "select 1")));
    }

    private void succeeds(String start, Map<String, ?> members, String describe) {
        String request = Json.string(dms(start, members), "RequestIdentifier");
        JsonNode described = only(dms(describe, with(filter("request-id", request), PROJECT)), "Requests");
        assertThat(Json.string(described, "Status")).isEqualTo("SUCCESS");
        assertThat(Json.string(described, "MigrationProjectArn")).startsWith(HERE + "migration-project:");
    }

    /// What the conversions have left behind.
    private void knowledge() {
        dms("ModifyConversionConfiguration", with(PROJECT, "ConversionConfiguration", "{\"a\":1}"));
        assertThat(Json.string(dms("DescribeConversionConfiguration", PROJECT), "ConversionConfiguration"))
                .isEqualTo("{\"a\":1}");
        assertThat(Json.string(dms("GetTargetSelectionRules", OF_RULES), "TargetSelectionRules"))
                .isEqualTo(RULES);
        Map<String, ?> origin = with(OF_RULES, "Origin", "SOURCE");
        assertThat(Json.string(dms("DescribeMetadataModel", origin), "Definition"))
                .isEqualTo("select 1");
        assertThat(Json.list(dms("DescribeMetadataModelChildren", origin), "MetadataModelChildren"))
                .hasSize(1);
        JsonNode report = Json.field(
                dms("ExportMetadataModelAssessment", with(OF_RULES, "AssessmentReportTypes", List.of("pdf"))),
                "PdfReport");
        assertThat(Json.string(report, "S3ObjectKey")).isEqualTo("x/move.pdf");
    }

    private void teardown() {
        dms("DeleteMigrationProject", PROJECT);
        dms("DeleteDataProvider", Map.of("DataProviderIdentifier", "from"));
        JsonNode profile =
                Json.field(dms("DeleteInstanceProfile", Map.of("InstanceProfileIdentifier", "p")), "InstanceProfile");
        assertThat(profile.asObject().keySet())
                .containsExactlyInAnyOrder(
                        "InstanceProfileArn",
                        "PubliclyAccessible",
                        "NetworkType",
                        "InstanceProfileName",
                        "InstanceProfileCreationTime",
                        "SubnetGroupIdentifier",
                        "VpcSecurityGroups");
        assertThat(Json.string(profile, "InstanceProfileCreationTime"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        dms("DeleteReplicationSubnetGroup", Map.of("ReplicationSubnetGroupIdentifier", "net"));
    }

    private void cancellations() {
        cli = cli(slow);
        role("s3");
        dms("CreateInstanceProfile", Map.of("InstanceProfileName", "p"));
        provider("from", "sqlserver", "MicrosoftSqlServerSettings");
        provider("to", "postgres", "PostgreSqlSettings");
        createProject();
        cancelled("StartMetadataModelConversion", OF_RULES, "CancelMetadataModelConversion");
        cancelled("StartMetadataModelCreation", creation(), "CancelMetadataModelCreation");
    }

    private void cancelled(String start, Map<String, ?> members, String cancel) {
        String request = Json.string(dms(start, members), "RequestIdentifier");
        JsonNode cancelled = Json.field(dms(cancel, with(PROJECT, "RequestIdentifier", request)), "Request");
        assertThat(Json.string(cancelled, "Status")).isEqualTo("CANCEL_RECEIVED");
    }

    private void role(String name) {
        cli.call("iam", "CreateRole", Map.of("RoleName", name, "AssumeRolePolicyDocument", Trust.DMS));
    }

    private JsonNode dms(String operation, Map<String, ?> members) {
        called.add(operation);
        return cli.call("dms", operation, members);
    }

    private static Map<String, ?> filter(String name, String value) {
        return Map.of("Filters", List.of(Map.of("Name", name, "Values", List.of(value))));
    }

    private static Map<String, ?> with(Map<String, ?> members, String name, Object value) {
        return with(members, Map.of(name, value));
    }

    private static Map<String, ?> with(Map<String, ?> some, Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static JsonNode only(JsonNode answer, String list) {
        List<JsonNode> items = Json.list(answer, list);
        assertThat(items).hasSize(1);
        return items.getFirst();
    }
}
