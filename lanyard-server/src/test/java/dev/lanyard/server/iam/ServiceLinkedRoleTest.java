// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.TRUST;
import static dev.lanyard.server.iam.Documents.decoded;
import static dev.lanyard.server.iam.Documents.role;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.core.iam.RoleApi;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceLinkedRoleTest {
    private static final String NAME = "AWSServiceRoleForAutoScaling";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void roleIsMadeFromItsService() {
        Answer created = create("autoscaling.amazonaws.com");
        assertThat(created.text("RoleName")).isEqualTo(NAME);
        assertThat(created.text("Path")).isEqualTo("/aws-service-role/autoscaling.amazonaws.com/");
        assertThat(decoded(created.text("AssumeRolePolicyDocument")))
                .isEqualTo(TRUST.replace("ec2.amazonaws.com", "autoscaling.amazonaws.com"));
        Answer shown = wire.iam("GetRole", "RoleName", NAME);
        assertThat(shown.text("MaxSessionDuration")).isEqualTo("3600");
        assertThat(shown.has("Description")).isFalse();
        assertThat(wire.iam("ListAttachedRolePolicies", "RoleName", NAME).text("PolicyArn"))
                .isEqualTo("arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy");
    }

    @Test
    void suffixMakesMoreWhereTheServiceTakesOne() {
        create("autoscaling.amazonaws.com");
        assertThat(create("autoscaling.amazonaws.com").fault())
                .isEqualTo("InvalidInput: Service role name " + NAME
                        + " has been taken in this account, please try a different suffix.");
        assertThat(suffixed("autoscaling.amazonaws.com").text("RoleName")).isEqualTo(NAME + "_two");
        assertThat(suffixed("batch.amazonaws.com").fault())
                .isEqualTo("InvalidInput: Custom suffix is not allowed for batch.amazonaws.com");
        assertThat(create("none.amazonaws.com").status()).isEqualTo(404);
    }

    @Test
    void nobodyButAwsChangesIt() {
        create("autoscaling.amazonaws.com");
        wire.iam("CreateInstanceProfile", "InstanceProfileName", "ip");
        String[][] calls = {
            {"PutRolePolicy", "PolicyName", "p", "PolicyDocument", LIST},
            {"DeleteRolePolicy", "PolicyName", "p"},
            {"AttachRolePolicy", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"},
            {"DetachRolePolicy", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"},
            {"UpdateAssumeRolePolicy", "PolicyDocument", TRUST},
            {"DeleteRole"},
            {"AddRoleToInstanceProfile", "InstanceProfileName", "ip"},
            {"RemoveRoleFromInstanceProfile", "InstanceProfileName", "ip"},
            {"PutRolePermissionsBoundary", "PermissionsBoundary", "arn:aws:iam::aws:policy/AdministratorAccess"},
            {"DeleteRolePermissionsBoundary"},
        };
        for (String[] each : calls) {
            String[] parameters = new String[each.length + 1];
            parameters[0] = "RoleName";
            parameters[1] = NAME;
            System.arraycopy(each, 1, parameters, 2, each.length - 1);
            Answer refused = wire.iam(each[0], parameters);
            assertThat(refused.status()).as(each[0]).isEqualTo(400);
            assertThat(refused.fault())
                    .as(each[0])
                    .isEqualTo("UnmodifiableEntity: Cannot perform the operation on the protected role '" + NAME
                            + "' - this role is only modifiable by AWS");
        }
        assertThat(wire.iam("UpdateRoleDescription", "RoleName", NAME, "Description", "d")
                        .status())
                .isEqualTo(200);
        assertThat(wire.iam("TagRole", "RoleName", NAME, "Tags.member.1.Key", "k", "Tags.member.1.Value", "v")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void deletionIsATaskThatIsDone() {
        create("autoscaling.amazonaws.com");
        String task = wire.iam("DeleteServiceLinkedRole", "RoleName", NAME).text("DeletionTaskId");
        assertThat(task).matches("task/aws-service-role/autoscaling.amazonaws.com/" + NAME + "/[0-9a-f-]{36}");
        Answer status = wire.iam("GetServiceLinkedRoleDeletionStatus", "DeletionTaskId", task);
        assertThat(status.text("Status")).isEqualTo("SUCCEEDED");
        assertThat(status.has("Reason")).isFalse();
        assertThat(wire.iam("GetRole", "RoleName", NAME).status()).isEqualTo(404);
        assertThat(create("autoscaling.amazonaws.com").status()).isEqualTo(200);
        assertThat(wire.iam("GetServiceLinkedRoleDeletionStatus", "DeletionTaskId", task + "0")
                        .status())
                .isEqualTo(404);
        role(wire, "r");
        assertThat(wire.iam("DeleteServiceLinkedRole", "RoleName", "r").status())
                .isEqualTo(400);
    }

    @Test
    void policyOfEveryServiceCanBeRead() throws IOException {
        role(wire, "own");
        for (String service : services()) {
            String role = create(service).text("RoleName");
            String arn = wire.iam("ListAttachedRolePolicies", "RoleName", role).text("PolicyArn");
            Answer policy = wire.iam("GetPolicy", "PolicyArn", arn);
            assertThat(policy.text("Arn")).as(service).isEqualTo(arn);
            assertThat(policy.text("AttachmentCount")).as(service).isEqualTo("1");
            String version = policy.text("DefaultVersionId");
            String document = decoded(wire.iam("GetPolicyVersion", "PolicyArn", arn, "VersionId", version)
                    .text("Document"));
            assertThat(PolicyDocument.parse(document).statements()).as(service).isNotEmpty();
            assertThat(wire.iam("AttachRolePolicy", "RoleName", "own", "PolicyArn", arn)
                            .fault())
                    .isEqualTo("PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role.");
        }
        assertThat(wire.iam("ListPolicies", "OnlyAttached", "true", "PathPrefix", "/aws-service-role/")
                        .count("PolicyName"))
                .isEqualTo(services().size());
    }

    private static List<String> services() throws IOException {
        try (InputStream in = RoleApi.class.getResourceAsStream("service-linked-roles.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList();
        }
    }

    private Answer create(String service) {
        return wire.iam("CreateServiceLinkedRole", "AWSServiceName", service);
    }

    private Answer suffixed(String service) {
        return wire.iam("CreateServiceLinkedRole", "AWSServiceName", service, "CustomSuffix", "two");
    }
}
