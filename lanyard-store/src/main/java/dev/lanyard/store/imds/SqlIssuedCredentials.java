// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.imds;

import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.IssuedCredentials;
import dev.lanyard.core.imds.IssuedCredentialsStore;
import dev.lanyard.core.imds.RoleSessions.Keys;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.Optional;

/// Credentials in the table `imds_credentials`.
public final class SqlIssuedCredentials implements IssuedCredentialsStore {
    private static final String COLUMNS = "association_id, role_name, role_id, issued, expires,"
            + " v1_key, v1_secret, v1_token, v2_key, v2_secret, v2_token";

    private final Database db;

    public SqlIssuedCredentials(Database db) {
        this.db = db;
    }

    @Override
    public Optional<IssuedCredentials> find(InstanceKey instance) {
        return db.one(
                "select " + COLUMNS + " from imds_credentials where account = ? and region = ? and instance_id = ?",
                row -> new IssuedCredentials(
                        instance,
                        row.text(1),
                        row.text(2),
                        row.text(3),
                        row.instant(4),
                        row.instant(5),
                        keys(row, 6),
                        keys(row, 9)),
                instance.account().value(),
                instance.region().value(),
                instance.id());
    }

    @Override
    public void save(IssuedCredentials credentials) {
        InstanceKey instance = credentials.instance();
        db.update(
                "delete from imds_credentials where (account = ? and region = ? and instance_id = ?) or expires <= ?",
                instance.account().value(),
                instance.region().value(),
                instance.id(),
                credentials.issued());
        db.update(
                "insert into imds_credentials (account, region, instance_id, " + COLUMNS
                        + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                instance.account().value(),
                instance.region().value(),
                instance.id(),
                credentials.associationId(),
                credentials.roleName(),
                credentials.roleId(),
                credentials.issued(),
                credentials.expires(),
                credentials.byV1().accessKeyId(),
                credentials.byV1().secretAccessKey(),
                credentials.byV1().token(),
                credentials.byV2().accessKeyId(),
                credentials.byV2().secretAccessKey(),
                credentials.byV2().token());
    }

    @Override
    public void drop(InstanceKey instance) {
        db.update(
                "delete from imds_credentials where account = ? and region = ? and instance_id = ?",
                instance.account().value(),
                instance.region().value(),
                instance.id());
    }

    private static Keys keys(Row row, int first) {
        return new Keys(row.text(first), row.text(first + 1), row.text(first + 2));
    }
}
