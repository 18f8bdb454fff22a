// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.RevisionStore;
import dev.lanyard.store.sql.Database;

/// The revisions of accounts in the table `iam_revision`. Entities that come into being and uses that are noted change
/// nothing for anybody and leave the counter alone, so that they do not wait for one another.
public final class SqlRevisions implements RevisionStore {
    private final Database db;

    public SqlRevisions(Database db) {
        this.db = db;
    }

    static void bump(Database db, AccountId account) {
        db.update(
                "insert into iam_revision (account, revision) values (?, 1)"
                        + " on conflict (account) do update set revision = iam_revision.revision + 1",
                account.value());
    }

    @Override
    public long revision(AccountId account) {
        return db.one(
                        "select revision from iam_revision where account = ?",
                        row -> row.number("revision"),
                        account.value())
                .orElse(0L);
    }
}
