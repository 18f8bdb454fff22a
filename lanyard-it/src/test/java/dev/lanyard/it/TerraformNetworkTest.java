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
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

class TerraformNetworkTest {
    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Ec2Client ec2 = Sdk.connect(Ec2Client.builder(), node.endpoint());

    @TempDir
    private Path directory;

    TerraformNetworkTest() throws StartFailure {}

    @Test
    void aclsRulesAndElasticAddressesAreMadeKeptChangedImportedAndDestroyed() {
        Terraform terraform = Terraform.initOrSkip(new Shell(node.endpoint(), directory), "network.tf");
        terraform.apply("port=80");
        assertThat(publicAddress(terraform.output("instance"))).isEqualTo(terraform.output("address"));
        String rule = terraform.output("rule");
        assertThat(rule(rule).fromPort()).isEqualTo(80);
        assertThat(terraform.findsNothingToDo("port=80")).isTrue();

        terraform.apply("port=443");
        assertThat(terraform.output("rule")).isEqualTo(rule);
        assertThat(rule(rule).fromPort()).isEqualTo(443);
        assertThat(rule(rule).description()).isEqualTo("port 443");
        assertThat(terraform.findsNothingToDo("port=443")).isTrue();

        List<Resource> imported = terraform.resources().stream()
                // Has no id of its own to import it by.
                .filter(each -> !each.type().equals("aws_network_acl_rule"))
                .toList();
        terraform.forget(imported);
        assertThat(terraform.apply("port=443"))
                .contains("Resources: " + imported.size() + " imported, 0 added, 0 changed, 0 destroyed.");

        terraform.destroy("port=443");
        assertThat(ec2.describeAddresses().addresses()).isEmpty();
        assertThat(ec2.describeNetworkAcls().networkAcls())
                .extracting(NetworkAcl::isDefault)
                .containsExactly(true);
    }

    private String publicAddress(String instance) {
        return ec2.describeInstances(in -> in.instanceIds(instance))
                .reservations()
                .getFirst()
                .instances()
                .getFirst()
                .publicIpAddress();
    }

    private SecurityGroupRule rule(String id) {
        return ec2.describeSecurityGroupRules(in -> in.securityGroupRuleIds(id))
                .securityGroupRules()
                .getFirst();
    }
}
