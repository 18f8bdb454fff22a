// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Fault.INCORRECT_INSTANCE_STATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_INSTANCE_ID_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED_OPERATION;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.instance.Instance.Monitoring;
import dev.lanyard.core.ec2.instance.InstanceStore.Selection;
import dev.lanyard.core.ec2.instance.InstanceViews.MonitoringView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Options of instances that have operations of their own: detailed monitoring and CPU credits.
public final class InstanceOptionApi implements ApiSection {
    private static final Ec2Filters<CreditView> FILTERS =
            Ec2Filters.<CreditView>none().on("instance-id", CreditView::instanceId);

    private final InstanceStore store;
    private final Instances instances;
    private final Shapes shapes;
    private final InstancePermissions permissions;
    private final Transitions transitions;

    public InstanceOptionApi(
            Instances instances, Shapes shapes, InstancePermissions permissions, Transitions transitions) {
        this.store = instances.stores().instances();
        this.instances = instances;
        this.shapes = shapes;
        this.permissions = permissions;
        this.transitions = transitions;
    }

    record Named(List<InstanceId> instanceIds) {}

    record InstanceMonitoring(InstanceId instanceId, MonitoringView monitoring) {}

    record Monitorings(List<InstanceMonitoring> instanceMonitorings) {}

    record DescribeInstanceCreditSpecifications(
            List<Filter> filters,
            List<InstanceId> instanceIds,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record CreditView(InstanceId instanceId, String cpuCredits) {}

    record Credits(List<CreditView> instanceCreditSpecifications, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                monitoring("MonitorInstances", true),
                monitoring("UnmonitorInstances", false),
                EC2.read(
                                "DescribeInstanceCreditSpecifications",
                                DescribeInstanceCreditSpecifications.class,
                                Credits.class,
                                this::credits)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeInstanceCreditSpecifications", call)));
    }

    private Operation<Named, Monitorings> monitoring(String name, boolean on) {
        return EC2.write(name, Named.class, Monitorings.class, (in, call) -> monitor(in, on, call))
                .guardedBy((in, call) -> permissions.onEach(name, in.instanceIds(), call))
                .faults(INCORRECT_INSTANCE_STATE);
    }

    private Monitorings monitor(Named in, boolean on, Call call) {
        return new Monitorings(instances.find(in.instanceIds(), call).stream()
                .map(instance -> monitor(instance, on, call))
                .toList());
    }

    private InstanceMonitoring monitor(Instance instance, boolean on, Call call) {
        if (instance.lifecycle().ended()) {
            throw INCORRECT_INSTANCE_STATE.because(
                    "The instance '" + instance.id() + "' is not in a state from which its monitoring can be changed.");
        }
        if (instance.monitoring().on() == on) {
            return new InstanceMonitoring(
                    instance.id(), new MonitoringView(instance.monitoring().state(call.now())));
        }
        store.update(instance.with(new Monitoring(on, call.now().plus(transitions.pending()))));
        return new InstanceMonitoring(instance.id(), new MonitoringView(on ? "pending" : "disabling"));
    }

    private Credits credits(DescribeInstanceCreditSpecifications in, Call call) {
        Page<CreditView> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .notWith(in.instanceIds(), "InstanceIds")
                .page(
                        "DescribeInstanceCreditSpecifications" + in.filters(),
                        call,
                        candidates(in, call)
                                .map(instance -> new CreditView(
                                        instance.id(),
                                        instance.settings().credits().orElse("standard")))
                                .filter(FILTERS.matching(in.filters())),
                        view -> view.instanceId().value());
        return new Credits(page.items(), page.next());
    }

    /// Without ids, instances that deserve a mention: those whose credits are unlimited.
    private Stream<Instance> candidates(DescribeInstanceCreditSpecifications in, Call call) {
        if (in.instanceIds().isEmpty()) {
            Optional<List<InstanceId>> named = InstanceFilter.ids(in.filters());
            return named.isPresent()
                    ? named.get().stream()
                            .flatMap(id -> instances.seen(Scope.of(call), id, call.now()).stream())
                            .filter(InstanceOptionApi::isMetered)
                    : store.list(Scope.of(call), new Selection("", "", "", call.now()), "", Integer.MAX_VALUE).stream()
                            .filter(instance -> instance.settings().credits().equals(Optional.of("unlimited")));
        }
        List<Instance> found = instances.find(in.instanceIds(), call);
        for (Instance instance : found) {
            if (instance.lifecycle().ended()) {
                throw INVALID_INSTANCE_ID_NOT_FOUND.because("The instance ID '" + instance.id() + "' does not exist");
            }
            if (!shapes.isBurstable(instance)) {
                throw UNSUPPORTED_OPERATION.because(
                        "The instance '" + instance.id() + "' is not a burstable performance instance.");
            }
        }
        return found.stream();
    }

    private static boolean isMetered(Instance instance) {
        return !instance.lifecycle().ended() && instance.settings().credits().isPresent();
    }
}
