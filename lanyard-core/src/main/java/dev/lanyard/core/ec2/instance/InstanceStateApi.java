// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_INSTANCE_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.OPERATION_NOT_PERMITTED;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.instance.InstanceViews.StateView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/// Starting, stopping, rebooting and terminating instances. One instance that cannot be changed spares all.
public final class InstanceStateApi implements ApiSection {
    private final InstanceStore store;
    private final Instances instances;
    private final InstanceEquipment equipment;
    private final InstancePermissions permissions;
    private final Transitions transitions;

    public InstanceStateApi(
            Instances instances,
            InstanceEquipment equipment,
            InstancePermissions permissions,
            Transitions transitions) {
        this.store = instances.stores().instances();
        this.instances = instances;
        this.equipment = equipment;
        this.permissions = permissions;
        this.transitions = transitions;
    }

    record Named(List<InstanceId> instanceIds) {}

    record Change(InstanceId instanceId, StateView currentState, StateView previousState) {
        static Change of(Instance instance, InstanceState current, InstanceState previous) {
            return new Change(instance.id(), StateView.of(current), StateView.of(previous));
        }
    }

    record Starting(List<Change> startingInstances) {}

    record Stopping(List<Change> stoppingInstances) {}

    record Terminating(List<Change> terminatingInstances) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                guarded("StartInstances", Starting.class, this::start),
                guarded("StopInstances", Stopping.class, this::stop),
                guarded("RebootInstances", Nothing.class, this::reboot),
                guarded("TerminateInstances", Terminating.class, this::terminate));
    }

    private <O extends Record> Operation<Named, O> guarded(
            String name, Class<O> output, BiFunction<Named, Call, O> handler) {
        return EC2.write(name, Named.class, output, handler)
                .guardedBy((in, call) -> permissions.onEach(name, in.instanceIds(), call))
                .faults(INCORRECT_INSTANCE_STATE, OPERATION_NOT_PERMITTED);
    }

    private Starting start(Named in, Call call) {
        return new Starting(instances.find(in.instanceIds(), call).stream()
                .map(instance -> start(instance, call.now()))
                .toList());
    }

    private Change start(Instance instance, Instant now) {
        InstanceState state = instance.state(now);
        return switch (state) {
            case PENDING, RUNNING -> Change.of(instance, state, state);
            case STOPPED -> {
                Lifecycle life = Lifecycle.started(now, transitions);
                store.update(instance.with(life)
                        .with(instance.metadata().settling(life.settles().plus(transitions.metadataOptions()))));
                equipment.switchOn(instance, now);
                yield Change.of(instance, InstanceState.PENDING, state);
            }
            case STOPPING, SHUTTING_DOWN, TERMINATED ->
                throw incorrect("The instance '" + instance.id() + "' is not in a state from which it can be started.");
        };
    }

    private Stopping stop(Named in, Call call) {
        return new Stopping(instances.find(in.instanceIds(), call).stream()
                .map(instance -> stop(instance, call.now()))
                .toList());
    }

    private Change stop(Instance instance, Instant now) {
        InstanceState state = instance.state(now);
        return switch (state) {
            case STOPPING, STOPPED -> Change.of(instance, state, state);
            case RUNNING -> {
                if (instance.settings().protection().noStop()) {
                    throw OPERATION_NOT_PERMITTED.because("The instance '" + instance.id()
                            + "' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.");
                }
                store.update(instance.with(instance.lifecycle().stopped(now, transitions)));
                equipment.switchOff(instance);
                yield Change.of(instance, InstanceState.STOPPING, state);
            }
            case PENDING ->
                throw incorrect("Instance '" + instance.id()
                        + "' cannot be stopped as it has never reached the 'running' state.");
            case SHUTTING_DOWN, TERMINATED ->
                throw incorrect(
                        "This instance '" + instance.id() + "' is not in a state from which it can be stopped.");
        };
    }

    /// A reboot leaves no trace that anybody could see from outside.
    private Nothing reboot(Named in, Call call) {
        for (Instance instance : instances.find(in.instanceIds(), call)) {
            if (instance.state(call.now()) != InstanceState.RUNNING) {
                throw incorrect(
                        "The instance '" + instance.id() + "' is not in a state from which it can be rebooted.");
            }
        }
        return NOTHING;
    }

    private Terminating terminate(Named in, Call call) {
        return new Terminating(instances.find(in.instanceIds(), call).stream()
                .map(instance -> terminate(instance, call.now()))
                .toList());
    }

    private Change terminate(Instance instance, Instant now) {
        InstanceState state = instance.state(now);
        if (instance.lifecycle().ended()) {
            return Change.of(instance, state, state);
        }
        if (instance.settings().protection().noTermination()) {
            throw OPERATION_NOT_PERMITTED.because("The instance '" + instance.id()
                    + "' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.");
        }
        store.update(instance.with(instance.lifecycle().terminated(now, transitions)));
        equipment.release(instance);
        return Change.of(
                instance,
                state == InstanceState.STOPPED ? InstanceState.TERMINATED : InstanceState.SHUTTING_DOWN,
                state);
    }

    private static Fault incorrect(String message) {
        return INCORRECT_INSTANCE_STATE.because(message);
    }
}
