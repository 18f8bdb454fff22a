// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.server.dms.Town.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceProfileTest {
    private static final String KEY = "arn:aws:kms:us-east-1:000000000000:key/0a1b2c3d-0000-4000-8000-000000000000";
    private final Town town = new Town();

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void nothingAskedForGivesAllDefaults() {
        Reply made = town.call("CreateInstanceProfile", "{}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("InstanceProfileName")).matches("ip-[0-9]{13}");
        String arn = made.text("InstanceProfileArn");
        assertThat(arn).matches("arn:aws:dms:us-east-1:000000000000:instance-profile:[A-Z2-7]{26}");
        assertThat(made.body())
                .isEqualTo("{\"InstanceProfile\":{\"InstanceProfileArn\":\"" + arn
                        + "\",\"PubliclyAccessible\":true,\"NetworkType\":\"IPV4\",\"InstanceProfileName\":\""
                        + made.text("InstanceProfileName")
                        + "\",\"InstanceProfileCreationTime\":\"2026-02-12T11:27:47.000000Z\","
                        + "\"SubnetGroupIdentifier\":\"default\",\"VpcSecurityGroups\":[]}}");
    }

    @Test
    void everythingAskedForIsShownByAllFourOperations() {
        town.subnetGroup("Net");
        Reply made = town.call("CreateInstanceProfile", """
                {"InstanceProfileName": "Mine", "Description": "for the move", "AvailabilityZone": "us-east-1a",
                 "KmsKeyArn": "%s", "PubliclyAccessible": false, "NetworkType": "DUAL",
                 "SubnetGroupIdentifier": "Net", "VpcSecurityGroups": ["sg-1"],
                 "Tags": [{"Key": "team", "Value": "x"}]}""".formatted(KEY));
        String profile = "{\"InstanceProfileArn\":\"" + made.text("InstanceProfileArn")
                + "\",\"AvailabilityZone\":\"us-east-1a\",\"KmsKeyArn\":\"" + KEY
                + "\",\"PubliclyAccessible\":false,\"NetworkType\":\"DUAL\",\"InstanceProfileName\":\"Mine\","
                + "\"Description\":\"for the move\",\"InstanceProfileCreationTime\":\"2026-02-12T11:27:47.000000Z\","
                + "\"SubnetGroupIdentifier\":\"net\",\"VpcSecurityGroups\":[\"sg-1\"]}";
        assertThat(made.body()).isEqualTo("{\"InstanceProfile\":" + profile + "}");
        assertThat(town.call("DescribeInstanceProfiles", "{}").body())
                .isEqualTo("{\"InstanceProfiles\":[" + profile + "]}");
        assertThat(town.call("ModifyInstanceProfile", "{\"InstanceProfileIdentifier\": \"Mine\"}")
                        .body())
                .isEqualTo(made.body());
        assertThat(town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"Mine\"}")
                        .body())
                .isEqualTo(made.body());
    }

    @Test
    void modifyChangesWhatIsGivenAndRenameKeepsTheArn() {
        town.subnetGroup("net");
        String arn = town.made("CreateInstanceProfile", """
                {"InstanceProfileName": "a", "Description": "d", "AvailabilityZone": "us-east-1a", "KmsKeyArn": "%s",
                 "VpcSecurityGroups": ["sg-1"]}""".formatted(KEY), "InstanceProfileArn");
        Reply renamed = town.call("ModifyInstanceProfile", """
                {"InstanceProfileIdentifier": "%s", "InstanceProfileName": "b", "NetworkType": "DUAL",
                 "SubnetGroupIdentifier": "arn:aws:dms:us-east-1:000000000000:subgrp:net"}""".formatted(arn));
        assertThat(renamed.text("InstanceProfileArn")).isEqualTo(arn);
        assertThat(renamed.text("InstanceProfileName")).isEqualTo("b");
        assertThat(renamed.text("NetworkType")).isEqualTo("DUAL");
        assertThat(renamed.text("SubnetGroupIdentifier")).isEqualTo("net");
        assertThat(renamed.text("Description")).isEqualTo("d");
        assertThat(renamed.body()).contains("[\"sg-1\"]");
        Reply cleared = town.call("ModifyInstanceProfile", """
                {"InstanceProfileIdentifier": "b", "Description": "", "VpcSecurityGroups": [], "AvailabilityZone": "",
                 "KmsKeyArn": "", "PubliclyAccessible": false}""");
        assertThat(cleared.has("Description") || cleared.has("AvailabilityZone") || cleared.has("KmsKeyArn"))
                .isFalse();
        assertThat(cleared.body()).contains("\"VpcSecurityGroups\":[]").contains("\"PubliclyAccessible\":false");
        assertThat(modify("a", "").code()).isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void namesAreUniqueInTheirCasePerAccountAndRegion() {
        String arn = town.profile("Mine");
        Reply again = create("\"InstanceProfileName\": \"Mine\"");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.body())
                .isEqualTo("{\"__type\":\"ResourceAlreadyExistsFault\","
                        + "\"message\":\"Instance profile Mine already exists.\",\"resourceArn\":\"" + arn + "\"}");
        town.profile("mine");
        assertThat(modify("mine", "\"InstanceProfileName\": \"Mine\"").code()).isEqualTo("InvalidResourceStateFault");
        assertThat(town.callFrom(
                                "111122223333",
                                "us-east-1",
                                "CreateInstanceProfile",
                                "{\"InstanceProfileName\": \"Mine\"}")
                        .status())
                .isEqualTo(200);
        assertThat(town.callFrom(
                                "000000000000",
                                "eu-west-1",
                                "CreateInstanceProfile",
                                "{\"InstanceProfileName\": \"Mine\"}")
                        .status())
                .isEqualTo(200);
        assertThat(town.call("DescribeInstanceProfiles", "{}").count("InstanceProfileArn"))
                .isEqualTo(2);
    }

    @Test
    void arnOfAnotherAccountRegionOrKindIsNotFound() {
        String arn = town.profile("mine");
        for (String other : new String[] {
            arn.replace("000000000000", "111122223333"),
            arn.replace("us-east-1", "eu-west-1"),
            arn.replace("instance-profile", "data-provider"),
            "arn:aws:dms:us-east-1",
            arn + "X",
            "nobody"
        }) {
            for (String operation : new String[] {"ModifyInstanceProfile", "DeleteInstanceProfile"}) {
                assertThat(town.call(operation, "{\"InstanceProfileIdentifier\": \"" + other + "\"}")
                                .code())
                        .isEqualTo("ResourceNotFoundFault");
            }
            assertThat(filtered(other).code()).isEqualTo("ResourceNotFoundFault");
        }
        assertThat(filtered(arn).text("InstanceProfileArn")).isEqualTo(arn);
    }

    @Test
    void describeFiltersByAnyOfTheValuesAndPages() {
        String arn = town.profile("a");
        town.profile("b");
        town.profile("c");
        Reply two = town.call("DescribeInstanceProfiles", """
                {"Filters": [{"Name": "instance-profile-identifier", "Values": ["c", "%s", "none"]}]}""".formatted(arn));
        assertThat(two.count("InstanceProfileArn")).isEqualTo(2);
        Reply first = town.call("DescribeInstanceProfiles", "{\"MaxRecords\": 2}");
        assertThat(first.count("InstanceProfileArn")).isEqualTo(2);
        Reply rest = town.call(
                "DescribeInstanceProfiles", "{\"MaxRecords\": 2, \"Marker\": \"" + first.text("Marker") + "\"}");
        assertThat(rest.text("InstanceProfileName")).isEqualTo("c");
        assertThat(rest.has("Marker")).isFalse();
        assertThat(town.call("DescribeInstanceProfiles", "{\"Marker\": \"nonsense\"}")
                        .code())
                .isEqualTo("InvalidParameterValueException");
        for (String bad : new String[] {"0", "101", "-1"}) {
            assertThat(town.call("DescribeInstanceProfiles", "{\"MaxRecords\": " + bad + "}")
                            .code())
                    .isEqualTo("InvalidParameterValueException");
        }
        assertThat(town.call("DescribeInstanceProfiles", "{\"Filters\": [{\"Name\": \"name\", \"Values\": [\"a\"]}]}")
                        .code())
                .isEqualTo("InvalidParameterValueException");
    }

    @Test
    void sixtyProfilesFillTheQuotaOfOneRegion() {
        for (int i = 0; i < 60; i++) {
            town.profile("p" + i);
        }
        assertThat(create("").code()).isEqualTo("ResourceQuotaExceededFault");
        assertThat(town.call("DescribeInstanceProfiles", "{}").count("InstanceProfileArn"))
                .isEqualTo(60);
        assertThat(town.callFrom("000000000000", "eu-west-1", "CreateInstanceProfile", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatAProfileStandsOnMustExist() {
        town.subnetGroup("net");
        assertThat(create("\"SubnetGroupIdentifier\": \"none\"").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(create("\"VpcSecurityGroups\": [\"sg-9\"]").code()).isEqualTo("ResourceNotFoundFault");
        Reply elsewhere = create("\"SubnetGroupIdentifier\": \"net\", \"VpcSecurityGroups\": [\"sg-2\"]");
        assertThat(elsewhere.code()).isEqualTo("ResourceNotFoundFault");
        assertThat(elsewhere.text("message")).isEqualTo("Security group sg-2 not found in VPC vpc-1.");
        assertThat(create("\"AvailabilityZone\": \"us-east-1z\"").code()).isEqualTo("InvalidParameterValueException");
        assertThat(create("\"NetworkType\": \"IPV6\"").code()).isEqualTo("InvalidParameterValueException");
        String arn = town.made(
                "CreateInstanceProfile",
                "{\"SubnetGroupIdentifier\": \"net\", \"VpcSecurityGroups\": [\"sg-1\"]}",
                "InstanceProfileArn");
        assertThat(modify(arn, "\"VpcSecurityGroups\": [\"sg-2\"]").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(modify(arn, "\"SubnetGroupIdentifier\": \"none\"").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(filtered(arn).body()).contains("[\"sg-1\"]").contains("\"net\"");
    }

    @Test
    void keyMustBeOneOfThisRegion() {
        for (String bad : new String[] {
            "mykey", KEY.replace("us-east-1", "eu-west-1"), KEY.replace(":key/", ":grant/"), KEY.replace("kms", "iam")
        }) {
            assertThat(create("\"KmsKeyArn\": \"" + bad + "\"").code()).isEqualTo("KMSKeyNotAccessibleFault");
        }
        String arn = town.profile("p");
        assertThat(modify(arn, "\"KmsKeyArn\": \"mykey\"").code()).isEqualTo("KMSKeyNotAccessibleFault");
        assertThat(create("\"KmsKeyArn\": \"arn:aws:kms:us-east-1:111122223333:alias/shared\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void vpcRoleThatIsGoneDeniesDmsTheNetwork() {
        town.subnetGroup("net");
        String arn = town.profile("p");
        town.network.role("dms-vpc-role", Trust.NO_SUCH_ROLE);
        assertThat(create("\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("AccessDeniedFault");
        assertThat(modify(arn, "\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("AccessDeniedFault");
        assertThat(create("").status()).isEqualTo(200);
    }

    @Test
    void vpcRoleThatTurnsDmsAwayDeniesLookingAndDeleting() {
        town.subnetGroup("net");
        String arn = town.made("CreateInstanceProfile", "{\"SubnetGroupIdentifier\": \"net\"}", "InstanceProfileArn");
        town.network.role("dms-vpc-role", Trust.REFUSED);
        Reply denied = town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"" + arn + "\"}");
        assertThat(denied.body())
                .isEqualTo("{\"__type\":\"AccessDeniedFault\",\"message\":\"The IAM Role"
                        + " arn:aws:iam::000000000000:role/dms-vpc-role is not configured properly.\"}");
        assertThat(filtered(arn).code()).isEqualTo("AccessDeniedFault");
        assertThat(town.call("DescribeInstanceProfiles", "{}").status()).isEqualTo(200);
        town.network.role("dms-vpc-role", Trust.NO_SUCH_ROLE);
        assertThat(town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"" + arn + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void subnetGroupThatLostAZoneIsNotInAStateToBeUsed() {
        town.subnetGroup("net");
        String arn = town.profile("p");
        town.network.removeSubnet("subnet-b");
        assertThat(create("\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("InvalidResourceStateFault");
        assertThat(modify(arn, "\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("InvalidResourceStateFault");
    }

    @Test
    void subnetGroupWhoseVpcIsGoneIsAFailedDependency() {
        town.subnetGroup("net");
        String arn = town.profile("p");
        town.network.removeSubnet("subnet-a");
        town.network.removeSubnet("subnet-b");
        assertThat(create("\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("FailedDependencyFault");
        assertThat(modify(arn, "\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("FailedDependencyFault");
    }

    @Test
    void anotherServiceThatDoesNotAnswerIsAFailedDependencyOfAllFour() {
        town.subnetGroup("net");
        String arn = town.made("CreateInstanceProfile", "{\"SubnetGroupIdentifier\": \"net\"}", "InstanceProfileArn");
        town.network.fail();
        assertThat(create("").code()).isEqualTo("FailedDependencyFault");
        assertThat(modify(arn, "\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("FailedDependencyFault");
        assertThat(filtered(arn).code()).isEqualTo("FailedDependencyFault");
        assertThat(town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"" + arn + "\"}")
                        .code())
                .isEqualTo("FailedDependencyFault");
        assertThat(town.call("DescribeInstanceProfiles", "{}").count("InstanceProfileArn"))
                .isEqualTo(1);
    }

    @Test
    void defaultGroupIsMadeOutOfTheDefaultVpcOnFirstUse() {
        town.profile("label");
        assertThat(town.call("DescribeReplicationSubnetGroups", "{}").count("VpcId"))
                .isZero();
        town.network.makeDefault("vpc-1");
        town.profile("group");
        assertThat(town.call("DescribeReplicationSubnetGroups", "{}").text("VpcId"))
                .isEqualTo("vpc-1");
        assertThat(create("\"VpcSecurityGroups\": [\"sg-2\"]").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(town.call("DeleteReplicationSubnetGroup", "{\"ReplicationSubnetGroupIdentifier\": \"default\"}")
                        .code())
                .isEqualTo("InvalidResourceStateFault");
    }

    @Test
    void profileCannotGoWhileAProjectUsesIt() {
        String arn = town.profile("p");
        town.project("move", "");
        Reply refused = town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"" + arn + "\"}");
        assertThat(refused.body())
                .isEqualTo("{\"__type\":\"InvalidResourceStateFault\","
                        + "\"message\":\"Instance profile p is in use by migration project move.\"}");
        town.made("ModifyMigrationProject", """
                {"MigrationProjectIdentifier": "move", "InstanceProfileIdentifier": "%s"}""".formatted(town.profile("other")), "InstanceProfileName");
        assertThat(town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"" + arn + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"other\"}")
                        .code())
                .isEqualTo("InvalidResourceStateFault");
        town.call("DeleteMigrationProject", "{\"MigrationProjectIdentifier\": \"move\"}");
        assertThat(town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"other\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void profileIsNotChangedWhileSchemaConversionRunsOnIt() {
        town.project("move", "");
        town.made("StartExtensionPackAssociation", "{\"MigrationProjectIdentifier\": \"move\"}", "RequestIdentifier");
        assertThat(modify("p", "\"NetworkType\": \"DUAL\"").code()).isEqualTo("InvalidResourceStateFault");
        town.clock.advance(Duration.ofSeconds(2));
        assertThat(modify("p", "\"NetworkType\": \"DUAL\"").status()).isEqualTo(200);
    }

    @Test
    void profileOfAProjectWhoseBucketIsClosedToDmsDoesNotMoveToAnotherNetwork() {
        town.subnetGroup("net");
        town.network.role("s3", Trust.GRANTED);
        town.project("move", """
                , "SchemaConversionApplicationAttributes":
                  {"S3BucketPath": "s3://bucket", "S3BucketRoleArn": "arn:aws:iam::000000000000:role/s3"}""");
        town.network.role("s3", Trust.REFUSED);
        assertThat(modify("p", "\"SubnetGroupIdentifier\": \"net\"").code()).isEqualTo("S3AccessDeniedFault");
        assertThat(modify("p", "\"Description\": \"d\"").status()).isEqualTo(200);
    }

    @Test
    void secondDeleteFindsNothing() {
        String arn = town.profile("p");
        String body = "{\"InstanceProfileIdentifier\": \"" + arn + "\"}";
        assertThat(town.call("DeleteInstanceProfile", body).text("InstanceProfileArn"))
                .isEqualTo(arn);
        Reply gone = town.call("DeleteInstanceProfile", body);
        assertThat(gone.body())
                .isEqualTo("{\"__type\":\"ResourceNotFoundFault\",\"message\":\"Instance profile " + arn
                        + " not found.\"}");
    }

    @Test
    void whatIsNoRequestChangesNothing() {
        for (String bad : new String[] {
            "{",
            "[]",
            "{\"InstanceProfileName\": 7}",
            "{\"PubliclyAccessible\": \"yes\"}",
            "{\"VpcSecurityGroups\": \"sg-1\"}",
            "{\"Tags\": {\"a\": \"b\"}}"
        }) {
            assertThat(town.call("CreateInstanceProfile", bad).code()).isEqualTo("SerializationException");
        }
        assertThat(town.call("DeleteInstanceProfile", "{}").code()).isEqualTo("InvalidParameterValueException");
        assertThat(create("\"InstanceProfileName\": \"\"").code()).isEqualTo("InvalidParameterValueException");
        assertThat(create("\"InstanceProfileName\": \"" + "n".repeat(256) + "\"")
                        .code())
                .isEqualTo("InvalidParameterValueException");
        assertThat(create("\"Description\": \"" + "d".repeat(256) + "\"").code())
                .isEqualTo("InvalidParameterValueException");
        assertThat(create("\"Tags\": [{\"Key\": \"aws:x\", \"Value\": \"y\"}]").code())
                .isEqualTo("InvalidParameterValueException");
        assertThat(town.call("DescribeInstanceProfiles", "{}").count("InstanceProfileArn"))
                .isZero();
        assertThat(create("\"Unknown\": {\"a\": [1]}").status()).isEqualTo(200);
    }

    private Reply create(String members) {
        return town.call("CreateInstanceProfile", "{" + members + "}");
    }

    private Reply modify(String identifier, String members) {
        return town.call(
                "ModifyInstanceProfile",
                "{\"InstanceProfileIdentifier\": \"" + identifier + "\"" + (members.isEmpty() ? "" : ", ") + members
                        + "}");
    }

    private Reply filtered(String value) {
        return town.call(
                "DescribeInstanceProfiles",
                "{\"Filters\": [{\"Name\": \"instance-profile-identifier\", \"Values\": [\"" + value + "\"]}]}");
    }
}
