// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.core.dms.RoleDirectory.Trust;
import dev.lanyard.server.dms.Town.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubnetGroupTest {
    private final Town town = new Town();

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void groupIsShownInSmallLettersWithItsZones() {
        Reply made = create("My.Group", "subnet-a\", \"subnet-b");
        assertThat(made.body())
                .isEqualTo("{\"ReplicationSubnetGroup\":{\"ReplicationSubnetGroupIdentifier\":\"my.group\","
                        + "\"ReplicationSubnetGroupDescription\":\"d\",\"VpcId\":\"vpc-1\","
                        + "\"SubnetGroupStatus\":\"Complete\",\"Subnets\":[{\"SubnetIdentifier\":\"subnet-a\","
                        + "\"SubnetAvailabilityZone\":{\"Name\":\"us-east-1a\"},\"SubnetStatus\":\"Active\"},"
                        + "{\"SubnetIdentifier\":\"subnet-b\",\"SubnetAvailabilityZone\":{\"Name\":\"us-east-1b\"},"
                        + "\"SubnetStatus\":\"Active\"}],\"SupportedNetworkTypes\":[\"IPV4\"],\"IsReadOnly\":false}}");
        assertThat(filtered("MY.group").status()).isEqualTo(200);
        assertThat(filtered("none").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(create("MY.GROUP", "subnet-a\", \"subnet-b").body())
                .isEqualTo("{\"__type\":\"ResourceAlreadyExistsFault\","
                        + "\"message\":\"The Replication Subnet Group already exists\","
                        + "\"resourceArn\":\"arn:aws:dms:us-east-1:000000000000:subgrp:my.group\"}");
    }

    @Test
    void subnetsExistInOneVpcAndCoverTwoZones() {
        assertThat(create("g", "subnet-a").code()).isEqualTo("ReplicationSubnetGroupDoesNotCoverEnoughAZs");
        assertThat(create("g", "subnet-a\", \"subnet-a2").code())
                .isEqualTo("ReplicationSubnetGroupDoesNotCoverEnoughAZs");
        assertThat(create("g", "subnet-a\", \"subnet-x").code()).isEqualTo("InvalidSubnet");
        assertThat(create("g", "subnet-a\", \"subnet-d").code()).isEqualTo("InvalidSubnet");
        for (String bad : new String[] {"", "default", "Default", "a b", "a/b", "ä", "n".repeat(256)}) {
            assertThat(create(bad, "subnet-a\", \"subnet-b").code()).isEqualTo("InvalidParameterValueException");
        }
        town.network.role("dms-vpc-role", Trust.NO_SUCH_ROLE);
        assertThat(create("g", "subnet-a\", \"subnet-b").code()).isEqualTo("AccessDeniedFault");
        assertThat(town.call("DescribeReplicationSubnetGroups", "{}").body())
                .isEqualTo("{\"ReplicationSubnetGroups\":[]}");
    }

    @Test
    void modifyReplacesTheSubnets() {
        town.subnetGroup("g");
        Reply changed = modify("subnet-a2\", \"subnet-b");
        assertThat(changed.text("ReplicationSubnetGroupDescription")).isEqualTo("d");
        assertThat(changed.body()).contains("subnet-a2").doesNotContain("\"subnet-a\"");
        assertThat(modify("subnet-c\", \"subnet-d").text("VpcId")).isEqualTo("vpc-2");
        town.made("CreateInstanceProfile", "{\"SubnetGroupIdentifier\": \"g\"}", "InstanceProfileArn");
        assertThat(modify("subnet-a\", \"subnet-b").code()).isEqualTo("InvalidSubnet");
        assertThat(town.call(
                                "ModifyReplicationSubnetGroup",
                                "{\"ReplicationSubnetGroupIdentifier\": \"x\", \"SubnetIds\": [\"subnet-a\"]}")
                        .code())
                .isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void subnetInWhichSchemaConversionWorksStays() {
        town.subnetGroup("g");
        town.made(
                "CreateInstanceProfile",
                "{\"InstanceProfileName\": \"p\", \"SubnetGroupIdentifier\": \"g\"}",
                "InstanceProfileArn");
        town.project("move", "");
        town.made("StartExtensionPackAssociation", "{\"MigrationProjectIdentifier\": \"move\"}", "RequestIdentifier");
        assertThat(modify("subnet-a2\", \"subnet-b").code()).isEqualTo("SubnetAlreadyInUse");
        assertThat(modify("subnet-a\", \"subnet-a2\", \"subnet-b").status()).isEqualTo(200);
        town.clock.advance(Duration.ofSeconds(2));
        assertThat(modify("subnet-a2\", \"subnet-b").status()).isEqualTo(200);
    }

    @Test
    void groupCannotGoWhileAProfileUsesIt() {
        town.subnetGroup("g");
        town.made(
                "CreateInstanceProfile",
                "{\"InstanceProfileName\": \"p\", \"SubnetGroupIdentifier\": \"G\"}",
                "InstanceProfileArn");
        assertThat(delete().text("message")).isEqualTo("Replication subnet group g is in use by instance profile p.");
        town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"p\"}");
        assertThat(delete().body()).isEqualTo("{}");
        assertThat(delete().code()).isEqualTo("ResourceNotFoundFault");
    }

    @Test
    void subnetThatIsGoneShowsInItsGroup() {
        town.subnetGroup("g");
        town.network.removeSubnet("subnet-b");
        Reply shown = filtered("g");
        assertThat(shown.text("SubnetGroupStatus")).isEqualTo("Incomplete");
        assertThat(shown.body()).contains("\"Inactive\"");
    }

    @Test
    void pagesHaveTwentyToAHundredGroups() {
        for (int i = 10; i < 35; i++) {
            town.subnetGroup("g" + i);
        }
        Reply first = town.call("DescribeReplicationSubnetGroups", "{\"MaxRecords\": 20}");
        assertThat(first.count("VpcId")).isEqualTo(20);
        Reply rest = town.call(
                "DescribeReplicationSubnetGroups",
                "{\"MaxRecords\": 20, \"Marker\": \"" + first.text("Marker") + "\"}");
        assertThat(rest.count("VpcId")).isEqualTo(5);
        assertThat(town.call("DescribeReplicationSubnetGroups", "{\"MaxRecords\": 19}")
                        .code())
                .isEqualTo("InvalidParameterValueException");
    }

    private Reply create(String name, String subnets) {
        return town.call("CreateReplicationSubnetGroup", """
                {"ReplicationSubnetGroupIdentifier": "%s", "ReplicationSubnetGroupDescription": "d",
                 "SubnetIds": ["%s"]}""".formatted(name, subnets));
    }

    private Reply modify(String subnets) {
        return town.call(
                "ModifyReplicationSubnetGroup",
                "{\"ReplicationSubnetGroupIdentifier\": \"g\", \"SubnetIds\": [\"" + subnets + "\"]}");
    }

    private Reply delete() {
        return town.call("DeleteReplicationSubnetGroup", "{\"ReplicationSubnetGroupIdentifier\": \"g\"}");
    }

    private Reply filtered(String value) {
        return town.call(
                "DescribeReplicationSubnetGroups",
                "{\"Filters\": [{\"Name\": \"replication-subnet-group-id\", \"Values\": [\"" + value + "\"]}]}");
    }
}
