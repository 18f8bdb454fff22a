// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;

import dev.lanyard.aws.fault.Fault;
import java.util.Optional;

/// Whether everything that a migration project stands on holds: profile, network, bucket, roles.
record ProjectHealth(ProjectParts parts, Networks networks) {

    /// What schema conversion needs before it takes a request on.
    void requireReady(MigrationProject project) {
        Place place = project.head().place();
        InstanceProfile profile = parts.profiles().findById(place, project.profile());
        requireRole(profile);
        group(profile).ifPresent(this::requireNetwork);
        requireBucket(project);
    }

    void requireBucket(MigrationProject project) {
        project.bucket()
                .ifPresent(bucket -> parts.requireBucket(bucket, project.head().place()));
    }

    /// The least that is needed to take a request on: DMS may use its role.
    void requireRole(MigrationProject project) {
        requireRole(parts.profiles().findById(project.head().place(), project.profile()));
    }

    private void requireRole(InstanceProfile profile) {
        if (profile.hasOwnNetwork()) {
            networks.roles().requireVpcRole(profile.head().place());
        }
    }

    private void requireNetwork(SubnetGroup group) {
        try {
            networks.requireUsable(group);
        } catch (Fault unusable) {
            // The operations that start requests do not declare FailedDependencyFault.
            throw INVALID_RESOURCE_STATE.because(unusable.getMessage());
        }
    }

    private Optional<SubnetGroup> group(InstanceProfile profile) {
        return profile.subnetGroup()
                .map(id -> networks.groups().findById(profile.head().place(), id));
    }

    /// Why work that was taken on comes to nothing, if it does.
    Optional<String> failure(MigrationProject project) {
        try {
            requireReady(project);
            requireReachable(project);
            return Optional.empty();
        } catch (Fault broken) {
            return Optional.of(broken.getMessage());
        }
    }

    private void requireReachable(MigrationProject project) {
        Place place = project.head().place();
        InstanceProfile profile = parts.profiles().findById(place, project.profile());
        networks.requireSecurityGroups(place, group(profile), profile.securityGroups());
        project.descriptors()
                .flatMap(descriptor -> descriptor.secret().stream())
                .forEach(secret -> parts.roles().requireTrusted(secret.role(), place, ACCESS_DENIED));
    }

    /// There must be a database behind every target.
    void requireRealTargets(MigrationProject project) {
        Place place = project.head().place();
        boolean virtual = project.targets().stream()
                .map(target -> parts.providers().findById(place, target.provider()))
                .anyMatch(provider -> provider.virtual().orElse(false));
        if (virtual) {
            throw INVALID_RESOURCE_STATE.because(
                    "Migration project " + project.head().name()
                            + " is not in a state that allows this: its target data provider is virtual.");
        }
    }

    static Fault noBucket(MigrationProject project) {
        return RESOURCE_NOT_FOUND.because("Migration project " + project.head().name() + " has no S3 bucket.");
    }
}
