// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// How much of everything one account may have in one region.
///
/// @param openRequests how many requests of schema conversion one project may have that are not over
/// @param keptRequests how many requests of one kind one project keeps
public record DmsQuotas(
        int instanceProfiles,
        int dataProviders,
        int migrationProjects,
        int subnetGroups,
        int subnetsPerGroup,
        int tags,
        int openRequests,
        int keptRequests) {
    /// What AWS publishes. It says nothing of requests.
    public static final DmsQuotas AWS = new DmsQuotas(60, 1000, 10, 60, 60, 50, 50, 100);

    int of(Kind kind) {
        return switch (kind) {
            case INSTANCE_PROFILE -> instanceProfiles;
            case DATA_PROVIDER -> dataProviders;
            case MIGRATION_PROJECT -> migrationProjects;
            case SUBNET_GROUP -> subnetGroups;
        };
    }
}
