// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading.Details;
import dev.lanyard.core.ec2.instance.InstanceSearch.Query;
import dev.lanyard.core.ec2.instance.InstanceViews.ReservationView;
import dev.lanyard.core.ec2.instance.InstanceViews.StateView;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looking at instances.
public final class InstanceDescribeApi implements ApiSection {
    private static final int MIN_RESULTS = 5;
    private static final int MAX_RESULTS = 1000;

    private final Instances instances;
    private final InstanceSearch search;
    private final InstanceReader reader;
    private final InstancePermissions permissions;
    private final Duration checking;

    /// @param transitions the status checks of an instance take as long again as its start
    public InstanceDescribeApi(
            Instances instances, InstanceReader reader, InstancePermissions permissions, Transitions transitions) {
        this.instances = instances;
        this.search = reader.search(instances.stores().instances(), instances);
        this.reader = reader;
        this.permissions = permissions;
        this.checking = transitions.pending();
    }

    record DescribeInstances(
            List<InstanceId> instanceIds,
            List<Filter> filters,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {}

    record Reservations(List<ReservationView> reservations, Optional<String> nextToken) {}

    record DescribeInstanceStatus(
            List<InstanceId> instanceIds,
            Optional<Integer> maxResults,
            Optional<String> nextToken,
            List<Filter> filters,
            Optional<Boolean> includeAllInstances) {}

    record CheckView(String name, String status) {}

    record SummaryView(List<CheckView> details, String status) {}

    record StatusView(
            String availabilityZone,
            String availabilityZoneId,
            InstanceViews.Operator operator,
            InstanceId instanceId,
            StateView instanceState,
            SummaryView instanceStatus,
            SummaryView systemStatus,
            SummaryView attachedEbsStatus) {}

    record Statuses(List<StatusView> instanceStatuses, Optional<String> nextToken) {}

    record GetConsoleOutput(InstanceId instanceId) {}

    record Console(InstanceId instanceId, Instant timestamp, String output) {}

    private static final Ec2Filters<StatusView> STATUS = Ec2Filters.<StatusView>none()
            .on("availability-zone", StatusView::availabilityZone)
            .on("availability-zone-id", StatusView::availabilityZoneId)
            .on("instance-state-code", it -> it.instanceState().code())
            .on("instance-state-name", it -> it.instanceState().name())
            .on("instance-status.status", it -> it.instanceStatus().status())
            .on("system-status.status", it -> it.systemStatus().status())
            .on("attached-ebs-status.status", it -> it.attachedEbsStatus().status())
            .onAny(
                    "instance-status.reachability",
                    it -> it.instanceStatus().details().stream().map(CheckView::status))
            .onAny(
                    "system-status.reachability",
                    it -> it.systemStatus().details().stream().map(CheckView::status))
            .on("operator.managed", _ -> false)
            .on("event.code", _ -> null)
            .on("event.description", _ -> null)
            .on("event.instance-event-id", _ -> null)
            .on("event.not-after", _ -> null)
            .on("event.not-before", _ -> null)
            .on("event.not-before-deadline", _ -> null);

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.read("DescribeInstances", DescribeInstances.class, Reservations.class, this::describe)
                        .guardedBy((_, call) -> onAll("DescribeInstances", call)),
                EC2.read("DescribeInstanceStatus", DescribeInstanceStatus.class, Statuses.class, this::status)
                        .guardedBy((_, call) -> onAll("DescribeInstanceStatus", call)),
                EC2.read("GetConsoleOutput", GetConsoleOutput.class, Console.class, this::console)
                        .guardedBy((in, call) -> List.of(permissions.on("GetConsoleOutput", in.instanceId(), call))));
    }

    private static List<Permission> onAll(String operation, Call call) {
        return Ec2Permissions.onAll(operation, call);
    }

    private Reservations describe(DescribeInstances in, Call call) {
        Ec2Paging paging = paging(in.instanceIds(), in.maxResults(), in.nextToken());
        Query query = new Query("DescribeInstances", in.instanceIds(), in.filters(), paging);
        Page<Details> page = search.page(query, InstanceFilters.ALL.matching(in.filters()), reader.begin(call), call);
        return new Reservations(InstanceShow.reservations(page.items()), page.next());
    }

    private Statuses status(DescribeInstanceStatus in, Call call) {
        Ec2Paging paging = paging(in.instanceIds(), in.maxResults(), in.nextToken());
        boolean all = in.includeAllInstances().orElse(false);
        var matching = STATUS.matching(in.filters());
        Query query = new Query("DescribeInstanceStatus" + all, in.instanceIds(), in.filters(), paging);
        Page<Details> page = search.page(
                query,
                each -> (all || each.state() == InstanceState.RUNNING) && matching.test(status(each)),
                reader.begin(call),
                call);
        return new Statuses(page.map(this::status).items(), page.next());
    }

    private static Ec2Paging paging(List<InstanceId> ids, Optional<Integer> maxResults, Optional<String> nextToken) {
        return new Ec2Paging(maxResults, nextToken)
                .within(MIN_RESULTS, MAX_RESULTS)
                .notWith(ids, "instancesSet", "maxResults");
    }

    private StatusView status(Details details) {
        Instance instance = details.instance();
        SummaryView summary = summary(details);
        return new StatusView(
                instance.place().zone().name(),
                instance.place().zone().id(),
                new InstanceViews.Operator(false),
                instance.id(),
                StateView.of(details.state()),
                summary,
                summary,
                summary);
    }

    private SummaryView summary(Details details) {
        if (details.state() != InstanceState.RUNNING) {
            return new SummaryView(List.of(), "not-applicable");
        }
        Instant checked = details.instance().lifecycle().settles().plus(checking);
        return details.now().isBefore(checked)
                ? new SummaryView(List.of(new CheckView("reachability", "initializing")), "initializing")
                : new SummaryView(List.of(new CheckView("reachability", "passed")), "ok");
    }

    /// Nothing runs inside an instance, so nothing was ever written to its console.
    private Console console(GetConsoleOutput in, Call call) {
        Instance instance = instances.find(in.instanceId(), call);
        return new Console(instance.id(), instance.lifecycle().settles(), "");
    }
}
