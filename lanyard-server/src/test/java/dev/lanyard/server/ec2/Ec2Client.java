// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.server.Options;
import dev.lanyard.server.Options.Transitions;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Short words for what tests of instances do again and again.
final class Ec2Client implements AutoCloseable {
    static final String IMAGE = "ami-0123456789abcdef0";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    final Wire wire;

    Ec2Client(Wire wire) {
        this.wire = wire;
    }

    static Ec2Client start() {
        return new Ec2Client(Wire.start());
    }

    static Ec2Client start(Transitions transitions) {
        return new Ec2Client(
                Wire.start(Options.onFreePorts().transitions(transitions).build()));
    }

    Answer ec2(String action, String... parameters) {
        return wire.ec2(action, parameters);
    }

    Answer done(String action, String... parameters) {
        Answer answer = wire.ec2(action, parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /// One instance of the image; parameters may change or add anything.
    Answer launch(String... parameters) {
        return ec2("RunInstances", with(parameters, "ImageId", IMAGE, "MinCount", "1", "MaxCount", "1"));
    }

    /// The id of a launched instance that runs.
    String running(String... parameters) {
        Answer launched = launch(with(parameters, "InstanceType", "t3.micro"));
        assertThat(launched.status()).as(launched.body()).isEqualTo(200);
        later();
        return launched.text("instanceId");
    }

    String stopped(String... parameters) {
        String id = running(parameters);
        done("StopInstances", "InstanceId.1", id);
        later();
        return id;
    }

    /// Until every change of the fast transitions is over.
    void later() {
        wire.clock().advance(Duration.ofSeconds(2));
    }

    /// What the metadata service tells the instance under this path; a status when it tells nothing.
    String metadata(String instance, String path) {
        Headers headers = new Headers().add("Host", "127.0.0.1");
        WireResponse response = wire.lanyard()
                .handleMetadata(new WireRequest(
                        "GET",
                        "/instances/" + instance + "/latest/meta-data/" + path,
                        "",
                        headers,
                        new byte[0],
                        "127.0.0.1",
                        false))
                .orElseThrow();
        return response.status() == 200
                ? new String(response.body(), StandardCharsets.UTF_8)
                : Integer.toString(response.status());
    }

    void profile(String name) {
        role(name + "-role");
        iam("CreateInstanceProfile", "InstanceProfileName", name);
        iam("AddRoleToInstanceProfile", "InstanceProfileName", name, "RoleName", name + "-role");
    }

    void role(String name) {
        iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST);
    }

    Answer iam(String action, String... parameters) {
        Answer answer = wire.iam(action, parameters);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    static String[] with(String[] parameters, String... defaults) {
        java.util.Map<String, String> all = new java.util.LinkedHashMap<>();
        for (int i = 0; i < defaults.length; i += 2) {
            all.put(defaults[i], defaults[i + 1]);
        }
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return all.entrySet().stream()
                .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        wire.close();
    }
}
