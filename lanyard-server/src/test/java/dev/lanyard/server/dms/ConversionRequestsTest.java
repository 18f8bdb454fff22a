// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.dms.Town.Reply;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How many requests of schema conversion a project may have.
class ConversionRequestsTest {
    private static final int OPEN = 50;
    private static final int KEPT = 100;
    private static final Map<String, Object> PROJECT = Tree.of("MigrationProjectIdentifier", "move");
    private static final Map<String, Object> OF_RULES = Tree.with(PROJECT, "SelectionRules", Furnished.RULES);

    private final Town town = new Town();

    @BeforeEach
    void makeProjects() {
        town.project("move", "");
        town.project("other", "");
    }

    @AfterEach
    void stop() {
        town.close();
    }

    @Test
    void fiftyRequestsAreOpenAtMost() {
        for (int i = 0; i < OPEN / 2; i++) {
            assess();
            create("m" + i);
        }
        assertThat(call("StartMetadataModelConversion", OF_RULES).text("message"))
                .isEqualTo("Migration project move has 50 requests that are not over.");
        for (Map.Entry<String, Map<String, Object>> start : Map.of(
                        "StartMetadataModelImport", Tree.with(OF_RULES, "Origin", "SOURCE"),
                        "StartMetadataModelAssessment", OF_RULES,
                        "StartMetadataModelConversion", OF_RULES,
                        "StartMetadataModelExportToTarget", OF_RULES,
                        "StartExtensionPackAssociation", PROJECT,
                        "StartMetadataModelCreation", creation("more"))
                .entrySet()) {
            assertThat(call(start.getKey(), start.getValue()).code())
                    .as(start.getKey())
                    .isEqualTo("ResourceQuotaExceededFault");
        }
        assertThat(call("StartMetadataModelConversion", Tree.with(OF_RULES, "MigrationProjectIdentifier", "other"))
                        .status())
                .isEqualTo(200);
        town.clock.advance(Duration.ofMillis(1200));
        assertThat(call("StartMetadataModelConversion", OF_RULES).status()).isEqualTo(200);
    }

    @Test
    void oldestOfAHundredRequestsOfAKindMakesRoom() {
        String first = assess();
        String converted = call("StartMetadataModelConversion", OF_RULES).text("RequestIdentifier");
        town.clock.advance(Duration.ofSeconds(3));
        for (int i = 1; i < KEPT; i++) {
            assess();
            town.clock.advance(Duration.ofSeconds(2));
        }
        assertThat(call("DescribeMetadataModelAssessments", PROJECT).body()).contains(first);
        assess();
        Reply kept = call("DescribeMetadataModelAssessments", PROJECT);
        assertThat(kept.count("RequestIdentifier")).isEqualTo(KEPT);
        assertThat(kept.body()).doesNotContain(first);
        assertThat(call("DescribeMetadataModelConversions", PROJECT).body()).contains(converted);
    }

    @Test
    void modelsAreKeptUntilTheyAreRefreshed() {
        for (int i = 0; i < KEPT; i++) {
            create("m" + i);
            town.clock.advance(Duration.ofSeconds(2));
        }
        assertThat(call("StartMetadataModelCreation", creation("more")).code()).isEqualTo("ResourceQuotaExceededFault");
        Map<String, Object> refresh = Tree.with(Tree.with(OF_RULES, "Origin", "SOURCE"), "Refresh", true);
        assertThat(call("StartMetadataModelImport", refresh).status()).isEqualTo(200);
        town.clock.advance(Duration.ofSeconds(2));
        create("m0");
        town.clock.advance(Duration.ofSeconds(2));
        Reply children = call("DescribeMetadataModelChildren", Tree.with(OF_RULES, "Origin", "SOURCE"));
        assertThat(children.count("MetadataModelName")).isEqualTo(1);
    }

    private String assess() {
        return town.made("StartMetadataModelAssessment", Tree.json(OF_RULES), "RequestIdentifier");
    }

    private void create(String model) {
        town.made("StartMetadataModelCreation", Tree.json(creation(model)), "RequestIdentifier");
    }

    private static Map<String, Object> creation(String model) {
        Map<String, Object> statement = Tree.of("StatementProperties", Tree.of("Definition", "select 1"));
        return Tree.with(Tree.with(OF_RULES, "MetadataModelName", model), "Properties", statement);
    }

    private Reply call(String operation, Map<String, Object> request) {
        return town.call(operation, Tree.json(request));
    }
}
