// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.instance;

import dev.lanyard.core.ec2.Ec2Paging;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceId.InstanceId;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading;
import dev.lanyard.core.ec2.instance.InstanceReader.Reading.Details;
import dev.lanyard.core.ec2.instance.InstanceStore.Selection;
import dev.lanyard.core.ec2.profile.AssociationStore;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds instances page by page without reading those that cannot match: filters on ids, profiles and tags name them,
/// filters on network and state narrow the scan, and the scan ends with the page.
final class InstanceSearch {
    private static final String TAG = "tag:";

    private final InstanceStore store;
    private final Instances instances;
    private final AssociationStore associations;
    private final TagStore tags;

    InstanceSearch(InstanceStore store, Instances instances, AssociationStore associations, TagStore tags) {
        this.store = store;
        this.instances = instances;
        this.associations = associations;
        this.tags = tags;
    }

    /// @param name tells the operation's page tokens from others
    record Query(String name, List<InstanceId> ids, List<Filter> filters, Ec2Paging paging) {}

    /// @param reading what the details are read through
    Page<Details> page(Query query, Predicate<Details> matching, Reading reading, Call call) {
        if (!query.ids().isEmpty()) {
            return new Page<>(
                    instances.find(query.ids(), call).stream()
                            .map(reading::of)
                            .filter(matching)
                            .sorted(Comparator.comparing(Details::position))
                            .toList(),
                    Optional.empty());
        }
        String bound = query.name() + query.filters();
        return named(query.filters(), call)
                .map(ids -> query.paging()
                        .page(bound, call, seen(ids, reading, call).filter(matching), Details::position))
                .orElseGet(() -> query.paging()
                        .page(bound, call, list(query.filters(), reading, call), matching, Details::position));
    }

    private Optional<List<InstanceId>> named(List<Filter> filters, Call call) {
        return InstanceFilter.ids(filters)
                .or(() -> InstanceFilter.values(filters, "iam-instance-profile.arn")
                        .map(arns -> arns.stream()
                                .flatMap(arn -> associations.wearing(Scope.of(call), arn).stream())
                                .toList()))
                .or(() -> filters.stream()
                        .flatMap(filter -> filter.name().stream())
                        .filter(name -> name.startsWith(TAG))
                        .findFirst()
                        .map(name -> tagged(name.substring(TAG.length()), call)));
    }

    /// One read of all tags is cheaper than a read of each instance's.
    private List<InstanceId> tagged(String key, Call call) {
        return tags.of(Scope.of(call), ResourceType.INSTANCE).entrySet().stream()
                .filter(each ->
                        each.getValue().stream().anyMatch(tag -> tag.key().equals(key)))
                .map(each -> new InstanceId(each.getKey()))
                .toList();
    }

    private Stream<Details> seen(List<InstanceId> ids, Reading reading, Call call) {
        return ids.stream()
                .distinct()
                .flatMap(id -> instances.seen(Scope.of(call), id, call.now()).stream())
                .map(reading::of);
    }

    private Ec2Paging.Scan<Details> list(List<Filter> filters, Reading reading, Call call) {
        Selection selection = new Selection(
                InstanceFilter.only(filters, "vpc-id"),
                InstanceFilter.only(filters, "subnet-id"),
                goal(filters),
                call.now().minus(Instances.SHOWN_WHEN_ENDED));
        return (after, limit) -> store.list(Scope.of(call), selection, after, limit).stream()
                .map(reading::of)
                .toList();
    }

    /// The one goal that instances in the states asked for have.
    private static String goal(List<Filter> filters) {
        Set<String> goals = InstanceFilter.values(filters, "instance-state-name").orElse(Set.of()).stream()
                .map(InstanceSearch::goal)
                .collect(Collectors.toSet());
        return goals.size() == 1 ? goals.iterator().next() : "";
    }

    private static String goal(String state) {
        return switch (state) {
            case "pending", "running" -> InstanceState.RUNNING.name();
            case "stopping", "stopped" -> InstanceState.STOPPED.name();
            case "shutting-down", "terminated" -> InstanceState.TERMINATED.name();
            default -> "";
        };
    }
}
