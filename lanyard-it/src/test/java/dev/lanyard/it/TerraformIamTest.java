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

class TerraformIamTest {
    private static final String BEFORE = "action=iam:ListRoles";
    private static final String AFTER = "action=iam:ListUsers";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client = new SdkClient(node.endpoint());

    @TempDir
    private Path directory;

    TerraformIamTest() throws StartFailure {}

    @Test
    void rolesUsersGroupsAndPoliciesAreMadeKeptChangedImportedAndDestroyed() {
        Terraform terraform = Terraform.initOrSkip(new Shell(node.endpoint(), directory), "iam.tf");
        terraform.apply(BEFORE);
        assertThat(terraform.findsNothingToDo(BEFORE)).isTrue();
        terraform.apply(AFTER);
        assertThat(terraform.findsNothingToDo(AFTER)).isTrue();

        List<Resource> all = terraform.resources();
        terraform.forget(all);
        assertThat(terraform.apply(AFTER))
                .contains("Resources: " + all.size() + " imported, 0 added, 0 changed, 0 destroyed.");

        terraform.destroy(AFTER);
        assertThat(client.profiles()).isEmpty();
    }
}
