// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.OidcProvider;
import dev.lanyard.core.iam.OidcProviderStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// OpenID Connect providers in the table `iam_oidc_provider`. Client ids and thumbprints hold no line breaks.
public final class SqlOidcProviders implements OidcProviderStore {
    private static final Table<AccountId, OidcProvider> PROVIDERS =
            Table.of("iam_oidc_provider", Owner.ACCOUNT, SqlOidcProviders::provider);

    private final Database db;

    public SqlOidcProviders(Database db) {
        this.db = db;
    }

    private static OidcProvider provider(AccountId account, Columns<OidcProvider> c) {
        return new OidcProvider(
                account,
                c.key().text("url", OidcProvider::url),
                c.fixed().instant("created", OidcProvider::created),
                c.lines("client_ids", OidcProvider::clientIds),
                c.lines("thumbprints", OidcProvider::thumbprints),
                c.tags(OidcProvider::tags));
    }

    @Override
    public Optional<OidcProvider> find(AccountId account, String url) {
        return PROVIDERS.find(db, account, url);
    }

    @Override
    public boolean insert(OidcProvider provider) {
        return PROVIDERS.insertIfAbsent(db, provider.account(), provider);
    }

    @Override
    public void update(OidcProvider provider) {
        PROVIDERS.update(db, provider.account(), provider);
    }

    @Override
    public boolean delete(AccountId account, String url) {
        return PROVIDERS.delete(db, account, url);
    }

    @Override
    public List<OidcProvider> all(AccountId account) {
        return PROVIDERS.all(db, account);
    }
}
