// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.group;
import static dev.lanyard.server.iam.Documents.policy;
import static dev.lanyard.server.iam.Documents.role;
import static dev.lanyard.server.iam.Documents.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final String REUSED = "PasswordPolicyViolation: Policy constraint violation with password reuse"
            + " prevention during password change.";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void aliasIsOneAndGloballyUnique() {
        assertThat(wire.iam("ListAccountAliases").body()).contains("<AccountAliases/>");
        assertThat(alias("CreateAccountAlias", "one").status()).isEqualTo(200);
        assertThat(alias("CreateAccountAlias", "one").status()).isEqualTo(200);
        assertThat(wire.as("111111111111")
                        .iam("CreateAccountAlias", "AccountAlias", "one")
                        .fault())
                .isEqualTo("EntityAlreadyExists: The account alias one already exists.");
        assertThat(alias("CreateAccountAlias", "two").status()).isEqualTo(200);
        assertThat(wire.iam("ListAccountAliases").text("member")).isEqualTo("two");
        assertThat(alias("DeleteAccountAlias", "one").fault())
                .isEqualTo("NoSuchEntity: The account alias one cannot be found.");
        assertThat(alias("DeleteAccountAlias", "two").status()).isEqualTo(200);
        assertThat(wire.as("111111111111")
                        .iam("CreateAccountAlias", "AccountAlias", "two")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void passwordPolicyIsReplacedWhole() {
        assertThat(wire.iam("GetAccountPasswordPolicy").fault())
                .isEqualTo("NoSuchEntity: The Password Policy with domain name 000000000000 cannot be found.");
        assertThat(wire.iam("DeleteAccountPasswordPolicy").fault())
                .isEqualTo("NoSuchEntity: The account policy with name PasswordPolicy cannot be found.");
        wire.iam(
                "UpdateAccountPasswordPolicy", "MaxPasswordAge", "90", "RequireNumbers", "true", "HardExpiry", "false");
        Answer aged = wire.iam("GetAccountPasswordPolicy");
        assertThat(aged.text("MinimumPasswordLength")).isEqualTo("6");
        assertThat(aged.text("RequireNumbers")).isEqualTo("true");
        assertThat(aged.text("RequireSymbols")).isEqualTo("false");
        assertThat(aged.text("ExpirePasswords")).isEqualTo("true");
        assertThat(aged.text("MaxPasswordAge")).isEqualTo("90");
        assertThat(aged.text("HardExpiry")).isEqualTo("false");
        wire.iam("UpdateAccountPasswordPolicy", "MinimumPasswordLength", "12");
        Answer plain = wire.iam("GetAccountPasswordPolicy");
        assertThat(plain.text("MinimumPasswordLength")).isEqualTo("12");
        assertThat(plain.text("RequireNumbers")).isEqualTo("false");
        assertThat(plain.text("ExpirePasswords")).isEqualTo("false");
        assertThat(plain.has("MaxPasswordAge")).isFalse();
        assertThat(plain.has("HardExpiry")).isFalse();
        assertThat(wire.iam("DeleteAccountPasswordPolicy").status()).isEqualTo(200);
        assertThat(wire.iam("GetAccountPasswordPolicy").status()).isEqualTo(404);
    }

    @Test
    void passwordsKeepToThePolicy() {
        user(wire, "ann");
        assertThat(login("Short-1").fault())
                .isEqualTo("PasswordPolicyViolation: Password should have a minimum length of 8");
        assertThat(login("alllowercase").status()).isEqualTo(400);
        wire.iam("UpdateAccountPasswordPolicy", "RequireSymbols", "true");
        assertThat(login("abcdef1").fault())
                .isEqualTo("PasswordPolicyViolation: Password should have at least one symbol");
        assertThat(login("abcde!").status()).isEqualTo(200);
    }

    @Test
    void passwordsDoNotComeAgainTooSoon() {
        user(wire, "ann");
        login("Secret-1");
        wire.iam("UpdateAccountPasswordPolicy", "PasswordReusePrevention", "2");
        assertThat(password("Secret-1").fault()).isEqualTo(REUSED);
        assertThat(password("Secret-2").status()).isEqualTo(200);
        assertThat(password("Secret-1").fault()).isEqualTo(REUSED);
        wire.iam("DeleteLoginProfile", "UserName", "ann");
        assertThat(login("Secret-2").fault()).isEqualTo(REUSED);
        assertThat(login("Secret-3").status()).isEqualTo(200);
        assertThat(password("Secret-1").status()).isEqualTo(200);
        wire.iam("DeleteAccountPasswordPolicy");
        assertThat(password("Secret-1").status()).isEqualTo(200);
        wire.iam("DeleteLoginProfile", "UserName", "ann");
        assertThat(wire.iam("DeleteUser", "UserName", "ann").status()).isEqualTo(200);
    }

    @Test
    void usersChangeTheirOwnPasswords() {
        user(wire, "ann");
        Answer key = wire.iam("CreateAccessKey", "UserName", "ann");
        Wire ann = wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
        assertThat(change(wire, "a", "b").fault())
                .isEqualTo("InvalidUserType: Only IAM Users can change their own password.");
        assertThat(change(ann, "Secret-1", "Secret-2").fault())
                .isEqualTo("AccessDenied: User: arn:aws:iam::000000000000:user/ann is not authorized to perform:"
                        + " iam:ChangePassword on resource: user ann because no identity-based policy allows the"
                        + " iam:ChangePassword action");
        wire.iam("UpdateAccountPasswordPolicy", "AllowUsersToChangePassword", "true", "PasswordReusePrevention", "1");
        assertThat(change(ann, "Secret-1", "Secret-2").fault())
                .isEqualTo("NoSuchEntity: Login Profile for User ann cannot be found.");
        wire.iam("CreateLoginProfile", "UserName", "ann", "Password", "Secret-1", "PasswordResetRequired", "true");
        assertThat(change(ann, "Secret-0", "Secret-2").fault())
                .isEqualTo("AccessDenied: The old password was incorrect.");
        assertThat(change(ann, "Secret-1", "Secret-1").fault()).isEqualTo(REUSED);
        assertThat(change(ann, "Secret-1", "2").fault())
                .isEqualTo("PasswordPolicyViolation: Password should have a minimum length of 6");
        assertThat(change(ann, "Secret-1", "Secret-2").status()).isEqualTo(200);
        assertThat(change(ann, "Secret-2", "Secret-3").status()).isEqualTo(200);
        assertThat(wire.iam("GetLoginProfile", "UserName", "ann").text("PasswordResetRequired"))
                .isEqualTo("false");
    }

    @Test
    void loginProfileHasTwoWaysToBeSpelled() {
        user(wire, "ann");
        String missing = "NoSuchEntity: Login Profile for User ann cannot be found.";
        for (String action : new String[] {"GetLoginProfile", "UpdateLoginProfile", "DeleteLoginProfile"}) {
            assertThat(wire.iam(action, "UserName", "ann").fault()).isEqualTo(missing);
        }
        Answer created = login("Secret-1");
        assertThat(created.text("UserName")).isEqualTo("ann");
        assertThat(created.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(created.text("PasswordResetRequired")).isEqualTo("false");
        assertThat(login("Secret-1").fault())
                .isEqualTo("EntityAlreadyExists: Login Profile for user ann already exists.");
        wire.iam("UpdateLoginProfile", "UserName", "ann", "PasswordResetRequired", "true");
        assertThat(wire.iam("GetLoginProfile", "UserName", "ann").text("PasswordResetRequired"))
                .isEqualTo("true");
        assertThat(wire.iam("DeleteLoginProfile", "UserName", "ann").status()).isEqualTo(200);
    }

    @Test
    void summaryCountsAndPublishesQuotas() {
        user(wire, "ann");
        role(wire, "r");
        String arn = policy(wire, "p");
        wire.iam("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", LIST);
        String summary = wire.iam("GetAccountSummary").body().replaceAll("\\s", "");
        assertThat(summary)
                .contains("<key>Users</key><value>1</value>")
                .contains("<key>Roles</key><value>1</value>")
                .contains("<key>Groups</key><value>0</value>")
                .contains("<key>Policies</key><value>1</value>")
                .contains("<key>PolicyVersionsInUse</key><value>2</value>")
                .contains("<key>InstanceProfilesQuota</key><value>1000</value>")
                .contains("<key>PolicySizeQuota</key><value>6144</value>");
        assertThat(summary.split("<key>", -1)).hasSize(35);
    }

    @Test
    void authorizationDetailsShowEverything() {
        user(wire, "ann");
        group(wire, "g");
        role(wire, "r");
        String own = policy(wire, "p");
        wire.iam("CreateInstanceProfile", "InstanceProfileName", "ip");
        wire.iam("AddRoleToInstanceProfile", "InstanceProfileName", "ip", "RoleName", "r");
        wire.iam("AddUserToGroup", "UserName", "ann", "GroupName", "g");
        wire.iam("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/AmazonS3FullAccess");
        wire.iam("PutRolePolicy", "RoleName", "r", "PolicyName", "i", "PolicyDocument", LIST);
        Answer all = wire.iam("GetAccountAuthorizationDetails");
        assertThat(all.has("UserPolicyList")).isFalse();
        assertThat(all.body())
                .contains("<GroupPolicyList/>")
                .contains("<RoleLastUsed/>")
                .containsSubsequence("<GroupList>", "<member>g</member>", "</GroupList>")
                .containsSubsequence("<InstanceProfileList>", "<InstanceProfileName>ip<", "<RoleName>r<")
                .containsSubsequence("<RolePolicyList>", "<PolicyName>i<", "<PolicyDocument>%7B")
                .containsSubsequence("<PolicyName>AmazonS3FullAccess<", "<PolicyVersionList>", "<Document>%7B");
        assertThat(all.has("MaxSessionDuration")).isFalse();
        assertThat(all.body()).doesNotContain("AdministratorAccess");
        Answer local = wire.iam("GetAccountAuthorizationDetails", "Filter.member.1", "LocalManagedPolicy");
        assertThat(local.body())
                .contains("<UserDetailList/>")
                .contains("<GroupDetailList/>")
                .contains("<RoleDetailList/>")
                .contains(own)
                .doesNotContain("AmazonS3FullAccess");
        wire.iam("PutUserPolicy", "UserName", "ann", "PolicyName", "u", "PolicyDocument", LIST);
        assertThat(wire.iam("GetAccountAuthorizationDetails").has("UserPolicyList"))
                .isTrue();
    }

    @Test
    void authorizationDetailsPageAcrossTheirLists() {
        user(wire, "u1");
        user(wire, "u2");
        role(wire, "r1");
        policy(wire, "p1");
        String pages = "";
        String marker = "";
        int count = 0;
        do {
            Answer page = marker.isEmpty()
                    ? wire.iam("GetAccountAuthorizationDetails", "MaxItems", "1")
                    : wire.iam("GetAccountAuthorizationDetails", "MaxItems", "1", "Marker", marker);
            pages += page.text("UserName") + page.text("RoleName") + page.text("PolicyName") + ' ';
            marker = page.text("Marker");
            count++;
        } while (!marker.isEmpty() && count < 9);
        assertThat(pages).isEqualTo("u1 u2 r1 p1 ");
    }

    private Answer alias(String action, String alias) {
        return wire.iam(action, "AccountAlias", alias);
    }

    private Answer password(String password) {
        return wire.iam("UpdateLoginProfile", "UserName", "ann", "Password", password);
    }

    private static Answer change(Wire caller, String from, String to) {
        return caller.iam("ChangePassword", "OldPassword", from, "NewPassword", to);
    }

    private Answer login(String password) {
        return wire.iam("CreateLoginProfile", "UserName", "ann", "Password", password);
    }
}
