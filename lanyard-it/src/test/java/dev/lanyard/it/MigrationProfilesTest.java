// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.it.Client.MigrationProfile;
import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MigrationProfilesTest {
    @AutoClose
    private final Node node = Node.start(Options.onFreePorts().build());

    @AutoClose
    private final Client client;

    MigrationProfilesTest(Tool tool) throws StartFailure {
        this.client = tool.open(node.endpoint());
    }

    @Test
    void profileIsReadChangedAndDeletedByItsNameAndByItsArn() {
        MigrationProfile created = client.createMigrationProfile("to-aurora", "from the cellar");
        String arn = created.arn();
        assertThat(arn).matches("arn:aws:dms:us-east-1:000000000000:instance-profile:[A-Z2-7]{26}");
        assertThat(created).isEqualTo(profile(arn, "from the cellar"));
        assertThat(client.migrationProfiles("to-aurora")).containsExactly(created);
        assertThat(client.migrationProfiles(arn)).containsExactly(created);
        assertRefused(() -> client.createMigrationProfile("to-aurora", "again"), "ResourceAlreadyExistsFault");

        assertThat(client.modifyMigrationProfile("to-aurora", "by name")).isEqualTo(profile(arn, "by name"));
        assertThat(client.modifyMigrationProfile(arn, "by ARN")).isEqualTo(profile(arn, "by ARN"));
        assertThat(client.migrationProfiles("to-aurora")).containsExactly(profile(arn, "by ARN"));

        assertThat(client.deleteMigrationProfile("to-aurora")).isEqualTo(profile(arn, "by ARN"));
        assertRefused(() -> client.deleteMigrationProfile(arn), "ResourceNotFoundFault");
        String next = client.createMigrationProfile("to-aurora", "once more").arn();
        assertThat(next).isNotEqualTo(arn);
        assertThat(client.deleteMigrationProfile(next)).isEqualTo(profile(next, "once more"));
        assertRefused(() -> client.migrationProfiles("to-aurora"), "ResourceNotFoundFault");
    }

    private static MigrationProfile profile(String arn, String description) {
        return new MigrationProfile("to-aurora", arn, description, "IPV4", true);
    }

    private static void assertRefused(Runnable call, String code) {
        assertThatThrownBy(call::run).isInstanceOf(Refusal.class).hasMessageStartingWith(code + ": ");
    }
}
