// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.dms.Town.Reply;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DmsTagsTest {
    private final Town town = new Town();

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void everyKindOfResourceHasTagsOfItsOwn() {
        town.subnetGroup("net");
        String project = town.project("move", ", \"Tags\": [{\"Key\": \"made\", \"Value\": \"with\"}]");
        String profile = town.call("DescribeInstanceProfiles", "{}").text("InstanceProfileArn");
        String provider = town.call("DescribeDataProviders", "{}").text("DataProviderArn");
        String group = "arn:aws:dms:us-east-1:000000000000:subgrp:net";
        for (String arn : List.of(project, profile, provider, group)) {
            assertThat(add(arn, "{\"Key\": \"team\", \"Value\": \"x\"}, {\"Key\": \"bare\"}")
                            .body())
                    .isEqualTo("{}");
            assertThat(add(arn, "{\"Key\": \"team\", \"Value\": \"y\"}").status())
                    .isEqualTo(200);
            assertThat(list(arn).body())
                    .contains("{\"Key\":\"bare\",\"Value\":\"\"}")
                    .contains("{\"Key\":\"team\",\"Value\":\"y\"}")
                    .doesNotContain("ResourceArn");
            assertThat(town.call(
                                    "RemoveTagsFromResource",
                                    "{\"ResourceArn\": \"" + arn + "\", \"TagKeys\": [\"bare\", \"none\"]}")
                            .body())
                    .isEqualTo("{}");
        }
        assertThat(list(project).body())
                .isEqualTo("{\"TagList\":[{\"Key\":\"made\",\"Value\":\"with\"},{\"Key\":\"team\",\"Value\":\"y\"}]}");
        assertThat(town.call("ListTagsForResource", "{\"ResourceArnList\": [\"" + profile + "\", \"" + group + "\"]}")
                        .body())
                .isEqualTo("{\"TagList\":[{\"Key\":\"team\",\"Value\":\"y\",\"ResourceArn\":\"" + profile
                        + "\"},{\"Key\":\"team\",\"Value\":\"y\",\"ResourceArn\":\"" + group + "\"}]}");
        assertThat(town.call("DescribeMigrationProjects", "{}").has("Tags")).isFalse();
    }

    @Test
    void tagsGoWithTheirResource() {
        String arn = town.profile("p");
        add(arn, "{\"Key\": \"a\"}");
        town.call("DeleteInstanceProfile", "{\"InstanceProfileIdentifier\": \"p\"}");
        assertThat(list(arn).code()).isEqualTo("ResourceNotFoundFault");
        assertThat(add(arn, "{\"Key\": \"a\"}").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(list("p").code()).isEqualTo("ResourceNotFoundFault");
        assertThat(list(arn.replace("us-east-1", "eu-west-1")).code()).isEqualTo("ResourceNotFoundFault");
        assertThat(town.call("ListTagsForResource", "{}").code()).isEqualTo("InvalidParameterCombinationException");
    }

    @Test
    void tagsThatBreakTheRulesChangeNothing() {
        String arn = town.profile("p");
        for (String bad : List.of(
                "{\"Key\": \"aws:a\"}",
                "{\"Key\": \"DMS:a\"}",
                "{\"Value\": \"a\"}",
                "{\"Key\": \"a*\"}",
                "{\"Key\": \"a\", \"Value\": \"<\"}",
                "{\"Key\": \"" + "k".repeat(129) + "\"}",
                "{\"Key\": \"a\", \"Value\": \"" + "v".repeat(257) + "\"}",
                "{\"Key\": \"a\"}, {\"Key\": \"a\"}")) {
            assertThat(add(arn, bad).code()).as(bad).isEqualTo("InvalidParameterValueException");
        }
        String fifty = IntStream.range(0, 50)
                .mapToObj(i -> "{\"Key\": \"k" + i + "\"}")
                .collect(Collectors.joining(","));
        assertThat(add(arn, fifty).status()).isEqualTo(200);
        assertThat(add(arn, "{\"Key\": \"one more\"}").code()).isEqualTo("InvalidResourceStateFault");
        assertThat(list(arn).count("Key")).isEqualTo(50);
        assertThat(town.call("CreateInstanceProfile", "{\"Tags\": [" + fifty + ", {\"Key\": \"x\"}]}")
                        .code())
                .isEqualTo("ResourceQuotaExceededFault");
    }

    @Test
    void quotasTellHowMuchIsUsed() {
        town.subnetGroup("net");
        town.project("move", "");
        Reply account = town.call("DescribeAccountAttributes", "{}");
        assertThat(account.body())
                .startsWith("{\"AccountQuotas\":[{\"AccountQuotaName\":\"InstanceProfiles\",\"Used\":1,\"Max\":60},"
                        + "{\"AccountQuotaName\":\"DataProviders\",\"Used\":2,\"Max\":1000},"
                        + "{\"AccountQuotaName\":\"MigrationProjects\",\"Used\":1,\"Max\":10},"
                        + "{\"AccountQuotaName\":\"ReplicationSubnetGroups\",\"Used\":1,\"Max\":60}]");
        assertThat(account.text("UniqueAccountIdentifier")).matches("c[0-9a-z]{11}");
        assertThat(town.callFrom("111122223333", "us-east-1", "DescribeAccountAttributes", "{}")
                        .text("UniqueAccountIdentifier"))
                .matches("c[0-9a-z]{11}")
                .isNotEqualTo(account.text("UniqueAccountIdentifier"));
    }

    @Test
    void quotasCanBeUsedUpToTheLast() {
        try (Furnished furnished = new Furnished()) {
            for (String kind : List.of(
                    "CreateReplicationSubnetGroup",
                    "CreateInstanceProfile",
                    "CreateDataProvider",
                    "CreateMigrationProject")) {
                Obstacles.all()
                        .get(kind + " ResourceQuotaExceededFault")
                        .raise(furnished, furnished.requests().get(kind));
            }
            assertThat(furnished.town.call("DescribeAccountAttributes", "{}").body())
                    .contains("\"InstanceProfiles\",\"Used\":60,\"Max\":60}")
                    .contains("\"DataProviders\",\"Used\":1000,\"Max\":1000}")
                    .contains("\"MigrationProjects\",\"Used\":10,\"Max\":10}")
                    .contains("\"ReplicationSubnetGroups\",\"Used\":60,\"Max\":60}");
            Reply page = furnished.town.call("DescribeDataProviders", "{}");
            assertThat(page.count("DataProviderArn")).isEqualTo(100);
            assertThat(page.has("Marker")).isTrue();
        }
    }

    private Reply add(String arn, String tags) {
        return town.call("AddTagsToResource", "{\"ResourceArn\": \"" + arn + "\", \"Tags\": [" + tags + "]}");
    }

    private Reply list(String arn) {
        return town.call("ListTagsForResource", "{\"ResourceArn\": \"" + arn + "\"}");
    }
}
