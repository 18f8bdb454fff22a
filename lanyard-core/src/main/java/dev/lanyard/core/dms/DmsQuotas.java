// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// How much of everything one account may have in one region, as AWS publishes it.
public record DmsQuotas(
        int instanceProfiles,
        int dataProviders,
        int migrationProjects,
        int subnetGroups,
        int subnetsPerGroup,
        int tags) {
    public static final DmsQuotas AWS = new DmsQuotas(60, 1000, 10, 60, 60, 50);

    int of(Kind kind) {
        return switch (kind) {
            case INSTANCE_PROFILE -> instanceProfiles;
            case DATA_PROVIDER -> dataProviders;
            case MIGRATION_PROJECT -> migrationProjects;
            case SUBNET_GROUP -> subnetGroups;
        };
    }
}
