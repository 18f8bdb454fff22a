// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static dev.lanyard.server.Desk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.op.Permission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What each operation of IAM needs permission for, and how a denial would show it.
class IamAccessTest {
    private static final String IAM = "arn:aws:iam::000000000000:";
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String LIST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:List*\",\"Resource\":\"*\"}]}";
    private static final List<Map<String, String>> TAGS = List.of(Map.of("Key", "k", "Value", "v"));

    private final Desk desk = new Desk();

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void creationNeedsTheNewArnAndTagsNeedThePermissionToTag() {
        desk.call("CreateUser", "UserName", "u", "Path", "/x/", "PermissionsBoundary", READ_ONLY, "Tags", TAGS);
        assertThat(desk.needed()).extracting(Permission::action).containsExactly("iam:CreateUser", "iam:TagUser");
        assertThat(desk.needed()).extracting(Permission::resource).containsOnly(IAM + "user/x/u");
        assertThat(desk.needed().getFirst().shown()).isEqualTo(IAM + "user/x/u");
        assertThat(desk.needed().getFirst().keys())
                .containsEntry("iam:PermissionsBoundary", List.of(READ_ONLY))
                .containsEntry("aws:RequestTag/k", List.of("v"))
                .containsEntry("aws:TagKeys", List.of("k"));
        desk.call("CreatePolicy", "PolicyName", "p", "Path", "/x/", "PolicyDocument", LIST, "Tags", TAGS);
        assertThat(desk.needed()).extracting(Permission::action).containsExactly("iam:CreatePolicy", "iam:TagPolicy");
        assertNeeded(0, "iam:CreatePolicy", IAM + "policy/x/p", "policy p");
        desk.call("CreateGroup", "GroupName", "g", "Path", "/x/");
        assertNeeded(0, "iam:CreateGroup", IAM + "group/x/g", IAM + "group/x/g");
        desk.call("CreateOpenIDConnectProvider", "Url", "https://id.example.com", "Tags", TAGS);
        assertThat(desk.needed())
                .extracting(Permission::action)
                .containsExactly("iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider");
        assertThat(desk.needed().getFirst().resource()).isEqualTo(IAM + "oidc-provider/id.example.com");
        desk.call("CreateServiceLinkedRole", "AWSServiceName", "autoscaling.amazonaws.com");
        assertThat(desk.needed().getFirst().resource())
                .isEqualTo(IAM + "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
        assertThat(desk.needed().getFirst().keys())
                .containsEntry("iam:AWSServiceName", List.of("autoscaling.amazonaws.com"));
    }

    @Test
    void entitiesAreJudgedByTheirArnAndTagsAndShownByTheirName() {
        desk.call("CreateUser", "UserName", "u", "Path", "/x/", "Tags", TAGS);
        for (String operation : List.of(
                "GetUser",
                "ListUserPolicies",
                "ListAttachedUserPolicies",
                "ListGroupsForUser",
                "ListUserTags",
                "CreateAccessKey",
                "ListAccessKeys",
                "DeleteUserPermissionsBoundary")) {
            desk.call(operation, "UserName", "u");
            assertNeeded(0, "iam:" + operation, IAM + "user/x/u", "user u");
            assertThat(desk.needed().getFirst().keys())
                    .as(operation)
                    .containsEntry("aws:ResourceTag/k", List.of("v"))
                    .containsEntry("iam:ResourceTag/k", List.of("v"));
        }
        desk.call("CreateGroup", "GroupName", "g", "Path", "/x/");
        desk.call("AddUserToGroup", "GroupName", "g", "UserName", "u");
        assertThat(desk.needed()).hasSize(1);
        assertNeeded(0, "iam:AddUserToGroup", IAM + "group/x/g", "group g");
    }

    @Test
    void missingEntitiesAreShownLikeOthers() {
        assertThat(catchThrowable(() -> desk.call("GetUser", "UserName", "none")))
                .isInstanceOf(Fault.class);
        assertNeeded(0, "iam:GetUser", IAM + "user/none", "user none");
        String policy = IAM + "policy/none";
        assertThat(catchThrowable(() -> desk.call("GetPolicy", "PolicyArn", policy)))
                .isInstanceOf(Fault.class);
        assertNeeded(0, "iam:GetPolicy", policy, "policy " + policy);
        assertThat(catchThrowable(() -> desk.call("GetAccessKeyLastUsed", "AccessKeyId", "AKIAIOSFODNN7EXAMPLE")))
                .isInstanceOf(Fault.class);
        assertNeeded(0, "iam:GetAccessKeyLastUsed", "*", "access key AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void policiesOfAPrincipalAreJudgedByItsBoundary() {
        String own = text(desk.call("CreatePolicy", "PolicyName", "p", "PolicyDocument", LIST), "Policy", "Arn");
        desk.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST, "PermissionsBoundary", READ_ONLY);
        desk.call("PutRolePolicy", "RoleName", "r", "PolicyName", "i", "PolicyDocument", LIST);
        assertNeeded(0, "iam:PutRolePolicy", IAM + "role/r", "role r");
        assertThat(keys()).containsEntry("iam:PermissionsBoundary", List.of(READ_ONLY));
        for (String operation : List.of("AttachRolePolicy", "DetachRolePolicy")) {
            desk.call(operation, "RoleName", "r", "PolicyArn", own);
            assertThat(keys())
                    .containsEntry("iam:PermissionsBoundary", List.of(READ_ONLY))
                    .containsEntry("iam:PolicyARN", List.of(own));
        }
        desk.call("PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", own);
        assertThat(keys()).containsEntry("iam:PermissionsBoundary", List.of(own));
        desk.call("DeleteRolePermissionsBoundary", "RoleName", "r");
        assertThat(keys()).containsEntry("iam:PermissionsBoundary", List.of(own));
        desk.call("GetRole", "RoleName", "r");
        assertThat(keys()).isEmpty();
        desk.call("CreateGroup", "GroupName", "g");
        desk.call("AttachGroupPolicy", "GroupName", "g", "PolicyArn", own);
        assertThat(keys()).isEqualTo(Map.of("iam:PolicyARN", List.of(own)));
    }

    @Test
    void renamingNeedsBothNames() {
        desk.call("CreateUser", "UserName", "u", "Path", "/x/");
        desk.call("UpdateUser", "UserName", "u", "NewUserName", "v");
        assertNeeded(0, "iam:UpdateUser", IAM + "user/x/u", "user u");
        assertNeeded(1, "iam:UpdateUser", IAM + "user/x/v", IAM + "user/x/v");
        desk.call("CreateGroup", "GroupName", "g");
        desk.call("UpdateGroup", "GroupName", "g", "NewPath", "/y/");
        assertNeeded(1, "iam:UpdateGroup", IAM + "group/y/g", IAM + "group/y/g");
    }

    @Test
    void listsAreJudgedByTheirPrefix() {
        desk.call("ListUsers");
        assertNeeded(0, "iam:ListUsers", IAM + "user/", IAM + "user/");
        desk.call("ListGroups", "PathPrefix", "/x/");
        assertNeeded(0, "iam:ListGroups", IAM + "group/x/", IAM + "group/x/");
        desk.call("ListPolicies");
        assertNeeded(0, "iam:ListPolicies", "*", "policy path /");
        for (String operation : List.of("ListAccountAliases", "GetAccountSummary", "GetAccountAuthorizationDetails")) {
            desk.call(operation);
            assertNeeded(0, "iam:" + operation, "*", "*");
        }
    }

    private Map<String, List<String>> keys() {
        return desk.needed().getFirst().keys();
    }

    private void assertNeeded(int at, String action, String resource, String shown) {
        Permission permission = desk.needed().get(at);
        assertThat(permission.action()).isEqualTo(action);
        assertThat(permission.resource()).isEqualTo(resource);
        assertThat(permission.shown()).isEqualTo(shown);
    }
}
