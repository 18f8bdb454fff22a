// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.net.URLDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoleTest {
    private static final String TRUST = trust("{\"Service\": \"ec2.amazonaws.com\"}");

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void eachAnswerShowsTheMembersThatAwsShows() {
        Answer created = create("r", TRUST, "Description", "d", "MaxSessionDuration", "7200");
        assertThat(created.text("RoleId")).matches("AROA[A-Z2-7]{17}");
        assertThat(created.text("Arn")).isEqualTo("arn:aws:iam::000000000000:role/r");
        assertThat(created.has("Description")).isFalse();
        assertThat(created.has("MaxSessionDuration")).isFalse();
        assertThat(created.has("Tags")).isFalse();
        assertThat(created.has("RoleLastUsed")).isFalse();
        Answer got = get("r");
        assertThat(got.text("Description")).isEqualTo("d");
        assertThat(got.text("MaxSessionDuration")).isEqualTo("7200");
        assertThat(got.body()).contains("<RoleLastUsed/>");
        assertThat(got.has("Tags")).isFalse();
        Answer listed = wire.iam("ListRoles");
        assertThat(listed.text("Description")).isEqualTo("d");
        assertThat(listed.has("MaxSessionDuration")).isTrue();
        assertThat(listed.has("RoleLastUsed")).isFalse();
        assertThat(listed.text("IsTruncated")).isEqualTo("false");
        Answer described = wire.iam("UpdateRoleDescription", "RoleName", "r", "Description", "new");
        assertThat(described.text("Description")).isEqualTo("new");
        assertThat(described.has("MaxSessionDuration")).isFalse();
        wire.iam("CreateInstanceProfile", "InstanceProfileName", "p");
        wire.iam("AddRoleToInstanceProfile", "InstanceProfileName", "p", "RoleName", "r");
        Answer profile = wire.iam("GetInstanceProfile", "InstanceProfileName", "p");
        assertThat(profile.text("RoleName")).isEqualTo("r");
        assertThat(profile.has("AssumeRolePolicyDocument")).isTrue();
        assertThat(profile.has("Description")).isFalse();
        assertThat(profile.has("MaxSessionDuration")).isFalse();
    }

    @Test
    void updateChangesOnlyWhatIsGiven() {
        create("r", TRUST, "Description", "d", "MaxSessionDuration", "7200");
        Answer updated = wire.iam("UpdateRole", "RoleName", "r");
        assertThat(updated.body()).contains("<UpdateRoleResult/>");
        assertThat(get("r").text("MaxSessionDuration")).isEqualTo("7200");
        wire.iam("UpdateRole", "RoleName", "r", "MaxSessionDuration", "3600");
        assertThat(get("r").text("Description")).isEqualTo("d");
        assertThat(get("r").text("MaxSessionDuration")).isEqualTo("3600");
    }

    @Test
    void documentsComeBackPercentEncodedAndOtherwiseUnchanged() {
        String spaced = " {\n \"Version\" : \"2012-10-17\", \"Statement\" : [ { \"Effect\":\"Allow\",\"Sid\":\"a%3A\","
                + "\"Principal\":{\"Service\":[\"ec2.amazonaws.com\"]},\"Action\":\"sts:AssumeRole\"} ] }";
        create("r", spaced);
        String document = get("r").text("AssumeRolePolicyDocument");
        assertThat(document).startsWith("%20%7B%0A%20%22Version%22").contains("a%253A");
        assertThat(URLDecoder.decode(document.replace("+", "%2B"), UTF_8)).isEqualTo(spaced);
    }

    @Test
    void trustedRolesMustExistAndAreKnownByTheirIds() {
        String arn = "arn:aws:iam::000000000000:role/team/friend";
        String trust = trust("{\"AWS\": [\"" + arn + "\", \"111111111111\"]}");
        assertThat(create("r", trust).fault())
                .isEqualTo("MalformedPolicyDocument: Invalid principal in policy: \"AWS\":\"" + arn + "\"");
        create("friend", TRUST, "Path", "/team/");
        assertThat(document(create("r", trust))).isEqualTo(trust);
        assertThat(document(get("r"))).contains(arn).contains("\"arn:aws:iam::111111111111:root\"");
        String id = wire.iam("GetRole", "RoleName", "friend").text("RoleId");
        wire.iam("DeleteRole", "RoleName", "friend");
        create("friend", TRUST, "Path", "/team/");
        assertThat(document(get("r"))).contains('"' + id + '"').doesNotContain(arn);
    }

    @Test
    void trustPolicyIsHeldToItsRules() {
        assertThat(create("r", "no json").fault())
                .isEqualTo("MalformedPolicyDocument: This policy contains invalid Json");
        assertThat(create("r", TRUST.replace("sts:AssumeRole", "s3:GetObject")).fault())
                .isEqualTo("MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.");
        String big = trust("{\"AWS\": [" + "\"111111111111\",".repeat(200) + "\"111111111111\"]}");
        assertThat(create("r", big).fault()).isEqualTo("LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048");
        create("r", TRUST);
        assertThat(wire.iam("UpdateAssumeRolePolicy", "RoleName", "r", "PolicyDocument", "[]")
                        .status())
                .isEqualTo(400);
        assertThat(document(get("r"))).isEqualTo(TRUST);
    }

    @Test
    void tagKeysOfRolesAreTheSameWhateverTheirCase() {
        create("r", TRUST, "Tags.member.1.Key", "Team", "Tags.member.1.Value", "a");
        assertThat(tag("team", "b").status()).isEqualTo(200);
        Answer tags = wire.iam("ListRoleTags", "RoleName", "r");
        assertThat(tags.count("Key")).isEqualTo(1);
        assertThat(tags.text("Key")).isEqualTo("team");
        assertThat(wire.iam(
                                "TagRole",
                                "RoleName",
                                "r",
                                "Tags.member.1.Key",
                                "x",
                                "Tags.member.1.Value",
                                "",
                                "Tags.member.2.Key",
                                "X",
                                "Tags.member.2.Value",
                                "")
                        .fault())
                .isEqualTo("InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        for (int i = 1; i < 50; i++) {
            assertThat(tag("k" + i, "v").status()).isEqualTo(200);
        }
        assertThat(tag("one-too-many", "v").fault())
                .isEqualTo("LimitExceeded: The number of tags has reached the maximum limit.");
        assertThat(wire.iam("UntagRole", "RoleName", "r", "TagKeys.member.1", "TEAM", "TagKeys.member.2", "nothing")
                        .status())
                .isEqualTo(200);
        assertThat(wire.iam("ListRoleTags", "RoleName", "r", "MaxItems", "49").text("IsTruncated"))
                .isEqualTo("false");
    }

    @Test
    void pagesNeitherSkipNorRepeatWhenTheListChangesBetweenThem() {
        for (String name : new String[] {"b", "D", "f", "h"}) {
            create(name, TRUST);
        }
        Answer first = wire.iam("ListRoles", "MaxItems", "2");
        assertThat(first.text("IsTruncated")).isEqualTo("true");
        assertThat(first.body()).contains("<RoleName>b</RoleName>").contains("<RoleName>D</RoleName>");
        create("a", TRUST);
        create("e", TRUST);
        wire.iam("DeleteRole", "RoleName", "D");
        Answer second = wire.iam("ListRoles", "MaxItems", "10", "Marker", first.text("Marker"));
        assertThat(second.count("RoleName")).isEqualTo(3);
        assertThat(second.body()).contains("<RoleName>e</RoleName>").contains("<RoleName>h</RoleName>");
        assertThat(second.has("Marker")).isFalse();
        assertThat(wire.iam("ListRoles", "PathPrefix", "/x", "Marker", first.text("Marker"))
                        .fault())
                .isEqualTo("ValidationError: Invalid Marker.");
    }

    @Test
    void pathPrefixIsAPlainPrefixOfThePath() {
        create("r", TRUST, "Path", "/test-lifecycle-path/");
        assertThat(wire.iam("ListRoles", "PathPrefix", "/test-life").count("RoleName"))
                .isEqualTo(1);
        Answer none = wire.iam("ListRoles", "PathPrefix", "/other");
        assertThat(none.status()).isEqualTo(200);
        assertThat(none.body()).contains("<Roles/>");
    }

    @Test
    void accountsSeeOnlyTheirOwn() {
        create("r", TRUST);
        Wire other = wire.as("222222222222");
        assertThat(other.iam("ListRoles").body()).contains("<Roles/>");
        assertThat(other.iam("GetRole", "RoleName", "r").fault())
                .isEqualTo("NoSuchEntity: The role with name r cannot be found.");
        Answer mine = other.iam("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", TRUST);
        assertThat(mine.text("Arn")).isEqualTo("arn:aws:iam::222222222222:role/r");
        other.iam("DeleteRole", "RoleName", "r");
        assertThat(get("r").status()).isEqualTo(200);
    }

    @Test
    void reservedPathsAndUnknownBoundariesAreRefused() {
        assertThat(create("r", TRUST, "Path", "/aws-service-role/x/").status()).isEqualTo(400);
        assertThat(create("r", TRUST, "PermissionsBoundary", "arn:aws:iam::000000000000:policy/none")
                        .fault())
                .isEqualTo("NoSuchEntity: Scope ARN: arn:aws:iam::000000000000:policy/none does not exist or is not"
                        + " attachable.");
        assertThat(create("r", TRUST, "PermissionsBoundary", "arn:aws:s3:::not-a-policy")
                        .fault())
                .isEqualTo("InvalidInput: ARN arn:aws:s3:::not-a-policy is not valid.");
    }

    private Answer create(String name, String trust, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "RoleName";
        all[1] = name;
        all[2] = "AssumeRolePolicyDocument";
        all[3] = trust;
        System.arraycopy(more, 0, all, 4, more.length);
        return wire.iam("CreateRole", all);
    }

    private Answer get(String name) {
        return wire.iam("GetRole", "RoleName", name);
    }

    private Answer tag(String key, String value) {
        return wire.iam("TagRole", "RoleName", "r", "Tags.member.1.Key", key, "Tags.member.1.Value", value);
    }

    private static String document(Answer answer) {
        return URLDecoder.decode(answer.text("AssumeRolePolicyDocument"), UTF_8);
    }

    private static String trust(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + principal
                + ",\"Action\":\"sts:AssumeRole\"}]}";
    }
}
