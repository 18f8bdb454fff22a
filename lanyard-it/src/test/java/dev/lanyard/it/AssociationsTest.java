// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.it.Client.Association;
import dev.lanyard.it.Client.Instance;
import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AssociationsTest {
    private static final String PROFILES = "arn:aws:iam::000000000000:instance-profile/";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client;

    AssociationsTest(Tool tool) throws StartFailure {
        this.client = tool.open(node.endpoint());
    }

    @Test
    void instanceWearsTheProfileItIsStartedWithUntilItIsTerminated() {
        Client.Profile profile = filled("worn");
        String instance = client.runInstance(Optional.of("worn"));
        assertThat(client.instance(instance)).isEqualTo(new Instance("running", Optional.of(profile.arn())));
        Association association = only(instance);
        assertThat(association.profileArn()).isEqualTo(profile.arn());
        assertThat(association.profileId()).isEqualTo(profile.id());
        assertThat(association.state()).isEqualTo("associated");
        client.terminate(instance);
        assertThat(client.instance(instance)).isEqualTo(new Instance("terminated", Optional.empty()));
        assertThat(client.associations(instance)).isEmpty();
    }

    @Test
    void profileIsPutOnChangedAndTakenOff() {
        Client.Profile first = filled("first");
        filled("second");
        String instance = client.runInstance(Optional.empty());
        assertThat(client.instance(instance)).isEqualTo(new Instance("running", Optional.empty()));

        Association on = client.associate(instance, "first");
        assertThat(on.id()).matches("iip-assoc-[0-9a-f]{17}");
        assertThat(on).isEqualTo(new Association(on.id(), instance, first.arn(), first.id(), "associating"));
        assertThat(only(instance).state()).isEqualTo("associated");
        assertRefused(
                () -> client.associate(instance, "second"),
                "IncorrectState: There is an existing association for instance " + instance);

        Association changed = client.replace(on.id(), "second");
        assertThat(changed.id()).isNotEqualTo(on.id());
        assertThat(changed.profileArn()).isEqualTo(PROFILES + "second");
        assertThat(client.instance(instance).profileArn()).contains(PROFILES + "second");

        Association off = client.disassociate(changed.id());
        assertThat(off.id()).isEqualTo(changed.id());
        assertThat(off.state()).isEqualTo("disassociating");
        assertThat(client.associations(instance)).isEmpty();
        assertThat(client.instance(instance).profileArn()).isEmpty();
    }

    @Test
    void profileThatIsMissingOrEmptyCannotBeWorn() {
        client.createProfile("hollow");
        assertRefused(
                () -> client.runInstance(Optional.of("missing")),
                "InvalidParameterValue: Value (missing) for parameter iamInstanceProfile.name is invalid."
                        + " Invalid IAM Instance Profile name");
        assertRefused(
                () -> client.runInstance(Optional.of("hollow")),
                "InvalidParameterValue: IAM Instance Profile \"" + PROFILES + "hollow\" has no associated IAM Roles");
    }

    private Client.Profile filled(String name) {
        Client.Profile profile = client.createProfile(name);
        client.createRole(name);
        client.addRole(name, name);
        return profile;
    }

    private Association only(String instance) {
        assertThat(client.associations(instance)).hasSize(1);
        return client.associations(instance).getFirst();
    }

    private static void assertRefused(Runnable call, String fault) {
        assertThatThrownBy(call::run).isInstanceOf(Refusal.class).hasMessage(fault);
    }
}
