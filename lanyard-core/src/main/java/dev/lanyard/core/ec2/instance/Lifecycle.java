// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Where an instance is on its way. Its state follows from this and the time.
///
/// @param goal running, stopped or terminated
/// @param changed when somebody asked for the goal
/// @param settles when the goal is reached
/// @param started the last start, which AWS shows as the launch time
public record Lifecycle(InstanceState goal, Instant changed, Instant settles, Instant started) {
    private static final DateTimeFormatter REASON_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    public static Lifecycle started(Instant now, Transitions transitions) {
        return new Lifecycle(InstanceState.RUNNING, now, now.plus(transitions.pending()), now);
    }

    Lifecycle stopped(Instant now, Transitions transitions) {
        return new Lifecycle(InstanceState.STOPPED, now, now.plus(transitions.stopping()), started);
    }

    /// A stopped instance has nothing to shut down.
    Lifecycle terminated(Instant now, Transitions transitions) {
        Instant settled = at(now) == InstanceState.STOPPED ? now : now.plus(transitions.shuttingDown());
        return new Lifecycle(InstanceState.TERMINATED, now, settled, started);
    }

    public InstanceState at(Instant now) {
        return now.isBefore(settles) ? underWay() : goal;
    }

    public boolean ended() {
        return goal == InstanceState.TERMINATED;
    }

    /// The state while the goal is not reached yet, which is what the call that asked for it answers.
    InstanceState underWay() {
        return switch (goal) {
            case STOPPED -> InstanceState.STOPPING;
            case TERMINATED -> InstanceState.SHUTTING_DOWN;
            default -> InstanceState.PENDING;
        };
    }

    /// The text of `StateTransitionReason`.
    String reason() {
        return goal == InstanceState.RUNNING ? "" : "User initiated (" + REASON_TIME.format(changed) + " GMT)";
    }

    Optional<StateReason> stateReason(InstanceState state) {
        return switch (state) {
            case PENDING -> Optional.of(new StateReason("pending", "pending"));
            case RUNNING -> Optional.empty();
            default ->
                Optional.of(new StateReason(
                        "Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"));
        };
    }

    record StateReason(String code, String message) {}
}
