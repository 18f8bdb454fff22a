// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.server.dms.Town.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A town with something of everything, and for every operation a request that is granted there. The project `move`
/// from `my` to `pg` stands on the profile `p` in the group `net`; schema conversion works on the project `busy` of the
/// profile `busy`; and nothing uses what is called `idle`.
final class Furnished implements AutoCloseable {
    static final String ROLE = "arn:aws:iam::000000000000:role/";
    static final String RULES = "{\"rules\":[{\"object-locator\":{\"schema-name\":\"report\"}}]}";
    private static final List<String> LISTS = List.of(
            "DescribeReplicationSubnetGroups",
            "DescribeInstanceProfiles",
            "DescribeDataProviders",
            "DescribeMigrationProjects");
    static final List<String> REQUEST_LISTS = List.of(
            "DescribeMetadataModelImports",
            "DescribeMetadataModelAssessments",
            "DescribeMetadataModelConversions",
            "DescribeMetadataModelExportsAsScript",
            "DescribeMetadataModelExportsToTarget",
            "DescribeExtensionPackAssociations",
            "DescribeMetadataModelCreations");

    final Town town = new Town();
    private final Map<String, Map<String, Object>> requests = new TreeMap<>();
    private final String profileArn;

    Furnished() {
        town.network.role("s3", Trust.GRANTED);
        town.network.role("secret", Trust.GRANTED);
        town.subnetGroup("net");
        town.subnetGroup("idle");
        profileArn = grant("CreateInstanceProfile", profile("p")).text("InstanceProfileArn");
        town.profile("busy");
        town.profile("idle");
        town.provider("my");
        town.provider("pg");
        town.provider("idle");
        grant("CreateMigrationProject", project("move", "p"));
        grant("CreateMigrationProject", project("busy", "busy"));
        start("move", "StartMetadataModelAssessment", Tree.of());
        start("move", "StartMetadataModelCreation", creation("report"));
        town.clock.advance(Duration.ofSeconds(3));

        makeRequests();
        changeRequests();
        tagRequests();
        startRequests();
        knowledgeRequests();
        String conversion = start("busy", "StartMetadataModelConversion", Tree.of());
        String creation = start("busy", "StartMetadataModelCreation", creation("other"));
        requests.put("CancelMetadataModelConversion", of("busy", "RequestIdentifier", conversion));
        requests.put("CancelMetadataModelCreation", of("busy", "RequestIdentifier", creation));
    }

    /// Every operation and a request that is granted.
    Map<String, Map<String, Object>> requests() {
        return requests;
    }

    Reply call(String operation, Map<String, Object> request) {
        return town.call(operation, Tree.json(request));
    }

    private Reply grant(String operation, Map<String, Object> request) {
        Reply reply = call(operation, request);
        if (reply.status() != 200) {
            throw new AssertionError(operation + " " + request + " answered " + reply);
        }
        return reply;
    }

    /// Everything that can be seen, so that two looks tell whether something has changed.
    String look() {
        StringBuilder all = new StringBuilder();
        LISTS.forEach(list -> all.append(call(list, Tree.of()).body()));
        for (String project : List.of("move", "busy")) {
            REQUEST_LISTS.forEach(list -> all.append(call(list, of(project)).body()));
            all.append(call("DescribeConversionConfiguration", of(project)).body());
        }
        all.append(
                grant("ListTagsForResource", Tree.of("ResourceArn", profileArn)).body());
        return all.toString();
    }

    private String start(String project, String operation, Map<String, Object> more) {
        Map<String, Object> all = of(project, "SelectionRules", RULES);
        all.putAll(more);
        return grant(operation, all).text("RequestIdentifier");
    }

    private static Map<String, Object> of(String project, Object... more) {
        Map<String, Object> all = Tree.of("MigrationProjectIdentifier", project);
        all.putAll(Tree.of(more));
        return all;
    }

    private static Map<String, Object> creation(String model) {
        return Tree.of(
                "MetadataModelName",
                model,
                "Properties",
                Tree.of("StatementProperties", Tree.of("Definition", "select 1")));
    }

    private static Map<String, Object> profile(String name) {
        return Tree.of(
                "InstanceProfileName",
                name,
                "Description",
                "d",
                "AvailabilityZone",
                "us-east-1a",
                "KmsKeyArn",
                "arn:aws:kms:us-east-1:000000000000:key/0a1b2c3d-0000-4000-8000-000000000000",
                "PubliclyAccessible",
                false,
                "NetworkType",
                "DUAL",
                "SubnetGroupIdentifier",
                "net",
                "VpcSecurityGroups",
                List.of("sg-1"),
                "Tags",
                tags());
    }

    private static List<Object> tags() {
        return List.of(Tree.of("Key", "team", "Value", "x"));
    }

    private static Map<String, Object> project(String name, String profile) {
        return Tree.of(
                "MigrationProjectName",
                name,
                "InstanceProfileIdentifier",
                profile,
                "Description",
                "d",
                "SourceDataProviderDescriptors",
                List.of(Tree.of(
                        "DataProviderIdentifier",
                        "my",
                        "SecretsManagerSecretId",
                        "login",
                        "SecretsManagerAccessRoleArn",
                        ROLE + "secret")),
                "TargetDataProviderDescriptors",
                List.of(Tree.of("DataProviderIdentifier", "pg")),
                "TransformationRules",
                RULES,
                "SchemaConversionApplicationAttributes",
                Tree.of("S3BucketPath", "s3://bucket/x", "S3BucketRoleArn", ROLE + "s3"),
                "Tags",
                tags());
    }

    private static Map<String, Object> provider(String name) {
        return Tree.of(
                "DataProviderName",
                name,
                "Description",
                "d",
                "Engine",
                "redshift",
                "Virtual",
                false,
                "Settings",
                Tree.of(
                        "RedshiftSettings",
                        Tree.of(
                                "ServerName",
                                "db",
                                "Port",
                                5439,
                                "S3Path",
                                "s3://b-1",
                                "S3AccessRoleArn",
                                ROLE + "s3")),
                "Tags",
                tags());
    }

    private static Map<String, Object> group(String name) {
        return Tree.of(
                "ReplicationSubnetGroupIdentifier",
                name,
                "ReplicationSubnetGroupDescription",
                "d",
                "SubnetIds",
                List.of("subnet-a", "subnet-b"),
                "Tags",
                tags());
    }

    private void makeRequests() {
        requests.put("CreateReplicationSubnetGroup", group("new"));
        requests.put("CreateInstanceProfile", profile("new"));
        requests.put("CreateDataProvider", provider("new"));
        requests.put("CreateMigrationProject", project("new", "p"));
        requests.put("DeleteReplicationSubnetGroup", Tree.of("ReplicationSubnetGroupIdentifier", "idle"));
        requests.put("DeleteInstanceProfile", Tree.of("InstanceProfileIdentifier", "idle"));
        requests.put("DeleteDataProvider", Tree.of("DataProviderIdentifier", "idle"));
        requests.put("DeleteMigrationProject", of("move"));
        describe("DescribeReplicationSubnetGroups", "replication-subnet-group-id", "net");
        describe("DescribeInstanceProfiles", "instance-profile-identifier", "p");
        describe("DescribeDataProviders", "data-provider-identifier", "my");
        describe("DescribeMigrationProjects", "migration-project-identifier", "move");
        requests.put("DescribeAccountAttributes", Tree.of());
    }

    private void describe(String operation, String filter, String value) {
        requests.put(
                operation,
                Tree.of("Filters", List.of(Tree.of("Name", filter, "Values", List.of(value))), "MaxRecords", 50));
    }

    private void changeRequests() {
        requests.put("ModifyReplicationSubnetGroup", without(group("net"), "Tags"));
        requests.put(
                "ModifyInstanceProfile", Tree.with(without(profile("q"), "Tags"), "InstanceProfileIdentifier", "p"));
        requests.put(
                "ModifyDataProvider", Tree.with(without(provider("spare"), "Tags"), "DataProviderIdentifier", "idle"));
        requests.put(
                "ModifyMigrationProject",
                Tree.with(without(project("moved", "p"), "Tags"), "MigrationProjectIdentifier", "move"));
        requests.put("ModifyConversionConfiguration", of("move", "ConversionConfiguration", "{\"a\":1}"));
    }

    private static Map<String, Object> without(Map<String, Object> request, String member) {
        request.remove(member);
        return request;
    }

    private void tagRequests() {
        requests.put("AddTagsToResource", Tree.of("ResourceArn", profileArn, "Tags", tags()));
        requests.put("RemoveTagsFromResource", Tree.of("ResourceArn", profileArn, "TagKeys", List.of("team")));
        requests.put("ListTagsForResource", Tree.of("ResourceArnList", List.of(profileArn)));
    }

    private void startRequests() {
        requests.put("StartMetadataModelImport", of("move", "SelectionRules", RULES, "Origin", "SOURCE"));
        requests.put("StartMetadataModelAssessment", of("move", "SelectionRules", RULES));
        requests.put("StartMetadataModelConversion", of("move", "SelectionRules", RULES));
        requests.put("StartMetadataModelExportAsScript", of("move", "SelectionRules", RULES, "Origin", "TARGET"));
        requests.put("StartMetadataModelExportToTarget", of("move", "SelectionRules", RULES));
        requests.put("StartExtensionPackAssociation", of("move"));
        Map<String, Object> creation = of("move", "SelectionRules", RULES);
        creation.putAll(creation("new"));
        requests.put("StartMetadataModelCreation", creation);
    }

    private void knowledgeRequests() {
        Map<String, Object> ofSource = of("move", "SelectionRules", RULES, "Origin", "SOURCE");
        requests.put("DescribeMetadataModel", ofSource);
        requests.put("DescribeMetadataModelChildren", ofSource);
        requests.put(
                "ExportMetadataModelAssessment",
                of("move", "SelectionRules", RULES, "AssessmentReportTypes", List.of("pdf")));
        requests.put("GetTargetSelectionRules", of("move", "SelectionRules", RULES));
        requests.put("DescribeConversionConfiguration", of("move"));
        REQUEST_LISTS.forEach(list -> requests.put(
                list,
                of(
                        "move",
                        "Filters",
                        List.of(Tree.of("Name", "status", "Values", List.of("SUCCESS"))),
                        "MaxRecords",
                        10)));
    }

    @Override
    public void close() {
        town.close();
    }
}
