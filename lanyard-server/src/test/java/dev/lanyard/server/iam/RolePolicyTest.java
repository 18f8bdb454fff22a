// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.TRUST;
import static dev.lanyard.server.iam.Documents.decoded;
import static dev.lanyard.server.iam.Documents.ofSize;
import static dev.lanyard.server.iam.Documents.policy;
import static dev.lanyard.server.iam.Documents.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolePolicyTest {
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    private final Wire wire = Wire.start();

    @BeforeEach
    void makeRole() {
        role(wire, "r");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void inlinePolicyIsReturnedAsWritten() {
        assertThat(put("p", LIST).status()).isEqualTo(200);
        Answer shown = inline("GetRolePolicy", "p");
        assertThat(shown.text("RoleName")).isEqualTo("r");
        assertThat(shown.text("PolicyName")).isEqualTo("p");
        assertThat(decoded(shown.text("PolicyDocument"))).isEqualTo(LIST);
        put("p", LIST.replace("ListBucket", "GetObject"));
        assertThat(decoded(inline("GetRolePolicy", "p").text("PolicyDocument"))).contains("s3:GetObject");
        put("a", LIST);
        Answer list = wire.iam("ListRolePolicies", "RoleName", "r");
        assertThat(list.body()).containsSubsequence("<member>a</member>", "<member>p</member>");
        assertThat(list.text("IsTruncated")).isEqualTo("false");
        assertThat(list.has("Marker")).isFalse();
    }

    @Test
    void missingInlinePolicyIsNamed() {
        String missing = "NoSuchEntity: The role policy with name p cannot be found.";
        assertThat(inline("GetRolePolicy", "p").fault()).isEqualTo(missing);
        assertThat(inline("DeleteRolePolicy", "p").fault()).isEqualTo(missing);
        put("p", LIST);
        assertThat(inline("DeleteRolePolicy", "p").status()).isEqualTo(200);
        assertThat(inline("GetRolePolicy", "p").status()).isEqualTo(404);
        assertThat(wire.iam("ListRolePolicies", "RoleName", "none").fault())
                .isEqualTo("NoSuchEntity: The role with name none cannot be found.");
    }

    @Test
    void missingRoleWinsOverMalformedDocument() {
        assertThat(wire.iam("PutRolePolicy", "RoleName", "none", "PolicyName", "p", "PolicyDocument", "{")
                        .fault())
                .isEqualTo("NoSuchEntity: The role with name none cannot be found.");
        assertThat(put("p", "{").fault()).isEqualTo("MalformedPolicyDocument: Syntax errors in policy.");
    }

    @Test
    void sizesOfAllInlinePoliciesAreSummed() {
        assertThat(put("a", ofSize(6000)).status()).isEqualTo(200);
        assertThat(put("b", ofSize(4240)).status()).isEqualTo(200);
        Answer over = put("c", ofSize(200));
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.fault()).isEqualTo("LimitExceeded: Maximum policy size of 10240 bytes exceeded for role r");
        assertThat(inline("GetRolePolicy", "c").status()).isEqualTo(404);
        assertThat(put("b", ofSize(4000)).status()).isEqualTo(200);
        assertThat(put("c", ofSize(240)).status()).isEqualTo(200);
    }

    @Test
    void attachingTwiceChangesNothing() {
        String own = policy(wire, "p");
        assertThat(managed("AttachRolePolicy", own).status()).isEqualTo(200);
        assertThat(managed("AttachRolePolicy", own).status()).isEqualTo(200);
        assertThat(managed("AttachRolePolicy", READ_ONLY).status()).isEqualTo(200);
        Answer list = wire.iam("ListAttachedRolePolicies", "RoleName", "r");
        assertThat(list.body())
                .containsSubsequence(
                        "<PolicyName>AmazonS3ReadOnlyAccess</PolicyName>",
                        "<PolicyArn>" + READ_ONLY + "</PolicyArn>",
                        "<PolicyName>p</PolicyName>");
        assertThat(list.count("PolicyArn")).isEqualTo(2);
        assertThat(wire.iam("ListAttachedRolePolicies", "RoleName", "r", "PathPrefix", "/none/")
                        .body())
                .contains("<AttachedPolicies/>");
    }

    @Test
    void whatCannotBeAttachedSaysWhy() {
        String missing = "arn:aws:iam::000000000000:policy/none";
        assertThat(managed("AttachRolePolicy", missing).fault())
                .isEqualTo("NoSuchEntity: Policy " + missing + " does not exist or is not attachable.");
        assertThat(managed("DetachRolePolicy", missing).fault())
                .isEqualTo("NoSuchEntity: Policy " + missing + " was not found.");
        Answer invalid = managed("AttachRolePolicy", "not-an-arn-at-all-not-at-all");
        assertThat(invalid.status()).isEqualTo(400);
        assertThat(invalid.fault()).isEqualTo("ValidationError: ARN not-an-arn-at-all-not-at-all is not valid.");
        Answer reserved =
                managed("AttachRolePolicy", "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy");
        assertThat(reserved.status()).isEqualTo(400);
        assertThat(reserved.fault())
                .isEqualTo("PolicyNotAttachable: Cannot attach a Service Role Policy to a Customer Role.");
    }

    @Test
    void tenPoliciesCanBeAttached() {
        for (int i = 0; i < 10; i++) {
            assertThat(managed("AttachRolePolicy", policy(wire, "p" + i)).status())
                    .isEqualTo(200);
        }
        Answer eleventh = managed("AttachRolePolicy", READ_ONLY);
        assertThat(eleventh.status()).isEqualTo(409);
        assertThat(eleventh.fault()).isEqualTo("LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10");
        Answer page = wire.iam("ListAttachedRolePolicies", "RoleName", "r", "MaxItems", "7");
        assertThat(page.text("IsTruncated")).isEqualTo("true");
        Answer rest =
                wire.iam("ListAttachedRolePolicies", "RoleName", "r", "MaxItems", "7", "Marker", page.text("Marker"));
        assertThat(rest.count("PolicyArn")).isEqualTo(3);
        assertThat(rest.text("PolicyName")).isEqualTo("p7");
    }

    @Test
    void roleWithPoliciesCannotGoButItsBoundaryDoesNotMatter() {
        String own = policy(wire, "p");
        managed("AttachRolePolicy", own);
        put("i", LIST);
        wire.iam("CreateInstanceProfile", "InstanceProfileName", "ip");
        wire.iam("AddRoleToInstanceProfile", "InstanceProfileName", "ip", "RoleName", "r");
        wire.iam("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", own);
        assertThat(delete())
                .isEqualTo("DeleteConflict: Cannot delete entity, must remove roles from instance profile first.");
        wire.iam("RemoveRoleFromInstanceProfile", "InstanceProfileName", "ip", "RoleName", "r");
        assertThat(delete()).isEqualTo("DeleteConflict: Cannot delete entity, must detach all policies first.");
        managed("DetachRolePolicy", own);
        assertThat(delete()).isEqualTo("DeleteConflict: Cannot delete entity, must delete policies first.");
        inline("DeleteRolePolicy", "i");
        assertThat(wire.iam("DeleteRole", "RoleName", "r").status()).isEqualTo(200);
        assertThat(wire.iam("DeletePolicy", "PolicyArn", own).status()).isEqualTo(200);
    }

    @Test
    void boundaryIsShownWhereAwsShowsIt() {
        String own = policy(wire, "p");
        Answer created =
                wire.iam("CreateRole", "RoleName", "b", "AssumeRolePolicyDocument", TRUST, "PermissionsBoundary", own);
        assertThat(created.text("PermissionsBoundaryType")).isEqualTo("Policy");
        assertThat(created.text("PermissionsBoundaryArn")).isEqualTo(own);
        assertThat(wire.iam("GetRole", "RoleName", "b").text("PermissionsBoundaryArn"))
                .isEqualTo(own);
        assertThat(wire.iam("ListRoles").has("PermissionsBoundary")).isFalse();
        assertThat(wire.iam("GetRole", "RoleName", "r").has("PermissionsBoundary"))
                .isFalse();
        assertThat(wire.iam("PutRolePermissionsBoundary", "RoleName", "b", "PermissionsBoundary", READ_ONLY)
                        .status())
                .isEqualTo(200);
        assertThat(wire.iam("GetRole", "RoleName", "b").text("PermissionsBoundaryArn"))
                .isEqualTo(READ_ONLY);
        for (int i = 0; i < 2; i++) {
            assertThat(wire.iam("DeleteRolePermissionsBoundary", "RoleName", "b")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(wire.iam("GetRole", "RoleName", "b").has("PermissionsBoundary"))
                .isFalse();
    }

    @Test
    void badBoundarySaysWhy() {
        String missing = "arn:aws:iam::000000000000:policy/none";
        for (String action : new String[] {"CreateRole", "PutRolePermissionsBoundary"}) {
            assertThat(bounded(action, missing).fault())
                    .isEqualTo("NoSuchEntity: Scope ARN: " + missing + " does not exist or is not attachable.");
            Answer invalid = bounded(action, "arn:aws:iam::000000000000:role/none");
            assertThat(invalid.status()).isEqualTo(400);
            assertThat(invalid.fault())
                    .isEqualTo("InvalidInput: ARN arn:aws:iam::000000000000:role/none is not valid.");
        }
    }

    @Test
    void entitiesOfPolicyAreListedByKind() {
        String own = policy(wire, "p");
        Answer none = wire.iam("ListEntitiesForPolicy", "PolicyArn", own);
        assertThat(none.body())
                .contains("<PolicyGroups/>")
                .contains("<PolicyUsers/>")
                .contains("<PolicyRoles/>");
        managed("AttachRolePolicy", own);
        Answer some = wire.iam("ListEntitiesForPolicy", "PolicyArn", own);
        assertThat(some.text("RoleName")).isEqualTo("r");
        assertThat(some.text("RoleId")).matches("AROA[A-Z2-7]{17}");
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own, "EntityFilter", "LocalManagedPolicy")
                        .body())
                .contains("<PolicyGroups/>")
                .contains("<PolicyUsers/>")
                .contains("<PolicyRoles/>");
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own, "EntityFilter", "User")
                        .has("RoleName"))
                .isFalse();
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own, "PolicyUsageFilter", "PermissionsBoundary")
                        .has("RoleName"))
                .isFalse();
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own + "x").fault())
                .isEqualTo("NoSuchEntity: Policy " + own + "x does not exist or is not attachable.");
    }

    private Answer put(String name, String document) {
        return wire.iam("PutRolePolicy", "RoleName", "r", "PolicyName", name, "PolicyDocument", document);
    }

    private Answer inline(String action, String name) {
        return wire.iam(action, "RoleName", "r", "PolicyName", name);
    }

    private Answer managed(String action, String arn) {
        return wire.iam(action, "RoleName", "r", "PolicyArn", arn);
    }

    private Answer bounded(String action, String boundary) {
        String name = action.equals("CreateRole") ? "new" : "r";
        return wire.iam(action, "RoleName", name, "AssumeRolePolicyDocument", TRUST, "PermissionsBoundary", boundary);
    }

    private String delete() {
        return wire.iam("DeleteRole", "RoleName", "r").fault();
    }
}
