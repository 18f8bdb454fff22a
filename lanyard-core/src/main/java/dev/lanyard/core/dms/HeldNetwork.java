// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The part of EC2's network in which schema conversion works just now. It cannot be taken away from beneath it.
public final class HeldNetwork {
    private final MigrationProjectStore projects;
    private final Resources<InstanceProfile> profiles;
    private final ResourceStore<SubnetGroup> groups;
    private final ConversionQueue queue;
    private final DmsQuotas quotas;

    HeldNetwork(
            MigrationProjectStore projects,
            Resources<InstanceProfile> profiles,
            ResourceStore<SubnetGroup> groups,
            ConversionQueue queue,
            DmsQuotas quotas) {
        this.projects = projects;
        this.profiles = profiles;
        this.groups = groups;
        this.queue = queue;
        this.quotas = quotas;
    }

    public boolean holdsSubnet(Place place, String id, Instant now) {
        return working(place, now)
                .flatMap(profile -> profile.subnetGroup().stream())
                .flatMap(group -> groups.findById(place, group).stream())
                .anyMatch(group -> group.subnetIds().contains(id));
    }

    public boolean holdsSecurityGroup(Place place, String id, Instant now) {
        return working(place, now).anyMatch(profile -> profile.securityGroups().contains(id));
    }

    private Stream<InstanceProfile> working(Place place, Instant now) {
        return projects.list(place, Optional.empty(), quotas.migrationProjects()).items().stream()
                .filter(project -> queue.isOpen(project, now))
                .map(project -> profiles.findById(place, project.profile()));
    }
}
