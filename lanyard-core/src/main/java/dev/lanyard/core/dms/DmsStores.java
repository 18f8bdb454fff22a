// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

/// Where everything of DMS is kept.
public record DmsStores(
        ResourceStore<SubnetGroup> subnetGroups,
        InstanceProfileStore instanceProfiles,
        ResourceStore<DataProvider> dataProviders,
        MigrationProjectStore migrationProjects,
        ConversionStore conversions) {}
