// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static dev.lanyard.server.Desk.ACCOUNT;
import static dev.lanyard.server.Desk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.core.propagation.Delay;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.server.bridge.IamProfilesForEc2;
import dev.lanyard.server.propagation.SeenIam;
import dev.lanyard.server.propagation.SeenProfiles;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Makes every kind of change that IAM knows and looks each time at all that others may look up: they must see what
/// they
/// saw before, and when the delay is over, what there is.
class EveryChangeLagsTest {
    private static final Duration DELAY = Duration.ofSeconds(10);
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:List*\",\"Resource\":\"*\"}]}";
    private static final String OTHER = DOCUMENT.replace("List", "Get");
    private static final String PREFIX = "arn:aws:iam::" + ACCOUNT + ":";
    private static final String POLICY = PREFIX + "policy/teams/p";
    private static final String PROVIDER = PREFIX + "oidc-provider/id.example.com";
    private static final String LINKED = "AWSServiceRoleForElasticBeanstalk";
    private static final List<String> ROLES = List.of("App", LINKED);
    private static final List<String> USERS = List.of("Ann", "Eve");
    private static final List<Object> TAGS = List.of(Map.of("Key", "team", "Value", "red"));

    private final Desk desk = new Desk();
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> done = new HashSet<>();

    EveryChangeLagsTest() {
        desk.seen().changes().propagation().delay(ACCOUNT, Optional.of(new Delay(DELAY, DELAY, 0)));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void nobodySeesAChangeBeforeItsTime() {
        create();
        bind();
        change();
        unbind();
        delete();

        assertThat(done)
                .containsExactlyInAnyOrderElementsOf(desk.operations().stream()
                        .filter(bound -> bound.operation().writes())
                        .map(bound -> bound.operation().name())
                        .collect(Collectors.toSet()));
    }

    private void create() {
        step("CreateRole", "RoleName", "App", "AssumeRolePolicyDocument", TRUST);
        step("CreateUser", "UserName", "Ann", "Path", "/people/");
        step("CreateGroup", "GroupName", "Readers");
        step("CreatePolicy", "PolicyName", "p", "Path", "/teams/", "PolicyDocument", DOCUMENT);
        step("CreateInstanceProfile", "InstanceProfileName", "Web");
        step("CreateOpenIDConnectProvider", "Url", "https://id.example.com", "ClientIDList", List.of("a"));
        step("CreateServiceLinkedRole", "AWSServiceName", "elasticbeanstalk.amazonaws.com");
        step("CreateAccessKey", "UserName", "Ann");
        step("CreateLoginProfile", "UserName", "Ann", "Password", "correct-Horse-7");
        step("CreateAccountAlias", "AccountAlias", "some-alias");
    }

    private void bind() {
        step("AddRoleToInstanceProfile", "InstanceProfileName", "web", "RoleName", "app");
        step("AddUserToGroup", "GroupName", "readers", "UserName", "ann");
        step("PutRolePolicy", "RoleName", "App", "PolicyName", "i", "PolicyDocument", DOCUMENT);
        step("PutUserPolicy", "UserName", "Ann", "PolicyName", "i", "PolicyDocument", DOCUMENT);
        step("PutGroupPolicy", "GroupName", "Readers", "PolicyName", "i", "PolicyDocument", DOCUMENT);
        step("AttachRolePolicy", "RoleName", "App", "PolicyArn", POLICY);
        step("AttachUserPolicy", "UserName", "Ann", "PolicyArn", POLICY);
        step("AttachGroupPolicy", "GroupName", "Readers", "PolicyArn", POLICY);
        step("PutRolePermissionsBoundary", "RoleName", "App", "PermissionsBoundary", POLICY);
        step("PutUserPermissionsBoundary", "UserName", "Ann", "PermissionsBoundary", POLICY);
    }

    private void change() {
        step("TagRole", "RoleName", "App", "Tags", TAGS);
        step("TagUser", "UserName", "Ann", "Tags", TAGS);
        step("TagPolicy", "PolicyArn", POLICY, "Tags", TAGS);
        step("TagInstanceProfile", "InstanceProfileName", "Web", "Tags", TAGS);
        step("TagOpenIDConnectProvider", "OpenIDConnectProviderArn", PROVIDER, "Tags", TAGS);
        step("UpdateRole", "RoleName", "App", "MaxSessionDuration", 7200);
        step("UpdateRoleDescription", "RoleName", "App", "Description", "new");
        step("UpdateAssumeRolePolicy", "RoleName", "App", "PolicyDocument", TRUST.replace("*", ACCOUNT.value()));
        step("CreatePolicyVersion", "PolicyArn", POLICY, "PolicyDocument", OTHER, "SetAsDefault", true);
        step("SetDefaultPolicyVersion", "PolicyArn", POLICY, "VersionId", "v1");
        step("DeletePolicyVersion", "PolicyArn", POLICY, "VersionId", "v2");
        step("UpdateUser", "UserName", "Ann", "NewUserName", "Eve", "NewPath", "/");
        step("UpdateGroup", "GroupName", "Readers", "NewGroupName", "Writers");
        step(
                "UpdateAccessKey",
                "UserName",
                "Eve",
                "AccessKeyId",
                keys.iterator().next(),
                "Status",
                "Inactive");
        step(
                "UpdateAccessKey",
                "UserName",
                "Eve",
                "AccessKeyId",
                keys.iterator().next(),
                "Status",
                "Active");
        step("UpdateLoginProfile", "UserName", "Eve", "Password", "correct-Horse-8");
        step("UpdateAccountPasswordPolicy", "MinimumPasswordLength", 9);
        step("AddClientIDToOpenIDConnectProvider", "OpenIDConnectProviderArn", PROVIDER, "ClientID", "b");
        step("RemoveClientIDFromOpenIDConnectProvider", "OpenIDConnectProviderArn", PROVIDER, "ClientID", "a");
        step(
                "UpdateOpenIDConnectProviderThumbprint",
                "OpenIDConnectProviderArn",
                PROVIDER,
                "ThumbprintList",
                List.of("0123456789012345678901234567890123456789"));
        desk.actAsUser(
                ids.stream().filter(id -> id.startsWith("AIDA")).findFirst().orElseThrow());
        step("ChangePassword", "OldPassword", "correct-Horse-8", "NewPassword", "correct-Horse-9");
        desk.actAsRoot();
    }

    private void unbind() {
        step("UntagRole", "RoleName", "App", "TagKeys", List.of("team"));
        step("UntagUser", "UserName", "Eve", "TagKeys", List.of("team"));
        step("UntagPolicy", "PolicyArn", POLICY, "TagKeys", List.of("team"));
        step("UntagInstanceProfile", "InstanceProfileName", "Web", "TagKeys", List.of("team"));
        step("UntagOpenIDConnectProvider", "OpenIDConnectProviderArn", PROVIDER, "TagKeys", List.of("team"));
        step("DeleteRolePermissionsBoundary", "RoleName", "App");
        step("DeleteUserPermissionsBoundary", "UserName", "Eve");
        step("DetachRolePolicy", "RoleName", "App", "PolicyArn", POLICY);
        step("DetachUserPolicy", "UserName", "Eve", "PolicyArn", POLICY);
        step("DetachGroupPolicy", "GroupName", "Writers", "PolicyArn", POLICY);
        step("DeleteRolePolicy", "RoleName", "App", "PolicyName", "i");
        step("DeleteUserPolicy", "UserName", "Eve", "PolicyName", "i");
        step("DeleteGroupPolicy", "GroupName", "Writers", "PolicyName", "i");
        step("RemoveUserFromGroup", "GroupName", "Writers", "UserName", "Eve");
        step("RemoveRoleFromInstanceProfile", "InstanceProfileName", "Web", "RoleName", "App");
    }

    private void delete() {
        step("DeleteAccountAlias", "AccountAlias", "some-alias");
        step("DeleteAccountPasswordPolicy");
        step("DeleteLoginProfile", "UserName", "Eve");
        step(
                "DeleteAccessKey",
                "UserName",
                "Eve",
                "AccessKeyId",
                keys.iterator().next());
        step("DeleteUser", "UserName", "Eve");
        step("DeleteGroup", "GroupName", "Writers");
        step("DeletePolicy", "PolicyArn", POLICY);
        step("DeleteInstanceProfile", "InstanceProfileName", "Web");
        step("DeleteOpenIDConnectProvider", "OpenIDConnectProviderArn", PROVIDER);
        step("DeleteServiceLinkedRole", "RoleName", LINKED);
        step("DeleteRole", "RoleName", "App");
    }

    private void step(String operation, Object... members) {
        done.add(operation);
        Map<String, Object> before = view(desk.seen().iam(), desk.seen().profiles());
        Map<String, Object> output = desk.call(operation, members);
        learn();
        if (operation.equals("CreateAccessKey")) {
            keys.add(text(output, "AccessKey", "AccessKeyId"));
        }
        desk.clock().advance(DELAY.minusMillis(1));
        assertThat(view(desk.seen().iam(), desk.seen().profiles()))
                .as(operation + " too early")
                .isEqualTo(before);
        desk.clock().advance(Duration.ofMillis(1));
        assertThat(view(desk.seen().iam(), desk.seen().profiles()))
                .as(operation + " too late")
                .isEqualTo(view(
                        desk.current(), IamProfilesForEc2.current(desk.stores().profiles())));
    }

    private void learn() {
        ROLES.forEach(name -> desk.stores()
                .roles()
                .find(ACCOUNT, new RoleName(name))
                .map(Role::id)
                .ifPresent(ids::add));
        USERS.forEach(name -> desk.stores()
                .users()
                .find(ACCOUNT, new UserName(name))
                .map(User::id)
                .ifPresent(ids::add));
        ids.forEach(id ->
                desk.stores().keys().of(ACCOUNT, id).stream().map(AccessKey::id).forEach(keys::add));
    }

    /// What there is for one who looks up everything under every name that there ever was.
    private Map<String, Object> view(SeenIam iam, SeenProfiles profiles) {
        Map<String, Object> view = new HashMap<>();
        for (String id : ids) {
            iam.identity(ACCOUNT, id).ifPresent(it -> view.put("identity " + id, it));
            iam.findById(ACCOUNT, id).ifPresent(it -> view.put("role " + id, it));
        }
        for (String arn : List.of(
                "role/App",
                "role/aws-service-role/elasticbeanstalk.amazonaws.com/" + LINKED,
                "user/people/Ann",
                "user/Eve")) {
            iam.identity(arn(PREFIX + arn)).ifPresent(it -> view.put("identity " + arn, it));
            iam.find(arn(PREFIX + arn)).ifPresent(it -> view.put("role " + arn, it));
        }
        keys.forEach(key -> iam.find(key).ifPresent(it -> view.put(key, it)));
        iam.managedPolicy(ACCOUNT, arn(POLICY)).ifPresent(it -> view.put(POLICY, it));
        iam.provider(ACCOUNT, "id.example.com").ifPresent(it -> view.put(PROVIDER, it));
        profiles.find(ACCOUNT, "Web", Sight.at(desk.clock().instant())).ifPresent(it -> view.put("Web", it));
        return view;
    }

    private static Arn arn(String text) {
        return Arn.parse(text).orElseThrow();
    }
}
