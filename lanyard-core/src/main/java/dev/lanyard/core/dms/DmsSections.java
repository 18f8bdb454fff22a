// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.shared.Ids;
import java.util.List;

/// DMS, put together.
///
/// @param all its sections
/// @param held what it holds of EC2's network
public record DmsSections(List<ApiSection> all, HeldNetwork held) {
    /// What DMS asks of other services.
    public record Neighbours(NetworkDirectory network, RoleDirectory roles) {}

    public static DmsSections of(
            DmsStores stores, Neighbours neighbours, DmsQuotas quotas, ConversionTimes times, Ids ids) {
        var groups = new Resources<>(Kind.SUBNET_GROUP, stores.subnetGroups(), quotas, ids);
        var profiles = new Resources<>(Kind.INSTANCE_PROFILE, stores.instanceProfiles(), quotas, ids);
        var providers = new Resources<>(Kind.DATA_PROVIDER, stores.dataProviders(), quotas, ids);
        var projects = new Resources<>(Kind.MIGRATION_PROJECT, stores.migrationProjects(), quotas, ids);
        List<Resources<?>> kinds = List.of(profiles, providers, projects, groups);
        DmsRoles roles = new DmsRoles(neighbours.roles());
        Networks networks = new Networks(neighbours.network(), roles, groups, quotas);
        ProjectParts parts = new ProjectParts(profiles, providers, roles);
        ConversionQueue queue =
                new ConversionQueue(stores.conversions(), new ProjectHealth(parts, networks), times, quotas, ids);
        CreatedModels models = new CreatedModels(queue);
        List<ApiSection> all = List.of(
                new SubnetGroupApi(networks, stores.instanceProfiles(), stores.migrationProjects(), queue, quotas),
                new InstanceProfileApi(profiles, stores.migrationProjects(), networks, queue, quotas),
                new DataProviderApi(providers, stores.migrationProjects(), roles, quotas),
                new MigrationProjectApi(projects, stores.migrationProjects(), parts, queue, quotas),
                new DmsTagApi(kinds, quotas),
                new DmsAccountApi(kinds, quotas),
                new ConversionStartApi(projects, queue, models),
                new ConversionRequestApi(projects, queue),
                new MetadataModelApi(projects, stores.migrationProjects(), queue, models));
        return new DmsSections(
                all, new HeldNetwork(stores.migrationProjects(), profiles, stores.subnetGroups(), queue, quotas));
    }
}
