// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.dms;

import dev.lanyard.core.dms.DataProvider;
import dev.lanyard.core.dms.Kind;
import dev.lanyard.core.dms.Place;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Table;
import dev.lanyard.store.sql.TreeText;

/// Data providers in the table `dms_data_provider`. The column `settings` holds JSON.
final class SqlDataProviders extends SqlResources<DataProvider> {
    private static final Table<Place, DataProvider> PROVIDERS =
            Table.of("dms_data_provider", PLACE, SqlDataProviders::provider);

    SqlDataProviders(Database db) {
        super(db, PROVIDERS);
    }

    private static DataProvider provider(Place place, Columns<DataProvider> c) {
        return new DataProvider(
                head(Kind.DATA_PROVIDER, place, c),
                c.optionalText("description", DataProvider::description),
                c.text("engine", DataProvider::engine),
                c.optionalFlag("virtual", DataProvider::virtual),
                c.text("settings_type", DataProvider::settingsType),
                c.text("settings", provider -> TreeText.write(provider.settings()), TreeText::read));
    }
}
