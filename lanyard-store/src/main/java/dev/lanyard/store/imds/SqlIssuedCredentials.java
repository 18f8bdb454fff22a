// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.imds;

import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.IssuedCredentials;
import dev.lanyard.core.imds.IssuedCredentialsStore;
import dev.lanyard.core.imds.RoleSessions.Keys;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.Optional;

/// Credentials in the table `imds_credentials`.
public final class SqlIssuedCredentials implements IssuedCredentialsStore {
    private static final Owner<InstanceKey> INSTANCE = Owner.of(
                    "account", (InstanceKey key) -> key.account().value())
            .and("region", key -> key.region().value())
            .and("instance_id", InstanceKey::id);
    private static final Table<InstanceKey, IssuedCredentials> CREDENTIALS =
            Table.of("imds_credentials", INSTANCE, SqlIssuedCredentials::credentials);

    private final Database db;

    public SqlIssuedCredentials(Database db) {
        this.db = db;
    }

    private static IssuedCredentials credentials(InstanceKey instance, Columns<IssuedCredentials> c) {
        return new IssuedCredentials(
                instance,
                c.text("association_id", IssuedCredentials::associationId),
                c.text("role_name", IssuedCredentials::roleName),
                c.text("role_id", IssuedCredentials::roleId),
                c.instant("issued", IssuedCredentials::issued),
                c.instant("expires", IssuedCredentials::expires),
                c.in("v1_", IssuedCredentials::byV1, SqlIssuedCredentials::keys),
                c.in("v2_", IssuedCredentials::byV2, SqlIssuedCredentials::keys));
    }

    private static Keys keys(Columns<Keys> c) {
        return new Keys(
                c.text("key", Keys::accessKeyId),
                c.text("secret", Keys::secretAccessKey),
                c.text("token", Keys::token));
    }

    @Override
    public Optional<IssuedCredentials> find(InstanceKey instance) {
        return CREDENTIALS.find(db, instance);
    }

    @Override
    public void save(IssuedCredentials credentials) {
        db.update("delete from imds_credentials where expires <= ?", credentials.issued());
        CREDENTIALS.replace(db, credentials.instance(), credentials);
    }

    @Override
    public void drop(InstanceKey instance) {
        CREDENTIALS.delete(db, instance);
    }
}
