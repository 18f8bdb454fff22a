// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceProfileTest {
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void createShowsTheProfileWithoutTagsUnlessGiven() {
        Answer plain = create("Webserver");
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.text("InstanceProfileName")).isEqualTo("Webserver");
        assertThat(plain.text("Path")).isEqualTo("/");
        assertThat(plain.text("Arn")).isEqualTo("arn:aws:iam::000000000000:instance-profile/Webserver");
        assertThat(plain.text("InstanceProfileId")).matches("AIPA[A-Z2-7]{17}");
        assertThat(plain.text("CreateDate")).isEqualTo("2026-02-12T11:27:47Z");
        assertThat(plain.has("Roles")).isTrue();
        assertThat(plain.has("Tags")).isFalse();
        Answer tagged = create("Tagged", "Path", "/team/x/", "Tags.member.1.Key", "a", "Tags.member.1.Value", "");
        assertThat(tagged.body()).contains("<Key>a</Key>").contains("<Value/>");
        assertThat(tagged.text("Arn")).isEqualTo("arn:aws:iam::000000000000:instance-profile/team/x/Tagged");
    }

    @Test
    void namesAreUniqueWhateverTheirCaseAndPath() {
        create("Webserver");
        assertThat(create("webSERVER", "Path", "/other/").fault())
                .isEqualTo("EntityAlreadyExists: Instance Profile webSERVER already exists.");
        assertThat(wire.iam("GetInstanceProfile", "InstanceProfileName", "WEBSERVER")
                        .text("InstanceProfileName"))
                .isEqualTo("Webserver");
    }

    @Test
    void profileHoldsOneRoleAndCannotGoWhileItDoes() {
        create("p");
        role("r");
        role("s");
        assertThat(pair("AddRoleToInstanceProfile", "p", "r").status()).isEqualTo(200);
        assertThat(pair("AddRoleToInstanceProfile", "p", "s").fault())
                .isEqualTo("LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        assertThat(wire.iam("DeleteInstanceProfile", "InstanceProfileName", "p").fault())
                .isEqualTo("DeleteConflict: Cannot delete entity, must remove roles from instance profile first.");
        assertThat(pair("RemoveRoleFromInstanceProfile", "p", "s").fault())
                .isEqualTo("NoSuchEntity: Role s in Instance Profile p cannot be found.");
        assertThat(pair("RemoveRoleFromInstanceProfile", "p", "r").status()).isEqualTo(200);
        assertThat(wire.iam("DeleteInstanceProfile", "InstanceProfileName", "p").status())
                .isEqualTo(200);
        Answer gone = wire.iam("GetInstanceProfile", "InstanceProfileName", "p");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.fault()).isEqualTo("NoSuchEntity: Instance Profile p cannot be found.");
    }

    private Answer create(String name, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "InstanceProfileName";
        all[1] = name;
        System.arraycopy(more, 0, all, 2, more.length);
        return wire.iam("CreateInstanceProfile", all);
    }

    private void role(String name) {
        assertThat(wire.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST)
                        .status())
                .isEqualTo(200);
    }

    private Answer pair(String action, String profile, String role) {
        return wire.iam(action, "InstanceProfileName", profile, "RoleName", role);
    }
}
