// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static dev.lanyard.server.iam.Documents.LIST;
import static dev.lanyard.server.iam.Documents.group;
import static dev.lanyard.server.iam.Documents.ofSize;
import static dev.lanyard.server.iam.Documents.policy;
import static dev.lanyard.server.iam.Documents.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupTest {
    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void groupIsShownWithItsUsers() {
        Answer created = wire.iam("CreateGroup", "GroupName", "G", "Path", "/x/");
        assertThat(created.text("GroupId")).matches("AGPA[A-Z2-7]{17}");
        assertThat(created.text("Arn")).isEqualTo("arn:aws:iam::000000000000:group/x/G");
        assertThat(created.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(get("g").body()).contains("<Users/>").contains("<IsTruncated>false<");
        user(wire, "ann");
        for (int i = 0; i < 2; i++) {
            assertThat(member("AddUserToGroup", "ann", "g").status()).isEqualTo(200);
        }
        assertThat(get("g").count("UserName")).isEqualTo(1);
        assertThat(wire.iam("ListGroupsForUser", "UserName", "ann").text("GroupName"))
                .isEqualTo("G");
        assertThat(wire.iam("ListGroups", "PathPrefix", "/x/").text("GroupName"))
                .isEqualTo("G");
        for (int i = 0; i < 2; i++) {
            assertThat(member("RemoveUserFromGroup", "ann", "g").status()).isEqualTo(200);
        }
        assertThat(get("g").body()).contains("<Users/>");
    }

    @Test
    void missingUserIsReportedBeforeMissingGroup() {
        for (String action : new String[] {"AddUserToGroup", "RemoveUserFromGroup"}) {
            assertThat(member(action, "nobody", "nothing").fault())
                    .isEqualTo("NoSuchEntity: The user with name nobody cannot be found.");
        }
        user(wire, "ann");
        assertThat(member("AddUserToGroup", "ann", "nothing").fault())
                .isEqualTo("NoSuchEntity: The group with name nothing cannot be found.");
    }

    @Test
    void userIsInTenGroupsAtMost() {
        user(wire, "ann");
        for (int i = 0; i <= 10; i++) {
            group(wire, "g" + i);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(member("AddUserToGroup", "ann", "g" + i).status()).isEqualTo(200);
        }
        Answer eleventh = member("AddUserToGroup", "ann", "g10");
        assertThat(eleventh.status()).isEqualTo(409);
        assertThat(eleventh.fault()).isEqualTo("LimitExceeded: Cannot exceed quota for GroupsPerUser: 10");
        assertThat(member("AddUserToGroup", "ann", "g3").status()).isEqualTo(200);
    }

    @Test
    void groupIsRenamedWithItsMembers() {
        group(wire, "g");
        group(wire, "h");
        user(wire, "ann");
        member("AddUserToGroup", "ann", "g");
        String id = get("g").text("GroupId");
        String taken = "EntityAlreadyExists: Group with name H already exists.";
        assertThat(wire.iam("CreateGroup", "GroupName", "H").fault()).isEqualTo(taken);
        assertThat(wire.iam("UpdateGroup", "GroupName", "g", "NewGroupName", "H")
                        .fault())
                .isEqualTo(taken);
        assertThat(wire.iam("UpdateGroup", "GroupName", "g", "NewGroupName", "i", "NewPath", "/x/")
                        .status())
                .isEqualTo(200);
        assertThat(get("i").text("GroupId")).isEqualTo(id);
        assertThat(get("i").text("UserName")).isEqualTo("ann");
        assertThat(get("g").fault()).isEqualTo("NoSuchEntity: The group with name g cannot be found.");
    }

    @Test
    void groupGoesOnlyWithNothingLeft() {
        group(wire, "g");
        user(wire, "ann");
        String own = policy(wire, "p");
        member("AddUserToGroup", "ann", "g");
        wire.iam("AttachGroupPolicy", "GroupName", "g", "PolicyArn", own);
        wire.iam("PutGroupPolicy", "GroupName", "g", "PolicyName", "i", "PolicyDocument", LIST);
        assertThat(wire.iam("ListEntitiesForPolicy", "PolicyArn", own).text("GroupName"))
                .isEqualTo("g");
        assertThat(delete()).isEqualTo("DeleteConflict: Cannot delete entity, must remove users from group first.");
        member("RemoveUserFromGroup", "ann", "g");
        assertThat(delete()).isEqualTo("DeleteConflict: Cannot delete entity, must detach all policies first.");
        wire.iam("DetachGroupPolicy", "GroupName", "g", "PolicyArn", own);
        assertThat(delete()).isEqualTo("DeleteConflict: Cannot delete entity, must delete policies first.");
        wire.iam("DeleteGroupPolicy", "GroupName", "g", "PolicyName", "i");
        assertThat(delete()).isEqualTo("no fault but 200");
    }

    @Test
    void policiesOfGroupsHaveTheirOwnWords() {
        group(wire, "g");
        assertThat(wire.iam("GetGroupPolicy", "GroupName", "g", "PolicyName", "p")
                        .fault())
                .isEqualTo("NoSuchEntity: The group policy with name p cannot be found.");
        assertThat(wire.iam("PutGroupPolicy", "GroupName", "g", "PolicyName", "p", "PolicyDocument", ofSize(5121))
                        .fault())
                .isEqualTo("LimitExceeded: Maximum policy size of 5120 bytes exceeded for group g");
        wire.iam("PutGroupPolicy", "GroupName", "g", "PolicyName", "p", "PolicyDocument", LIST);
        assertThat(wire.iam("GetGroupPolicy", "GroupName", "G", "PolicyName", "p")
                        .text("GroupName"))
                .isEqualTo("g");
        assertThat(wire.iam("ListGroupPolicies", "GroupName", "g").text("member"))
                .isEqualTo("p");
        for (int i = 0; i < 10; i++) {
            wire.iam("AttachGroupPolicy", "GroupName", "g", "PolicyArn", policy(wire, "m" + i));
        }
        assertThat(wire.iam("AttachGroupPolicy", "GroupName", "g", "PolicyArn", policy(wire, "m"))
                        .fault())
                .isEqualTo("LimitExceeded: Cannot exceed quota for PoliciesPerGroup: 10");
        assertThat(wire.iam("ListAttachedGroupPolicies", "GroupName", "g").count("PolicyArn"))
                .isEqualTo(10);
    }

    @Test
    void membersPage() {
        group(wire, "g");
        for (String name : new String[] {"c", "a", "b"}) {
            user(wire, name);
            member("AddUserToGroup", name, "g");
        }
        Answer first = wire.iam("GetGroup", "GroupName", "g", "MaxItems", "2");
        assertThat(first.body()).containsSubsequence("<UserName>a<", "<UserName>b<");
        Answer rest = wire.iam("GetGroup", "GroupName", "g", "MaxItems", "2", "Marker", first.text("Marker"));
        assertThat(rest.text("UserName")).isEqualTo("c");
        assertThat(rest.text("IsTruncated")).isEqualTo("false");
    }

    private Answer get(String name) {
        return wire.iam("GetGroup", "GroupName", name);
    }

    private Answer member(String action, String user, String group) {
        return wire.iam(action, "UserName", user, "GroupName", group);
    }

    private String delete() {
        return wire.iam("DeleteGroup", "GroupName", "g").fault();
    }
}
