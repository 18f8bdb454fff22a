// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import java.util.Optional;

/// A whole Lanyard whose default account has a propagation delay.
record LaggingWorld(Wire wire) implements AutoCloseable {
    static final String ACCOUNT = "000000000000";
    static final String TRUST = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com",
             "AWS":"000000000000"},"Action":"sts:AssumeRole"}}""";

    static LaggingWorld by(String delay) {
        LaggingWorld world = new LaggingWorld(Wire.start());
        world.dial(delay);
        return world;
    }

    void dial(String delay) {
        assertThat(wire.admin("PUT", "propagation/" + ACCOUNT, delay).status()).isEqualTo(200);
    }

    void seconds(int seconds) {
        wire.clock().advance(Duration.ofSeconds(seconds));
    }

    /// A call that has to succeed.
    Answer iam(String action, String... parameters) {
        Answer answer = wire.iam(action, parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /// Makes a role that EC2 and the account may assume.
    Answer role(String name) {
        return iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST);
    }

    /// Makes a user, and signs with a key of it.
    Wire user(String name) {
        iam("CreateUser", "UserName", name);
        Answer key = iam("CreateAccessKey", "UserName", name);
        return wire.with(key.text("AccessKeyId"), key.text("SecretAccessKey"), Optional.empty());
    }

    @Override
    public void close() {
        wire.close();
    }
}
