// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Options.Transitions;
import dev.lanyard.server.Wire.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstanceLifecycleTest {
    private final Ec2Client aws = Ec2Client.start();

    @AfterEach
    void stop() {
        aws.close();
    }

    private static String state(Ec2Client client, String instance) {
        Answer shown = client.done("DescribeInstances", "InstanceId.1", instance);
        String state = shown.text("instanceState");
        return state.substring(state.indexOf("<name>") + 6, state.indexOf("</name>"));
    }

    private String state(String instance) {
        return state(aws, instance);
    }

    private Answer call(String action, String... instances) {
        String[] parameters = new String[instances.length * 2];
        for (int i = 0; i < instances.length; i++) {
            parameters[2 * i] = "InstanceId." + (i + 1);
            parameters[2 * i + 1] = instances[i];
        }
        return aws.ec2(action, parameters);
    }

    /// The states that a change answers, as `stopping/running`.
    private static String change(Answer answer) {
        return name(answer.text("currentState")) + "/" + name(answer.text("previousState"));
    }

    private static String name(String state) {
        return state.substring(state.indexOf("<name>") + 6, state.indexOf("</name>"));
    }

    @Test
    void instanceRunsASecondAfterItsLaunch() {
        String instance = aws.launch("InstanceType", "t3.micro").text("instanceId");
        aws.wire.clock().advance(Duration.ofMillis(999));
        assertThat(state(instance)).isEqualTo("pending");
        aws.wire.clock().advance(Duration.ofMillis(1));
        assertThat(state(instance)).isEqualTo("running");
    }

    @Test
    void transitionsTakeAsLongAsChosen() {
        try (Ec2Client slow = Ec2Client.start(Transitions.AWS)) {
            String instance = slow.launch("InstanceType", "t3.micro").text("instanceId");
            slow.wire.clock().advance(Duration.ofSeconds(11));
            assertThat(state(slow, instance)).isEqualTo("pending");
            slow.wire.clock().advance(Duration.ofSeconds(1));
            assertThat(state(slow, instance)).isEqualTo("running");
        }
        try (Ec2Client instant = Ec2Client.start(Transitions.ZERO)) {
            Answer launched = instant.launch("InstanceType", "t3.micro");
            assertThat(name(launched.text("instanceState"))).isEqualTo("pending");
            String instance = launched.text("instanceId");
            assertThat(state(instant, instance)).isEqualTo("running");
            assertThat(change(instant.done("StopInstances", "InstanceId.1", instance)))
                    .isEqualTo("stopping/running");
            assertThat(state(instant, instance)).isEqualTo("stopped");
            assertThat(change(instant.done("StartInstances", "InstanceId.1", instance)))
                    .isEqualTo("pending/stopped");
            assertThat(change(instant.done("TerminateInstances", "InstanceId.1", instance)))
                    .isEqualTo("shutting-down/running");
            assertThat(state(instant, instance)).isEqualTo("terminated");
        }
    }

    @Test
    void stopAndStartKeepAllButThePublicAddress() {
        String instance = aws.running();
        Answer before = aws.done("DescribeInstances", "InstanceId.1", instance);
        assertThat(change(call("StopInstances", instance))).isEqualTo("stopping/running");
        assertThat(state(instance)).isEqualTo("stopping");
        assertThat(change(call("StopInstances", instance))).isEqualTo("stopping/stopping");
        aws.later();
        Answer stopped = aws.done("DescribeInstances", "InstanceId.1", instance);
        assertThat(name(stopped.text("instanceState"))).isEqualTo("stopped");
        assertThat(stopped.text("stateReason"))
                .contains("<code>Client.UserInitiatedShutdown</code>")
                .contains("<message>Client.UserInitiatedShutdown: User initiated shutdown</message>");
        assertThat(stopped.text("reason")).isEqualTo("User initiated (2026-02-12 11:27:49 GMT)");
        assertThat(stopped.has("ipAddress")).isFalse();
        assertThat(stopped.text("privateIpAddress")).isEqualTo(before.text("privateIpAddress"));
        assertThat(change(call("StartInstances", instance))).isEqualTo("pending/stopped");
        assertThat(change(call("StartInstances", instance))).isEqualTo("pending/pending");
        aws.later();
        Answer after = aws.done("DescribeInstances", "InstanceId.1", instance);
        for (String kept : new String[] {"privateIpAddress", "volumeId", "networkInterfaceId", "reservationId"}) {
            assertThat(after.text(kept)).isEqualTo(before.text(kept));
        }
        assertThat(after.text("ipAddress")).isNotEmpty().isNotEqualTo(before.text("ipAddress"));
        assertThat(after.text("launchTime")).isEqualTo("2026-02-12T11:27:51.000Z");
        assertThat(after.text("usageOperationUpdateTime")).isEqualTo("2026-02-12T11:27:47.000Z");
        assertThat(after.text("reason")).isEmpty();
        assertThat(change(call("StartInstances", instance))).isEqualTo("running/running");
    }

    @Test
    void changesAreRefusedInTheWrongState() {
        String pending = aws.launch("InstanceType", "t3.micro").text("instanceId");
        assertThat(call("StopInstances", pending).fault())
                .isEqualTo("IncorrectInstanceState: Instance '" + pending
                        + "' cannot be stopped as it has never reached the 'running' state.");
        assertThat(call("RebootInstances", pending).fault())
                .isEqualTo("IncorrectInstanceState: The instance '" + pending
                        + "' is not in a state from which it can be rebooted.");
        aws.later();
        assertThat(call("RebootInstances", pending).body()).contains("<return>true</return>");
        call("StopInstances", pending);
        assertThat(call("StartInstances", pending).fault())
                .isEqualTo("IncorrectInstanceState: The instance '" + pending
                        + "' is not in a state from which it can be started.");
        call("TerminateInstances", pending);
        assertThat(call("StopInstances", pending).fault())
                .isEqualTo("IncorrectInstanceState: This instance '" + pending
                        + "' is not in a state from which it can be stopped.");
        assertThat(call("StartInstances", pending).fault()).startsWith("IncorrectInstanceState: ");
    }

    @Test
    void terminationGoesThroughShuttingDownExceptFromStopped() {
        String running = aws.running();
        assertThat(change(call("TerminateInstances", running))).isEqualTo("shutting-down/running");
        assertThat(state(running)).isEqualTo("shutting-down");
        assertThat(change(call("TerminateInstances", running))).isEqualTo("shutting-down/shutting-down");
        aws.later();
        assertThat(change(call("TerminateInstances", running))).isEqualTo("terminated/terminated");
        String stopped = aws.stopped();
        assertThat(change(call("TerminateInstances", stopped))).isEqualTo("terminated/stopped");
        String pending = aws.launch("InstanceType", "t3.micro").text("instanceId");
        assertThat(change(call("TerminateInstances", pending))).isEqualTo("shutting-down/pending");
    }

    @Test
    void terminatedInstanceLosesItsThingsAndIsForgottenAfterAnHour() {
        String instance = aws.running();
        String volume = aws.done("DescribeInstances", "InstanceId.1", instance).text("volumeId");
        call("TerminateInstances", instance);
        aws.later();
        Answer ended = aws.done("DescribeInstances", "InstanceId.1", instance);
        assertThat(name(ended.text("instanceState"))).isEqualTo("terminated");
        assertThat(ended.has("vpcId")).isFalse();
        assertThat(ended.has("privateIpAddress")).isFalse();
        assertThat(aws.done("DescribeNetworkInterfaces").count("networkInterfaceId"))
                .isZero();
        assertThat(aws.ec2("DescribeVolumes", "VolumeId.1", volume).fault())
                .isEqualTo("InvalidVolume.NotFound: The volume '" + volume + "' does not exist.");
        aws.wire.clock().advance(Duration.ofHours(1));
        assertThat(aws.ec2("DescribeInstances", "InstanceId.1", instance).fault())
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID '" + instance + "' does not exist");
        assertThat(aws.done("DescribeInstances").count("instanceId")).isZero();
        assertThat(call("TerminateInstances", instance).fault()).startsWith("InvalidInstanceID.NotFound: ");
    }

    @Test
    void oneBadIdSparesAll() {
        String one = aws.running();
        String two = aws.running("DisableApiTermination", "true");
        assertThat(call("TerminateInstances", one, "i-0123456789abcdef0").fault())
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist");
        assertThat(call("TerminateInstances", "i-0123456789abcdef0", one, "i-0123456789abcdef1")
                        .fault())
                .isEqualTo("InvalidInstanceID.NotFound: The instance IDs 'i-0123456789abcdef0, i-0123456789abcdef1' do"
                        + " not exist");
        assertThat(call("TerminateInstances", one, "ma1").fault()).startsWith("InvalidInstanceID.Malformed: ");
        assertThat(call("TerminateInstances", one, two).fault())
                .isEqualTo("OperationNotPermitted: The instance '" + two + "' may not be terminated. Modify its"
                        + " 'disableApiTermination' instance attribute and try again.");
        assertThat(state(one)).isEqualTo("running");
        aws.done("ModifyInstanceAttribute", "InstanceId", two, "DisableApiTermination.Value", "false");
        assertThat(call("TerminateInstances", one, two).status()).isEqualTo(200);
        String guarded = aws.running("DisableApiStop", "true");
        assertThat(call("StopInstances", guarded).fault())
                .isEqualTo("OperationNotPermitted: The instance '" + guarded + "' may not be stopped. Modify its"
                        + " 'disableApiStop' instance attribute and try again.");
    }

    @Test
    void statusChecksFollowTheState() {
        String instance = aws.launch("InstanceType", "t3.micro").text("instanceId");
        assertThat(aws.done("DescribeInstanceStatus").count("instanceId")).isZero();
        Answer pending = aws.done("DescribeInstanceStatus", "IncludeAllInstances", "true");
        assertThat(pending.text("instanceStatus")).contains("<status>not-applicable</status>");
        aws.wire.clock().advance(Duration.ofSeconds(1));
        assertThat(aws.done("DescribeInstanceStatus").text("instanceStatus")).contains("initializing");
        aws.wire.clock().advance(Duration.ofSeconds(1));
        Answer ok = aws.done("DescribeInstanceStatus", "InstanceId.1", instance);
        assertThat(ok.text("instanceStatus"))
                .contains("<status>ok</status>")
                .contains("<name>reachability</name>")
                .contains("<status>passed</status>");
        assertThat(aws.done(
                                "DescribeInstanceStatus",
                                "Filter.1.Name",
                                "instance-status.status",
                                "Filter.1.Value.1",
                                "ok")
                        .count("instanceId"))
                .isEqualTo(1);
    }

    @Test
    void monitoringTakesAMoment() {
        String instance = aws.running();
        assertThat(call("MonitorInstances", instance).text("monitoring")).contains("pending");
        aws.later();
        assertThat(aws.done("DescribeInstances").text("monitoring")).contains("enabled");
        assertThat(call("UnmonitorInstances", instance).text("monitoring")).contains("disabling");
        aws.later();
        assertThat(aws.done("DescribeInstances").text("monitoring")).contains("disabled");
    }

    @Test
    void anotherAccountOrRegionSeesNothing() {
        String instance = aws.running();
        for (var other : new dev.lanyard.server.Wire[] {aws.wire.as("111111111111"), aws.wire.in("eu-west-1")}) {
            assertThat(other.ec2("DescribeInstances").count("instanceId")).isZero();
            assertThat(other.ec2("TerminateInstances", "InstanceId.1", instance).fault())
                    .startsWith("InvalidInstanceID.NotFound: ");
        }
    }
}
