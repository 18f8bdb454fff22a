// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static dev.lanyard.server.Desk.ACCOUNT;
import static dev.lanyard.server.Desk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.iam.AccessKey;
import dev.lanyard.core.iam.PrincipalPolicies;
import dev.lanyard.core.iam.PrincipalPolicies.Bound;
import dev.lanyard.core.iam.PrincipalPolicies.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrincipalPoliciesTest {
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String LIST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:List*\",\"Resource\":\"*\"}]}";
    private static final String GET = LIST.replace("List", "Get");
    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    private final Desk desk = new Desk();
    private final PrincipalPolicies policies = desk.policies();

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void userIsBoundByItsPoliciesAndThoseOfItsGroups() {
        String id = user();
        String own = policy();
        desk.call("PutUserPolicy", "UserName", "ann", "PolicyName", "i", "PolicyDocument", LIST);
        desk.call("AttachUserPolicy", "UserName", "ann", "PolicyArn", own);
        desk.call("CreateGroup", "GroupName", "g");
        desk.call("PutGroupPolicy", "GroupName", "g", "PolicyName", "i", "PolicyDocument", GET);
        desk.call("AttachGroupPolicy", "GroupName", "g", "PolicyArn", READ_ONLY);
        desk.call("AddUserToGroup", "GroupName", "g", "UserName", "ann");
        desk.call("PutUserPermissionsBoundary", "UserName", "ann", "PermissionsBoundary", READ_ONLY);
        Bound bound = bound(id);
        assertThat(names(bound)).containsExactly("user_ann_i", "p", "group_g_i", "AmazonS3ReadOnlyAccess");
        assertThat(bound.identity().get(0).document()).isEqualTo(LIST);
        assertThat(bound.identity().get(1).arn().orElseThrow()).hasToString(own);
        assertThat(bound.identity().get(1).version()).contains("v1");
        assertThat(bound.identity().get(2).document()).isEqualTo(GET);
        assertThat(bound.identity().get(3).document()).contains("s3:Get*");
        assertThat(bound.boundary().orElseThrow().name()).isEqualTo("AmazonS3ReadOnlyAccess");
        desk.call("RemoveUserFromGroup", "GroupName", "g", "UserName", "ann");
        assertThat(names(bound(id))).containsExactly("user_ann_i", "p");
    }

    @Test
    void defaultVersionCounts() {
        String id = user();
        String own = policy();
        desk.call("AttachUserPolicy", "UserName", "ann", "PolicyArn", own);
        desk.call("CreatePolicyVersion", "PolicyArn", own, "PolicyDocument", GET);
        assertThat(bound(id).identity().getFirst().document()).isEqualTo(LIST);
        desk.call("SetDefaultPolicyVersion", "PolicyArn", own, "VersionId", "v2");
        assertThat(bound(id).identity().getFirst().document()).isEqualTo(GET);
        assertThat(bound(id).identity().getFirst().version()).contains("v2");
    }

    @Test
    void roleIsFoundByItsIdUntilItIsGone() {
        String id = role();
        desk.call("PutRolePolicy", "RoleName", "r", "PolicyName", "i", "PolicyDocument", LIST);
        assertThat(names(bound(id))).containsExactly("role_r_i");
        assertThat(bound(id).boundary()).isEmpty();
        desk.call("DeleteRolePolicy", "RoleName", "r", "PolicyName", "i");
        desk.call("DeleteRole", "RoleName", "r");
        desk.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST);
        assertThat(policies.of(ACCOUNT, id)).isEmpty();
    }

    /// Whoever keeps what he read compares the revision; so nothing that decides may change without it.
    @Test
    void revisionMovesWithEverythingThatDecides() {
        user();
        String own = policy();
        desk.call("CreateGroup", "GroupName", "g");
        desk.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST);
        String key = text(desk.call("CreateAccessKey", "UserName", "ann"), "AccessKey", "AccessKeyId");
        Object[][] changes = {
            {"PutUserPolicy", "UserName", "ann", "PolicyName", "i", "PolicyDocument", LIST},
            {"DeleteUserPolicy", "UserName", "ann", "PolicyName", "i"},
            {"AttachUserPolicy", "UserName", "ann", "PolicyArn", own},
            {"CreatePolicyVersion", "PolicyArn", own, "PolicyDocument", GET, "SetAsDefault", true},
            {"SetDefaultPolicyVersion", "PolicyArn", own, "VersionId", "v1"},
            {"DetachUserPolicy", "UserName", "ann", "PolicyArn", own},
            {"AddUserToGroup", "GroupName", "g", "UserName", "ann"},
            {"PutGroupPolicy", "GroupName", "g", "PolicyName", "i", "PolicyDocument", LIST},
            {"RemoveUserFromGroup", "GroupName", "g", "UserName", "ann"},
            {"PutUserPermissionsBoundary", "UserName", "ann", "PermissionsBoundary", own},
            {"DeleteUserPermissionsBoundary", "UserName", "ann"},
            {"TagUser", "UserName", "ann", "Tags", List.of(Map.of("Key", "k", "Value", "v"))},
            {"UntagUser", "UserName", "ann", "TagKeys", List.of("k")},
            {"UpdateAccessKey", "UserName", "ann", "AccessKeyId", key, "Status", "Inactive"},
            {"DeleteAccessKey", "UserName", "ann", "AccessKeyId", key},
            {"UpdateUser", "UserName", "ann", "NewUserName", "bob"},
            {"DeleteUser", "UserName", "bob"},
            {"PutRolePolicy", "RoleName", "r", "PolicyName", "i", "PolicyDocument", LIST},
            {"DeleteRolePolicy", "RoleName", "r", "PolicyName", "i"},
            {"PutRolePermissionsBoundary", "RoleName", "r", "PermissionsBoundary", own},
            {"DeleteRolePermissionsBoundary", "RoleName", "r"},
            {"TagRole", "RoleName", "r", "Tags", List.of(Map.of("Key", "k", "Value", "v"))},
            {"UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", TRUST},
            {"DeleteRole", "RoleName", "r"},
        };
        for (Object[] change : changes) {
            long before = policies.revision(ACCOUNT);
            desk.call(
                    (String) change[0],
                    List.of(change).subList(1, change.length).toArray());
            assertThat(policies.revision(ACCOUNT)).as((String) change[0]).isGreaterThan(before);
        }
        assertThat(policies.revision(new AccountId("111111111111"))).isZero();
    }

    @Test
    void refusedChangeMovesNothing() {
        user();
        desk.call("PutUserPolicy", "UserName", "ann", "PolicyName", "i", "PolicyDocument", LIST);
        long before = policies.revision(ACCOUNT);
        assertThatThrownBy(() -> desk.call("DeleteUserPolicy", "UserName", "ann", "PolicyName", "none"))
                .isInstanceOf(Fault.class);
        assertThat(policies.revision(ACCOUNT)).isEqualTo(before);
    }

    @Test
    void usesAreNotedByTheMinute() {
        user();
        String key = text(desk.call("CreateAccessKey", "UserName", "ann"), "AccessKey", "AccessKeyId");
        String role = role();
        assertThat(roleLastUsed()).isEqualTo("{}");
        long before = policies.revision(ACCOUNT);
        Instant now = desk.clock().instant();
        use(role, key, now, "eu-west-1");
        use(role, key, now.plusSeconds(5), "us-west-1");
        assertThat(roleLastUsed()).contains("LastUsedDate=2026-02-12T11:27:00Z").contains("Region=eu-west-1");
        assertThat(keyLastUsed(key))
                .contains("LastUsedDate=2026-02-12T11:27:00Z")
                .contains("ServiceName=iam")
                .contains("Region=eu-west-1");
        use(role, key, now.plus(Duration.ofMinutes(1)), "us-west-1");
        assertThat(roleLastUsed()).contains("LastUsedDate=2026-02-12T11:28:00Z");
        assertThat(keyLastUsed(key)).contains("Region=us-west-1");
        assertThat(policies.revision(ACCOUNT)).isEqualTo(before);
    }

    @Test
    void useOfARoleIsForgottenAfterFourHundredDays() {
        String role = role();
        user();
        String key = text(desk.call("CreateAccessKey", "UserName", "ann"), "AccessKey", "AccessKeyId");
        use(role, key, desk.clock().instant(), "eu-west-1");
        desk.clock().advance(Duration.ofDays(400).minusMinutes(1));
        assertThat(roleLastUsed()).contains("Region=eu-west-1");
        assertThat(desk.call("GetAccountAuthorizationDetails").toString()).contains("Region=eu-west-1");
        desk.clock().advance(Duration.ofMinutes(1));
        assertThat(roleLastUsed()).isEqualTo("{}");
        assertThat(desk.call("GetAccountAuthorizationDetails").toString()).doesNotContain("eu-west-1");
        assertThat(keyLastUsed(key)).contains("Region=eu-west-1");
    }

    @Test
    void keyIsFoundWithItsSecretByItsIdAlone() {
        String user = user();
        Map<String, Object> created = desk.call("CreateAccessKey", "UserName", "ann");
        AccessKey key = desk.stores()
                .keys()
                .find(text(created, "AccessKey", "AccessKeyId"))
                .orElseThrow();
        assertThat(key.account()).isEqualTo(ACCOUNT);
        assertThat(key.userId()).isEqualTo(user);
        assertThat(key.secret()).isEqualTo(text(created, "AccessKey", "SecretAccessKey"));
        assertThat(key.status()).isEqualTo(AccessKey.Status.ACTIVE);
        assertThat(desk.stores().keys().find("AKIAIOSFODNN7EXAMPLE")).isEmpty();
        assertThat(desk.stores().keys().find("short")).isEmpty();
    }

    /// A user whose calls name nobody means itself, whatever it is called meanwhile.
    @Test
    void userThatNamesNobodyMeansItself() {
        String id = user();
        String root = desk.call("GetUser").toString();
        assertThat(root).contains("UserId=000000000000").doesNotContain("UserName");
        desk.actAsUser(id);
        desk.call("UpdateUser", "UserName", "ann", "NewUserName", "bob");
        assertThat(text(desk.call("GetUser"), "User", "UserId")).isEqualTo(id);
        assertThat(desk.needed().getFirst().resource()).isEqualTo("arn:aws:iam::000000000000:user/bob");
        Map<String, Object> created = desk.call("CreateAccessKey");
        assertThat(text(created, "AccessKey", "UserName")).isEqualTo("bob");
        assertThat(desk.needed().getFirst().shown()).isEqualTo("user bob");
        String key = text(created, "AccessKey", "AccessKeyId");
        assertThat(desk.call("ListAccessKeys").toString()).contains(key);
        desk.call("UpdateAccessKey", "AccessKeyId", key, "Status", "Inactive");
        desk.call("DeleteAccessKey", "AccessKeyId", key);
        desk.call("CreateLoginProfile", "Password", "Secret-1");
        assertThat(text(desk.call("GetLoginProfile"), "LoginProfile", "UserName"))
                .isEqualTo("bob");
        desk.call("DeleteLoginProfile");
    }

    private String roleLastUsed() {
        return text(desk.call("GetRole", "RoleName", "r"), "Role", "RoleLastUsed");
    }

    private String keyLastUsed(String key) {
        return desk.call("GetAccessKeyLastUsed", "AccessKeyId", key)
                .get("AccessKeyLastUsed")
                .toString();
    }

    private void use(String role, String key, Instant at, String region) {
        desk.write(() -> {
            desk.stores().roles().recordUse(ACCOUNT, role, at, region);
            desk.stores().keys().recordUse(ACCOUNT, key, at, "iam", region);
            return true;
        });
    }

    private String role() {
        return text(desk.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST), "Role", "RoleId");
    }

    private Bound bound(String id) {
        return policies.of(ACCOUNT, id).orElseThrow();
    }

    private static List<String> names(Bound bound) {
        return bound.identity().stream().map(Held::name).toList();
    }

    private String user() {
        return text(desk.call("CreateUser", "UserName", "ann"), "User", "UserId");
    }

    private String policy() {
        return text(desk.call("CreatePolicy", "PolicyName", "p", "PolicyDocument", LIST), "Policy", "Arn");
    }
}
