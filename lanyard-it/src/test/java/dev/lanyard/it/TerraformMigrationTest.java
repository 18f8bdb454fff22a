// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.it.Terraform.Resource;
import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerraformMigrationTest {
    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @TempDir
    private Path directory;

    TerraformMigrationTest() throws StartFailure {}

    @Test
    void subnetGroupIsMadeKeptChangedImportedAndDestroyed() {
        Terraform terraform = Terraform.initOrSkip(new Shell(node.endpoint(), directory), "dms.tf");
        terraform.apply("zones=2");
        assertThat(terraform.findsNothingToDo("zones=2")).isTrue();
        terraform.apply("zones=3");
        assertThat(terraform.findsNothingToDo("zones=3")).isTrue();

        List<Resource> groups = terraform.resources().stream()
                .filter(each -> each.type().equals("aws_dms_replication_subnet_group"))
                .toList();
        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(Json.string(group.values(), "replication_subnet_group_arn"))
                    .isEqualTo("arn:aws:dms:us-east-1:000000000000:subgrp:move");
            assertThat(Json.string(group.values(), "replication_subnet_group_description"))
                    .isEqualTo("3 zones");
            assertThat(Json.string(group.values(), "vpc_id")).startsWith("vpc-");
        });
        terraform.forget(groups);
        assertThat(terraform.apply("zones=3")).contains("Resources: 1 imported, 0 added, 0 changed, 0 destroyed.");

        terraform.destroy("zones=3");
    }
}
