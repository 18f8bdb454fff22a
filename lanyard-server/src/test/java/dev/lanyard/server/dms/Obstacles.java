// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What stands in the way of requests that are granted as they are: one thing for every fault of every operation.
final class Obstacles {
    private static final String DENIED = "AccessDeniedFault";
    private static final String DEPENDENCY = "FailedDependencyFault";
    private static final String STATE = "InvalidResourceStateFault";
    private static final String KMS = "KMSKeyNotAccessibleFault";
    private static final String EXISTS = "ResourceAlreadyExistsFault";
    private static final String NOT_FOUND = "ResourceNotFoundFault";
    private static final String QUOTA = "ResourceQuotaExceededFault";
    private static final String S3_DENIED = "S3AccessDeniedFault";
    private static final String S3_NOT_FOUND = "S3ResourceNotFoundFault";
    private static final int MORE_THAN_ANY_QUOTA = 1_000;

    private static final Obstacle OUTAGE = broken(town -> town.network.fail());
    private static final Obstacle NO_VPC_ROLE = broken(town -> town.network.role("dms-vpc-role", Trust.NO_SUCH_ROLE));
    private static final Obstacle CLOSED_VPC_ROLE = broken(town -> town.network.role("dms-vpc-role", Trust.REFUSED));
    private static final Obstacle CLOSED_BUCKET = broken(town -> town.network.role("s3", Trust.REFUSED));
    private static final Obstacle CLOSED_SECRET = broken(town -> town.network.role("secret", Trust.REFUSED));
    private static final Obstacle LOST_ZONE = broken(town -> town.network.removeSubnet("subnet-b"));
    private static final Obstacle NO_BUCKET = given(
            "SchemaConversionApplicationAttributes",
            Tree.of("S3BucketPath", "elsewhere", "S3BucketRoleArn", Furnished.ROLE + "s3"));

    private final Map<String, Obstacle> all = new TreeMap<>();

    private Obstacles() {}

    /// Comes between a request and its being granted.
    interface Obstacle {
        /// @param request one that would be granted
        /// @return the request that is not
        Map<String, Object> raise(Furnished furnished, Map<String, Object> request);
    }

    /// By operation and fault, with a blank between them.
    static Map<String, Obstacle> all() {
        Obstacles obstacles = new Obstacles();
        obstacles.subnetGroups();
        obstacles.profiles();
        obstacles.providers();
        obstacles.projects();
        obstacles.tags();
        obstacles.conversion();
        obstacles.knowledge();
        return obstacles.all;
    }

    private void put(String operation, String fault, Obstacle obstacle) {
        all.put(operation + ' ' + fault, obstacle);
    }

    private static Obstacle broken(Consumer<Town> how) {
        return (furnished, request) -> {
            how.accept(furnished.town);
            return request;
        };
    }

    private static Obstacle given(String member, Object value) {
        return (_, request) -> Tree.with(request, member, value);
    }

    private static Obstacle filtered(String name) {
        return given("Filters", List.of(Tree.of("Name", name, "Values", List.of("none"))));
    }

    /// The operation itself is used up to its quota.
    ///
    /// @param name the member that must differ; empty when none must
    private static Obstacle full(String operation, String name) {
        return (furnished, request) -> {
            for (int i = 0; i < MORE_THAN_ANY_QUOTA; i++) {
                Map<String, Object> one = name.isEmpty() ? request : Tree.with(request, name, "n" + i);
                if (furnished.call(operation, one).status() != 200) {
                    return request;
                }
            }
            throw new AssertionError("no quota for " + operation);
        };
    }

    private void subnetGroups() {
        String name = "ReplicationSubnetGroupIdentifier";
        for (String operation : List.of("CreateReplicationSubnetGroup", "ModifyReplicationSubnetGroup")) {
            put(operation, DENIED, NO_VPC_ROLE);
            put(operation, "InvalidSubnet", given("SubnetIds", List.of("subnet-a", "subnet-x")));
            put(operation, "ReplicationSubnetGroupDoesNotCoverEnoughAZs", given("SubnetIds", List.of("subnet-a")));
        }
        put("CreateReplicationSubnetGroup", EXISTS, given(name, "Net"));
        put("CreateReplicationSubnetGroup", QUOTA, full("CreateReplicationSubnetGroup", name));
        put("ModifyReplicationSubnetGroup", NOT_FOUND, given(name, "none"));
        put(
                "ModifyReplicationSubnetGroup",
                QUOTA,
                given(
                        "SubnetIds",
                        IntStream.range(0, 61).mapToObj(i -> "subnet-" + i).toList()));
        put("ModifyReplicationSubnetGroup", "SubnetAlreadyInUse", (furnished, request) -> {
            furnished.call("StartExtensionPackAssociation", furnished.requests().get("StartExtensionPackAssociation"));
            return Tree.with(request, "SubnetIds", List.of("subnet-a2", "subnet-b"));
        });
        put("DeleteReplicationSubnetGroup", DENIED, CLOSED_VPC_ROLE);
        put("DeleteReplicationSubnetGroup", STATE, given(name, "net"));
        put("DeleteReplicationSubnetGroup", NOT_FOUND, given(name, "none"));
        put("DescribeReplicationSubnetGroups", NOT_FOUND, filtered("replication-subnet-group-id"));
    }

    private void profiles() {
        String name = "InstanceProfileIdentifier";
        for (String operation : List.of("CreateInstanceProfile", "ModifyInstanceProfile")) {
            put(operation, DENIED, NO_VPC_ROLE);
            put(operation, DEPENDENCY, OUTAGE);
            put(operation, STATE, LOST_ZONE);
            put(operation, KMS, given("KmsKeyArn", "mine"));
            put(operation, NOT_FOUND, given("SubnetGroupIdentifier", "none"));
        }
        put("CreateInstanceProfile", EXISTS, given("InstanceProfileName", "p"));
        put("CreateInstanceProfile", QUOTA, full("CreateInstanceProfile", "InstanceProfileName"));
        put("ModifyInstanceProfile", S3_DENIED, CLOSED_BUCKET);
        put("DeleteInstanceProfile", DENIED, inGroup(CLOSED_VPC_ROLE));
        put("DeleteInstanceProfile", DEPENDENCY, inGroup(OUTAGE));
        put("DeleteInstanceProfile", STATE, given(name, "p"));
        put("DeleteInstanceProfile", NOT_FOUND, given(name, "none"));
        put("DescribeInstanceProfiles", DENIED, CLOSED_VPC_ROLE);
        put("DescribeInstanceProfiles", DEPENDENCY, OUTAGE);
        put("DescribeInstanceProfiles", NOT_FOUND, filtered("instance-profile-identifier"));
    }

    /// The profile that nothing uses is moved to a group, so that DMS needs its role to look at it.
    private static Obstacle inGroup(Obstacle then) {
        return (furnished, request) -> {
            furnished.call("ModifyInstanceProfile", Tree.with(request, "SubnetGroupIdentifier", "net"));
            return then.raise(furnished, request);
        };
    }

    private void providers() {
        String name = "DataProviderIdentifier";
        for (String operation : List.of("CreateDataProvider", "ModifyDataProvider")) {
            put(operation, DENIED, CLOSED_BUCKET);
            put(operation, DEPENDENCY, OUTAGE);
        }
        put("CreateDataProvider", EXISTS, given("DataProviderName", "my"));
        put("CreateDataProvider", QUOTA, full("CreateDataProvider", "DataProviderName"));
        put("DescribeDataProviders", NOT_FOUND, filtered("data-provider-identifier"));
        for (String operation : List.of("ModifyDataProvider", "DeleteDataProvider")) {
            put(operation, STATE, given(name, "my"));
            put(operation, NOT_FOUND, given(name, "none"));
        }
    }

    private void projects() {
        String name = "MigrationProjectIdentifier";
        for (String operation : List.of("CreateMigrationProject", "ModifyMigrationProject")) {
            put(operation, DENIED, CLOSED_SECRET);
            put(operation, DEPENDENCY, OUTAGE);
            put(operation, NOT_FOUND, given("InstanceProfileIdentifier", "none"));
            put(operation, S3_DENIED, CLOSED_BUCKET);
            put(operation, S3_NOT_FOUND, NO_BUCKET);
        }
        put("CreateMigrationProject", EXISTS, given("MigrationProjectName", "move"));
        put("CreateMigrationProject", QUOTA, full("CreateMigrationProject", "MigrationProjectName"));
        put("DescribeMigrationProjects", NOT_FOUND, filtered("migration-project-identifier"));
        put("ModifyMigrationProject", STATE, given(name, "busy"));
        put("DeleteMigrationProject", STATE, given(name, "busy"));
        put("DeleteMigrationProject", NOT_FOUND, given(name, "none"));
    }

    private void tags() {
        String gone = "arn:aws:dms:us-east-1:000000000000:subgrp:none";
        put(
                "AddTagsToResource",
                STATE,
                given(
                        "Tags",
                        IntStream.range(0, 50)
                                .mapToObj(i -> Tree.of("Key", "k" + i))
                                .toList()));
        put("AddTagsToResource", NOT_FOUND, given("ResourceArn", gone));
        put("RemoveTagsFromResource", NOT_FOUND, given("ResourceArn", gone));
        put("ListTagsForResource", NOT_FOUND, given("ResourceArnList", List.of(gone)));
    }

    private void conversion() {
        for (String operation : List.of(
                "StartMetadataModelImport",
                "StartMetadataModelAssessment",
                "StartMetadataModelConversion",
                "StartMetadataModelExportAsScript",
                "StartMetadataModelExportToTarget",
                "StartExtensionPackAssociation")) {
            put(operation, DENIED, NO_VPC_ROLE);
            put(operation, STATE, LOST_ZONE);
            put(operation, NOT_FOUND, given("MigrationProjectIdentifier", "none"));
            put(operation, QUOTA, full(operation, ""));
            put(operation, S3_DENIED, CLOSED_BUCKET);
        }
        put("StartMetadataModelExportAsScript", S3_NOT_FOUND, (furnished, request) -> {
            furnished.town.project("bare", "");
            return Tree.with(request, "MigrationProjectIdentifier", "bare");
        });
        put("StartMetadataModelCreation", DENIED, NO_VPC_ROLE);
        put("StartMetadataModelCreation", EXISTS, given("MetadataModelName", "report"));
        put("StartMetadataModelCreation", NOT_FOUND, given("MigrationProjectIdentifier", "none"));
        put("StartMetadataModelCreation", QUOTA, full("StartMetadataModelCreation", "MetadataModelName"));
        for (String operation : List.of("CancelMetadataModelConversion", "CancelMetadataModelCreation")) {
            put(operation, NOT_FOUND, given("RequestIdentifier", "none"));
            put(operation, STATE, (furnished, request) -> {
                furnished.call(operation, request);
                return request;
            });
        }
        for (String operation : Furnished.REQUEST_LISTS) {
            put(operation, NOT_FOUND, given("MigrationProjectIdentifier", "none"));
        }
    }

    private void knowledge() {
        for (String operation : List.of(
                "DescribeMetadataModel",
                "DescribeMetadataModelChildren",
                "ExportMetadataModelAssessment",
                "GetTargetSelectionRules",
                "DescribeConversionConfiguration",
                "ModifyConversionConfiguration")) {
            put(operation, NOT_FOUND, given("MigrationProjectIdentifier", "none"));
        }
        put("ModifyConversionConfiguration", STATE, given("MigrationProjectIdentifier", "busy"));
    }
}
