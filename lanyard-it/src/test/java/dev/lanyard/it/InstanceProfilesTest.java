// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class InstanceProfilesTest {
    @AutoClose
    private final Node node = Node.start(Options.onFreePorts().build());

    @AutoClose
    private final Client client;

    InstanceProfilesTest(Tool tool) throws StartFailure {
        this.client = tool.open(node.endpoint());
    }

    @Test
    void developmentKeyIsRootOfTheDefaultAccount() {
        assertThat(client.whoAmI()).isEqualTo("arn:aws:iam::000000000000:root");
    }

    @Test
    void profileTakesARoleGivesItBackAndGoes() {
        Client.Profile created = client.createProfile("Webserver");
        assertThat(created.id()).matches("AIPA[A-Z2-7]{17}");
        assertThat(created.arn()).isEqualTo("arn:aws:iam::000000000000:instance-profile/Webserver");
        assertThat(created.path()).isEqualTo("/");
        assertThat(created.roles()).isEmpty();
        assertThat(client.createRole("web")).isEqualTo("arn:aws:iam::000000000000:role/web");
        assertThat(client.profilesForRole("web")).isEmpty();

        client.addRole("Webserver", "web");
        Client.Profile filled = client.profile("Webserver");
        assertThat(filled.roles()).containsExactly("web");
        assertThat(filled.id()).isEqualTo(created.id());
        assertThat(client.profiles()).contains("Webserver");
        assertThat(client.profilesForRole("web")).containsExactly("Webserver");

        client.removeRole("Webserver", "web");
        assertThat(client.profile("Webserver").roles()).isEmpty();
        client.deleteProfile("Webserver");
        client.deleteRole("web");
        assertRefused(() -> client.profile("Webserver"), "NoSuchEntity: Instance Profile Webserver cannot be found.");
    }

    @Test
    void nameIsTakenOnce() {
        client.createProfile("taken");
        assertRefused(
                () -> client.createProfile("taken"), "EntityAlreadyExists: Instance Profile taken already exists.");
    }

    @Test
    void profileHoldsOneRoleAndStaysWhileItDoes() {
        client.createProfile("full");
        client.createRole("first");
        client.createRole("second");
        client.addRole("full", "first");
        assertRefused(
                () -> client.addRole("full", "second"),
                "LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        assertRefused(
                () -> client.deleteProfile("full"),
                "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.");
        assertRefused(
                () -> client.addRole("full", "nobody"), "NoSuchEntity: The role with name nobody cannot be found.");
    }

    private static void assertRefused(Runnable call, String fault) {
        assertThatThrownBy(call::run).isInstanceOf(Refusal.class).hasMessage(fault);
    }
}
