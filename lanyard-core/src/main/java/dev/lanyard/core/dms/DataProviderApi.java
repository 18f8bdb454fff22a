// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.FAILED_DEPENDENCY;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_ALREADY_EXISTS;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;
import static dev.lanyard.core.dms.DmsService.DMS;
import static dev.lanyard.core.dms.Kind.DATA_PROVIDER;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.dms.Describing.Filter;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Data providers: create, describe, modify, delete.
final class DataProviderApi implements ApiSection {

    private final Resources<DataProvider> providers;
    private final MigrationProjectStore projects;
    private final DmsRoles roles;
    private final DmsQuotas quotas;

    DataProviderApi(
            Resources<DataProvider> providers, MigrationProjectStore projects, DmsRoles roles, DmsQuotas quotas) {
        this.providers = providers;
        this.projects = projects;
        this.roles = roles;
        this.quotas = quotas;
    }

    record CreateDataProvider(
            Optional<String> dataProviderName,
            Optional<String> description,
            String engine,
            Optional<Boolean> virtual,
            Map<String, Object> settings,
            List<DmsTags.Given> tags) {}

    record ModifyDataProvider(
            String dataProviderIdentifier,
            Optional<String> dataProviderName,
            Optional<String> description,
            Optional<String> engine,
            Optional<Boolean> virtual,
            Optional<Boolean> exactSettings,
            Optional<Map<String, Object>> settings) {}

    record Identified(String dataProviderIdentifier) {}

    record DescribeDataProviders(List<Filter> filters, Optional<Integer> maxRecords, Optional<String> marker) {}

    record Shown(DataProviderView dataProvider) {}

    record Providers(Optional<String> marker, List<DataProviderView> dataProviders) {}

    record DataProviderView(
            String dataProviderName,
            Arn dataProviderArn,
            Instant dataProviderCreationTime,
            Optional<String> description,
            String engine,
            Optional<Boolean> virtual,
            Map<String, Object> settings) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.write("CreateDataProvider", CreateDataProvider.class, Shown.class, this::create)
                        .guardedBy((in, call) -> withRoles(
                                DmsPermissions.toCreate("dms:CreateDataProvider", DATA_PROVIDER, in.tags(), call),
                                in.settings()))
                        .faults(ACCESS_DENIED, FAILED_DEPENDENCY, RESOURCE_ALREADY_EXISTS, RESOURCE_QUOTA_EXCEEDED),
                DMS.read("DescribeDataProviders", DescribeDataProviders.class, Providers.class, this::describe)
                        .guardedBy((in, call) -> DmsPermissions.toList("dms:ListDataProviders", DATA_PROVIDER, call))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.write("ModifyDataProvider", ModifyDataProvider.class, Shown.class, this::modify)
                        .guardedBy((in, call) -> withRoles(
                                List.of(DmsPermissions.on(
                                        "dms:UpdateDataProvider", providers, in.dataProviderIdentifier(), call)),
                                in.settings().orElse(Map.of())))
                        .faults(ACCESS_DENIED, FAILED_DEPENDENCY, INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND),
                DMS.write("DeleteDataProvider", Identified.class, Shown.class, this::delete)
                        .guardedBy((in, call) -> List.of(DmsPermissions.on(
                                "dms:DeleteDataProvider", providers, in.dataProviderIdentifier(), call)))
                        .faults(INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND));
    }

    private static List<Permission> withRoles(List<Permission> needed, Map<String, Object> settings) {
        List<Permission> all = new ArrayList<>(needed);
        for (String role : ProviderSettings.rolesIn(settings)) {
            all.add(DmsPermissions.passRole(role));
            all.add(new Permission("iam:GetRole", role, role, Map.of()));
        }
        return all;
    }

    private Shown create(CreateDataProvider in, Call call) {
        ProviderSettings settings = ProviderSettings.of(in.settings()).checked(engine(in.engine()));
        settings.requireRoles(roles, Place.of(call));
        DataProvider provider = new DataProvider(
                providers.head(in.dataProviderName(), DmsTags.ofNew(in.tags(), quotas.tags()), call),
                Resources.description(in.description()),
                in.engine(),
                in.virtual(),
                settings.type(),
                settings.members());
        providers.add(provider);
        return new Shown(view(provider));
    }

    private Providers describe(DescribeDataProviders in, Call call) {
        Page<DataProvider> page = new Describing(in.filters(), in.maxRecords(), in.marker())
                .page(
                        "DescribeDataProviders",
                        1,
                        providers,
                        Map.of(
                                "data-provider-identifier",
                                value -> providers.look(Place.of(call), value).stream()
                                        .toList()),
                        call);
        return new Providers(
                page.next(), page.items().stream().map(DataProviderApi::view).toList());
    }

    private Shown modify(ModifyDataProvider in, Call call) {
        DataProvider old = providers.find(Place.of(call), in.dataProviderIdentifier());
        requireFree(old);
        if (in.virtual().orElse(false) && !old.virtual().orElse(false)) {
            throw INVALID_RESOURCE_STATE.because("Cannot convert a non-virtual data provider to virtual");
        }
        ProviderSettings kept = new ProviderSettings(old.settingsType(), old.settings());
        String engine = in.engine().orElse(old.engine());
        ProviderSettings settings = in.settings()
                .map(ProviderSettings::of)
                .map(given -> in.exactSettings().orElse(false) ? given : given.over(kept))
                .orElse(kept)
                .checked(engine(engine));
        settings.requireRoles(roles, Place.of(call));
        DataProvider changed = new DataProvider(
                providers.renamed(old.head(), in.dataProviderName()),
                in.description().isPresent() ? Resources.description(in.description()) : old.description(),
                engine,
                in.virtual().or(old::virtual),
                settings.type(),
                settings.members());
        providers.store().update(changed);
        return new Shown(view(changed));
    }

    private Shown delete(Identified in, Call call) {
        DataProvider provider = providers.find(Place.of(call), in.dataProviderIdentifier());
        requireFree(provider);
        providers.store().delete(provider);
        return new Shown(view(provider));
    }

    private void requireFree(DataProvider provider) {
        if (!projects.of(provider).isEmpty()) {
            throw INVALID_RESOURCE_STATE.because(
                    "Data provider " + provider.head().name() + " is in use by a migration project.");
        }
    }

    private static Engine engine(String text) {
        return Engine.of(text)
                .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                        "There is no engine " + text + ": it is one of " + List.of(Engine.values()) + '.'));
    }

    private static DataProviderView view(DataProvider provider) {
        Head head = provider.head();
        return new DataProviderView(
                head.name(),
                head.arn(),
                head.created(),
                provider.description(),
                provider.engine(),
                provider.virtual(),
                Map.of(provider.settingsType(), provider.settings()));
    }
}
