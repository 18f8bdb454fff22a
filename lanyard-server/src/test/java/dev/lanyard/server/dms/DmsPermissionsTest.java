// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Region;
import dev.lanyard.aws.bind.RecordBinder;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Dispatcher;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Origin;
import dev.lanyard.core.op.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DmsPermissionsTest {
    private static final String HERE = "arn:aws:dms:us-east-1:000000000000:";

    private final Town town = new Town();

    @AfterEach
    void stop() {
        town.close();
    }

    /// The mapping in the service authorization reference: all others have the name of their operation.
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("DescribeInstanceProfiles", "ListInstanceProfiles"),
            Map.entry("DescribeDataProviders", "ListDataProviders"),
            Map.entry("DescribeMigrationProjects", "ListMigrationProjects"),
            Map.entry("ModifyInstanceProfile", "UpdateInstanceProfile"),
            Map.entry("ModifyDataProvider", "UpdateDataProvider"),
            Map.entry("ModifyMigrationProject", "UpdateMigrationProject"),
            Map.entry("ModifyConversionConfiguration", "UpdateConversionConfiguration"),
            Map.entry("StartExtensionPackAssociation", "AssociateExtensionPack"),
            Map.entry("StartMetadataModelExportAsScript", "StartMetadataModelExportAsScripts"),
            Map.entry("DescribeExtensionPackAssociations", "ListExtensionPacks"),
            Map.entry("DescribeMetadataModelAssessments", "ListMetadataModelAssessments"),
            Map.entry("DescribeMetadataModelConversions", "ListMetadataModelConversions"),
            Map.entry("DescribeMetadataModelExportsAsScript", "ListMetadataModelExports"),
            Map.entry("DescribeMetadataModelExportsToTarget", "ListMetadataModelExports"));

    @Test
    void permissionsHaveTheNamesThatAwsDocuments() {
        try (Furnished furnished = new Furnished()) {
            furnished
                    .requests()
                    .forEach((operation, request) -> assertThat(needed(
                                            furnished
                                                    .town
                                                    .dispatcher()
                                                    .find("dms", operation)
                                                    .orElseThrow(),
                                            request)
                                    .getFirst()
                                    .action())
                            .isEqualTo("dms:" + OTHER_NAMES.getOrDefault(operation, operation)));
        }
    }

    @Test
    void resourceIsItsArnOrAnyOfItsKind() {
        String arn = town.profile("p");
        assertThat(needed("DeleteInstanceProfile", Map.of("InstanceProfileIdentifier", "p")))
                .extracting(Permission::resource)
                .containsExactly(arn);
        assertThat(needed("DeleteInstanceProfile", Map.of("InstanceProfileIdentifier", "none")))
                .extracting(Permission::resource)
                .containsExactly(HERE + "instance-profile:*");
        String elsewhere = arn.replace("000000000000", "111122223333");
        assertThat(needed("DeleteInstanceProfile", Map.of("InstanceProfileIdentifier", elsewhere)))
                .extracting(Permission::resource)
                .containsExactly(elsewhere);
        assertThat(needed("DescribeInstanceProfiles", Map.of()))
                .extracting(Permission::resource)
                .containsExactly(HERE + "instance-profile:*");
        assertThat(needed("DescribeReplicationSubnetGroups", Map.of()))
                .extracting(Permission::resource)
                .containsExactly("*");
        assertThat(needed(
                        "CreateReplicationSubnetGroup",
                        Map.of(
                                "ReplicationSubnetGroupIdentifier",
                                "Net",
                                "ReplicationSubnetGroupDescription",
                                "d",
                                "SubnetIds",
                                List.of())))
                .extracting(Permission::resource)
                .containsExactly(HERE + "subgrp:net");
    }

    @Test
    void tagsAreConditionKeys() {
        List<Object> tags = List.of(Map.of("Key", "team", "Value", "x"));
        List<Permission> create = needed("CreateInstanceProfile", Map.of("Tags", tags));
        assertThat(create)
                .extracting(Permission::action)
                .containsExactly("dms:CreateInstanceProfile", "dms:AddTagsToResource");
        assertThat(create)
                .allSatisfy(permission -> assertThat(permission.keys())
                        .isEqualTo(Map.of(
                                "aws:RequestTag/team",
                                List.of("x"),
                                "dms:req-tag/team",
                                List.of("x"),
                                "aws:TagKeys",
                                List.of("team"))));
        String arn = town.made(
                "CreateInstanceProfile", "{\"Tags\": [{\"Key\": \"team\", \"Value\": \"x\"}]}", "InstanceProfileArn");
        assertThat(needed("ModifyInstanceProfile", Map.of("InstanceProfileIdentifier", arn)))
                .extracting(Permission::keys)
                .containsExactly(
                        Map.of("aws:ResourceTag/team", List.of("x"), "dms:instance-profile-tag/team", List.of("x")));
        assertThat(needed("RemoveTagsFromResource", Map.of("ResourceArn", arn, "TagKeys", List.of("a")))
                        .getFirst()
                        .keys())
                .containsEntry("aws:TagKeys", List.of("a"))
                .containsEntry("dms:instance-profile-tag/team", List.of("x"));
    }

    @Test
    void everyKindHasAConditionKeyOfItsOwn() {
        town.subnetGroup("net");
        String project = town.project("move", "");
        for (String arn : List.of(
                HERE + "subgrp:net",
                town.call("DescribeInstanceProfiles", "{}").text("InstanceProfileArn"),
                town.call("DescribeDataProviders", "{}").text("DataProviderArn"),
                project)) {
            town.call(
                    "AddTagsToResource", Tree.json(Tree.of("ResourceArn", arn, "Tags", List.of(Tree.of("Key", "a")))));
            assertThat(needed("ListTagsForResource", Map.of("ResourceArn", arn))
                            .getFirst()
                            .keys())
                    .containsOnlyKeys("aws:ResourceTag/a", "dms:" + arn.split(":")[5] + "-tag/a");
        }
    }

    @Test
    void projectNeedsItsPartsAndPassesItsRoles() {
        String profile = town.profile("p");
        String source = town.provider("my");
        List<Permission> needed = needed(
                "CreateMigrationProject",
                Map.of(
                        "InstanceProfileIdentifier",
                        "p",
                        "SourceDataProviderDescriptors",
                        List.of(Map.of(
                                "DataProviderIdentifier",
                                "my",
                                "SecretsManagerAccessRoleArn",
                                "arn:aws:iam::000000000000:role/secret")),
                        "TargetDataProviderDescriptors",
                        List.of(Map.of("DataProviderIdentifier", "none")),
                        "SchemaConversionApplicationAttributes",
                        Map.of("S3BucketRoleArn", "arn:aws:iam::000000000000:role/s3")));
        assertThat(needed)
                .extracting(permission -> permission.action() + " " + permission.resource())
                .containsExactly(
                        "dms:CreateMigrationProject " + HERE + "migration-project:*",
                        "dms:CreateMigrationProject " + profile,
                        "dms:CreateMigrationProject " + source,
                        "dms:CreateMigrationProject " + HERE + "data-provider:*",
                        "iam:PassRole arn:aws:iam::000000000000:role/s3",
                        "iam:PassRole arn:aws:iam::000000000000:role/secret");
        assertThat(needed.getLast().keys()).isEqualTo(Map.of("iam:PassedToService", List.of("dms.amazonaws.com")));
        assertThat(names(
                        "CreateDataProvider",
                        Map.of(
                                "Engine",
                                "redshift",
                                "Settings",
                                Map.of(
                                        "RedshiftSettings",
                                        Map.of("S3AccessRoleArn", "arn:aws:iam::000000000000:role/s3")))))
                .containsExactly("dms:CreateDataProvider", "iam:PassRole", "iam:GetRole");
    }

    private List<String> names(String operation, Map<String, Object> input) {
        return needed(operation, input).stream().map(Permission::action).toList();
    }

    private List<Permission> needed(String operation, Map<String, Object> input) {
        return needed(town.dispatcher().find("dms", operation).orElseThrow(), input);
    }

    private static <I extends Record, O extends Record> List<Permission> needed(
            Dispatcher.Bound<I, O> bound, Map<String, Object> input) {
        Operation<I, O> operation = bound.operation();
        RecordBinder<I> binder =
                RecordBinder.ofInput(operation.input(), bound.model().input().orElseThrow(), new ArrayList<>());
        Call call = new Call(
                new Caller.Root(new AccountId("000000000000")),
                new Region("us-east-1"),
                java.time.Instant.EPOCH,
                "id",
                new Origin("127.0.0.1", false, Optional.empty(), Optional.empty()));
        return operation
                .course()
                .begin()
                .apply(binder.read(input), call)
                .needed()
                .get();
    }
}
