// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.OidcProvider;
import dev.lanyard.core.iam.OidcProviderStore;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.TagText;
import java.util.List;
import java.util.Optional;

/// OpenID Connect providers in the table `iam_oidc_provider`. Client ids and thumbprints hold no line breaks and stand
/// one to a line.
public final class SqlOidcProviders implements OidcProviderStore {
    private static final String SELECT = "select url, created, client_ids, thumbprints, tags from iam_oidc_provider ";

    private final Database db;

    public SqlOidcProviders(Database db) {
        this.db = db;
    }

    @Override
    public Optional<OidcProvider> find(AccountId account, String url) {
        return db.one(SELECT + "where account = ? and url = ?", row -> provider(account, row), account.value(), url);
    }

    @Override
    public boolean insert(OidcProvider provider) {
        return db.insertIfAbsent(
                "insert into iam_oidc_provider (account, url, created, client_ids, thumbprints, tags)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (account, url) do nothing",
                provider.account().value(),
                provider.url(),
                provider.created(),
                String.join("\n", provider.clientIds()),
                String.join("\n", provider.thumbprints()),
                TagText.write(provider.tags()));
    }

    @Override
    public void update(OidcProvider provider) {
        db.update(
                "update iam_oidc_provider set client_ids = ?, thumbprints = ?, tags = ? where account = ? and url = ?",
                String.join("\n", provider.clientIds()),
                String.join("\n", provider.thumbprints()),
                TagText.write(provider.tags()),
                provider.account().value(),
                provider.url());
    }

    @Override
    public boolean delete(AccountId account, String url) {
        return db.update("delete from iam_oidc_provider where account = ? and url = ?", account.value(), url) == 1;
    }

    @Override
    public List<OidcProvider> all(AccountId account) {
        return db.query(SELECT + "where account = ? order by url", row -> provider(account, row), account.value());
    }

    private static OidcProvider provider(AccountId account, Row row) {
        return new OidcProvider(
                account,
                row.text(1),
                row.instant(2),
                row.text(3).lines().toList(),
                row.text(4).lines().toList(),
                TagText.read(row.text(5)));
    }
}
