// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.DataProvider;
import dev.lanyard.core.dms.Head;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;

/// Data providers in the table `dms_data_provider`. The column `settings` holds JSON.
final class SqlDataProviders extends SqlResources<DataProvider> {
    SqlDataProviders(Database db) {
        super(
                db,
                Kind.DATA_PROVIDER,
                "dms_data_provider",
                List.of("description", "engine", "virtual", "settings_type", "settings"));
    }

    @Override
    DataProvider read(Head head, Row row) {
        return new DataProvider(
                head,
                row.optionalText(OWN),
                row.text(OWN + 1),
                row.optionalNumber(OWN + 2).map(flag -> flag != 0),
                row.text(OWN + 3),
                SettingsText.read(row.text(OWN + 4)));
    }

    @Override
    List<Object> own(DataProvider provider) {
        return List.of(
                provider.description(),
                provider.engine(),
                provider.virtual(),
                provider.settingsType(),
                SettingsText.write(provider.settings()));
    }
}
