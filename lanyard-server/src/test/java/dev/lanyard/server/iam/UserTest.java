// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.TRUST;
import static dev.lanyard.server.iam.Documents.decoded;
import static dev.lanyard.server.iam.Documents.group;
import static dev.lanyard.server.iam.Documents.ofSize;
import static dev.lanyard.server.iam.Documents.policy;
import static dev.lanyard.server.iam.Documents.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserTest {
    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void tagsAreShownIfAnyAndNeverInLists() {
        Answer plain = wire.iam("CreateUser", "UserName", "Ann", "Path", "/team/");
        assertThat(plain.text("UserName")).isEqualTo("Ann");
        assertThat(plain.text("UserId")).matches("AIDA[A-Z2-7]{17}");
        assertThat(plain.text("Arn")).isEqualTo("arn:aws:iam::000000000000:user/team/Ann");
        assertThat(plain.text("Path")).isEqualTo("/team/");
        assertThat(plain.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(plain.has("Tags")).isFalse();
        assertThat(plain.has("PasswordLastUsed")).isFalse();
        assertThat(get("ann").has("Tags")).isFalse();
        assertThat(tag("ann", "k", "v").status()).isEqualTo(200);
        assertThat(get("ANN").text("Value")).isEqualTo("v");
        assertThat(wire.iam("ListUsers").has("Tags")).isFalse();
        assertThat(wire.iam("ListUsers", "PathPrefix", "/te").text("UserName")).isEqualTo("Ann");
        assertThat(wire.iam("ListUsers", "PathPrefix", "/none/").body()).contains("<Users/>");
    }

    @Test
    void namesAreUniqueWhateverTheirCase() {
        user(wire, "ann");
        Answer again = wire.iam("CreateUser", "UserName", "ANN", "Path", "/x/");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.fault()).isEqualTo("EntityAlreadyExists: User with name ANN already exists.");
        assertThat(get("bob").status()).isEqualTo(404);
        assertThat(get("bob").fault()).isEqualTo("NoSuchEntity: The user with name bob cannot be found.");
    }

    @Test
    void rootIsNoUser() {
        Answer root = wire.iam("GetUser");
        assertThat(root.text("UserId")).isEqualTo("000000000000");
        assertThat(root.text("Arn")).isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(root.has("UserName")).isFalse();
        assertThat(wire.iam("CreateAccessKey").fault())
                .isEqualTo("ValidationError: Must specify userName when calling with non-User credentials");
        assertThat(wire.iam("GetLoginProfile").status()).isEqualTo(400);
    }

    @Test
    void everythingFollowsRenamedUser() {
        user(wire, "ann");
        group(wire, "g");
        wire.iam("AddUserToGroup", "UserName", "ann", "GroupName", "g");
        wire.iam("PutUserPolicy", "UserName", "ann", "PolicyName", "p", "PolicyDocument", LIST);
        wire.iam("CreateLoginProfile", "UserName", "ann", "Password", "Secret-1");
        String key = wire.iam("CreateAccessKey", "UserName", "ann").text("AccessKeyId");
        String id = get("ann").text("UserId");
        assertThat(wire.iam("UpdateUser", "UserName", "ann", "NewUserName", "Bob", "NewPath", "/x/")
                        .status())
                .isEqualTo(200);
        assertThat(get("ann").status()).isEqualTo(404);
        assertThat(get("bob").text("UserId")).isEqualTo(id);
        assertThat(get("bob").text("Arn")).isEqualTo("arn:aws:iam::000000000000:user/x/Bob");
        assertThat(wire.iam("ListAccessKeys", "UserName", "bob").text("AccessKeyId"))
                .isEqualTo(key);
        assertThat(wire.iam("GetGroup", "GroupName", "g").text("UserName")).isEqualTo("Bob");
        assertThat(wire.iam("ListUserPolicies", "UserName", "bob").text("member"))
                .isEqualTo("p");
        assertThat(wire.iam("GetLoginProfile", "UserName", "bob").text("UserName"))
                .isEqualTo("Bob");
        user(wire, "ann");
        assertThat(wire.iam("UpdateUser", "UserName", "ann", "NewUserName", "BOB")
                        .fault())
                .isEqualTo("EntityAlreadyExists: User with name BOB already exists.");
        assertThat(wire.iam("UpdateUser", "UserName", "bob", "NewUserName", "BOB")
                        .status())
                .isEqualTo(200);
        assertThat(get("bob").text("UserName")).isEqualTo("BOB");
    }

    @Test
    void userGoesOnlyWithNothingLeft() {
        user(wire, "ann");
        group(wire, "g");
        String own = policy(wire, "p");
        wire.iam("AddUserToGroup", "UserName", "ann", "GroupName", "g");
        wire.iam("AttachUserPolicy", "UserName", "ann", "PolicyArn", own);
        wire.iam("PutUserPolicy", "UserName", "ann", "PolicyName", "i", "PolicyDocument", LIST);
        String key = wire.iam("CreateAccessKey", "UserName", "ann").text("AccessKeyId");
        wire.iam("CreateLoginProfile", "UserName", "ann", "Password", "Secret-1");
        wire.iam("PutUserPermissionsBoundary", "UserName", "ann", "PermissionsBoundary", own);
        assertThat(delete()).endsWith("Cannot delete entity, must remove users from group first.");
        wire.iam("RemoveUserFromGroup", "UserName", "ann", "GroupName", "g");
        assertThat(delete()).endsWith("Cannot delete entity, must detach all policies first.");
        wire.iam("DetachUserPolicy", "UserName", "ann", "PolicyArn", own);
        assertThat(delete()).endsWith("Cannot delete entity, must delete policies first.");
        wire.iam("DeleteUserPolicy", "UserName", "ann", "PolicyName", "i");
        assertThat(delete()).endsWith("Cannot delete entity, must delete access keys first.");
        wire.iam("DeleteAccessKey", "UserName", "ann", "AccessKeyId", key);
        assertThat(delete()).isEqualTo("DeleteConflict: Cannot delete entity, must delete login profile first.");
        wire.iam("DeleteLoginProfile", "UserName", "ann");
        assertThat(delete()).isEqualTo("no fault but 200");
        assertThat(wire.iam("DeletePolicy", "PolicyArn", own).status()).isEqualTo(200);
    }

    @Test
    void inlineAndAttachedPoliciesHaveTheirOwnWords() {
        user(wire, "ann");
        assertThat(wire.iam("GetUserPolicy", "UserName", "ann", "PolicyName", "p")
                        .fault())
                .isEqualTo("NoSuchEntity: The user policy with name p cannot be found.");
        assertThat(put(ofSize(2049)).fault())
                .isEqualTo("LimitExceeded: Maximum policy size of 2048 bytes exceeded for user ann");
        assertThat(put(ofSize(2048)).status()).isEqualTo(200);
        put(LIST);
        Answer shown = wire.iam("GetUserPolicy", "UserName", "ANN", "PolicyName", "p");
        assertThat(shown.text("UserName")).isEqualTo("ann");
        assertThat(decoded(shown.text("PolicyDocument"))).isEqualTo(LIST);
        String own = policy(wire, "m");
        for (int i = 0; i < 10; i++) {
            wire.iam("AttachUserPolicy", "UserName", "ann", "PolicyArn", policy(wire, "m" + i));
        }
        assertThat(wire.iam("AttachUserPolicy", "UserName", "ann", "PolicyArn", own)
                        .fault())
                .isEqualTo("LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10");
        assertThat(wire.iam("ListAttachedUserPolicies", "UserName", "ann").count("PolicyArn"))
                .isEqualTo(10);
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own + "3").text("UserName"))
                .isEqualTo("ann");
    }

    @Test
    void boundaryIsShownByCreateAndGetOnly() {
        String own = policy(wire, "p");
        Answer created = wire.iam("CreateUser", "UserName", "ann", "PermissionsBoundary", own);
        assertThat(created.text("PermissionsBoundaryArn")).isEqualTo(own);
        assertThat(created.text("PermissionsBoundaryType")).isEqualTo("Policy");
        assertThat(get("ann").text("PermissionsBoundaryArn")).isEqualTo(own);
        assertThat(wire.iam("ListUsers").has("PermissionsBoundary")).isFalse();
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own, "PolicyUsageFilter", "PermissionsBoundary")
                        .text("UserName"))
                .isEqualTo("ann");
        assertThat(wire.iam("DeleteUserPermissionsBoundary", "UserName", "ann").status())
                .isEqualTo(200);
        assertThat(get("ann").has("PermissionsBoundary")).isFalse();
        assertThat(wire.iam("PutUserPermissionsBoundary", "UserName", "ann", "PermissionsBoundary", own + "x")
                        .fault())
                .isEqualTo("NoSuchEntity: Scope ARN: " + own + "x does not exist or is not attachable.");
    }

    @Test
    void tagKeysThatDifferByCaseAreTheSame() {
        user(wire, "ann");
        tag("ann", "Key", "1");
        tag("ann", "KEY", "2");
        Answer tags = wire.iam("ListUserTags", "UserName", "ann");
        assertThat(tags.text("Key")).isEqualTo("KEY");
        assertThat(tags.count("Key")).isEqualTo(1);
        assertThat(wire.iam("UntagUser", "UserName", "ann", "TagKeys.member.1", "key")
                        .status())
                .isEqualTo(200);
        assertThat(wire.iam("ListUserTags", "UserName", "ann").body()).contains("<Tags/>");
        assertThat(wire.iam(
                                "TagUser",
                                "UserName",
                                "ann",
                                "Tags.member.1.Key",
                                "a",
                                "Tags.member.1.Value",
                                "",
                                "Tags.member.2.Key",
                                "A",
                                "Tags.member.2.Value",
                                "")
                        .fault())
                .isEqualTo("InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    @Test
    void trustIsInTheUserAndNotInTheName() {
        user(wire, "ann");
        String arn = get("ann").text("Arn");
        String trust = TRUST.replace("\"Service\":\"ec2.amazonaws.com\"", "\"AWS\":\"" + arn + "\"");
        assertThat(wire.iam(
                                "CreateRole",
                                "RoleName",
                                "bad",
                                "AssumeRolePolicyDocument",
                                trust.replace("user/ann", "user/bob"))
                        .fault())
                .isEqualTo("MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\""
                        + arn.replace("ann", "bob") + '"');
        Answer created = wire.iam("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", trust);
        assertThat(decoded(created.text("AssumeRolePolicyDocument"))).isEqualTo(trust);
        wire.iam("UpdateUser", "UserName", "ann", "NewPath", "/x/");
        assertThat(trustOfRole()).contains("arn:aws:iam::000000000000:user/x/ann");
        String id = get("ann").text("UserId");
        wire.iam("DeleteUser", "UserName", "ann");
        user(wire, "ann");
        assertThat(trustOfRole()).contains("\"AWS\":\"" + id + '"');
    }

    @Test
    void usersPage() {
        for (String name : new String[] {"c", "A", "b"}) {
            user(wire, name);
        }
        Answer first = wire.iam("ListUsers", "MaxItems", "2");
        assertThat(first.body()).containsSubsequence("<UserName>A<", "<UserName>b<");
        assertThat(first.text("IsTruncated")).isEqualTo("true");
        Answer second = wire.iam("ListUsers", "MaxItems", "2", "Marker", first.text("Marker"));
        assertThat(second.text("UserName")).isEqualTo("c");
        assertThat(second.text("IsTruncated")).isEqualTo("false");
        assertThat(second.has("Marker")).isFalse();
        assertThat(wire.iam("ListGroups", "Marker", first.text("Marker")).fault())
                .isEqualTo("ValidationError: Invalid Marker.");
    }

    private String trustOfRole() {
        return decoded(wire.iam("GetRole", "RoleName", "r").text("AssumeRolePolicyDocument"));
    }

    private Answer get(String name) {
        return wire.iam("GetUser", "UserName", name);
    }

    private Answer put(String document) {
        return wire.iam("PutUserPolicy", "UserName", "ann", "PolicyName", "p", "PolicyDocument", document);
    }

    private Answer tag(String name, String key, String value) {
        return wire.iam("TagUser", "UserName", name, "Tags.member.1.Key", key, "Tags.member.1.Value", value);
    }

    private String delete() {
        return wire.iam("DeleteUser", "UserName", "ann").fault();
    }
}
