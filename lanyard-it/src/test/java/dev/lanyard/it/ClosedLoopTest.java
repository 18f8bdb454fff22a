// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.it.Client.Association;
import dev.lanyard.it.Program.Told;
import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iam.IamClient;

/// From the profile over the instance and its metadata to the signed call and the decision about it, as programs on
/// the instance live it.
@ParameterizedClass
@EnumSource
class ClosedLoopTest {
    private static final String DENIED = "AccessDenied";
    private static final String MAY_BY_VERSION_TWO = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ACTION","Resource":"*",\
            "Condition":{"NumericEquals":{"ec2:RoleDelivery":"2.0"}}}}""";

    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    @AutoClose
    private final Client client = new SdkClient(node.endpoint());

    @AutoClose
    private final IamClient iam = Sdk.connect(IamClient.builder(), node.endpoint());

    private final Program program;

    @TempDir
    private Path directory;

    ClosedLoopTest(Program program) throws StartFailure {
        this.program = program;
    }

    @BeforeEach
    void twoRolesToWear() {
        program.installOrSkip(shell());
        profile("reader", "iam:ListRoles");
        profile("auditor", "iam:ListUsers");
    }

    private void profile(String name, String action) {
        client.createRole(name);
        iam.putRolePolicy(
                in -> in.roleName(name).policyName("may").policyDocument(MAY_BY_VERSION_TWO.replace("ACTION", action)));
        client.createProfile(name);
        client.addRole(name, name);
    }

    @Test
    void aProgramIsAndMayWhatItsInstanceWears() {
        String instance = client.runInstance(Optional.of("reader"));
        String neighbour = client.runInstance(Optional.of("auditor"));
        assertThat(toldOn(instance)).isEqualTo(reader(instance));
        assertThat(toldOn(neighbour)).isEqualTo(auditor(neighbour));

        Association changed = client.replace(only(instance).id(), "auditor");
        assertThat(toldOn(instance)).isEqualTo(auditor(instance));

        client.disassociate(changed.id());
        assertThat(toldOn(instance))
                .isEqualTo(new Told(Program.NO_CREDENTIALS, Program.NO_CREDENTIALS, Program.NO_CREDENTIALS));

        client.associate(instance, "reader");
        assertThat(toldOn(instance)).isEqualTo(reader(instance));
        assertThat(toldOn(neighbour)).isEqualTo(auditor(neighbour));
    }

    private static Told reader(String instance) {
        return new Told(session("reader", instance), Program.ALLOWED, DENIED);
    }

    private static Told auditor(String instance) {
        return new Told(session("auditor", instance), DENIED, Program.ALLOWED);
    }

    private static String session(String role, String instance) {
        return "arn:aws:sts::000000000000:assumed-role/" + role + '/' + instance;
    }

    private Association only(String instance) {
        assertThat(client.associations(instance)).hasSize(1);
        return client.associations(instance).getFirst();
    }

    /// What the program is told, whichever way it reaches its metadata.
    private Told toldOn(String instance) {
        Listed listed = Listed.on(node.endpoint(), instance);
        assertThat(listed.state()).isEqualTo("running");
        List<Told> told = Stream.concat(
                        listed.metadataUrl().stream(),
                        program.keepsPath ? Stream.of(listed.metadataPathUrl()) : Stream.empty())
                .map(url -> program.runOn(url, shell()))
                .distinct()
                .toList();
        if (told.isEmpty()) {
            Shell.skip("Instances have no addresses of their own here, and " + program + " knows no other way.");
        }
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    private Shell shell() {
        return new Shell(node.endpoint(), directory);
    }
}
