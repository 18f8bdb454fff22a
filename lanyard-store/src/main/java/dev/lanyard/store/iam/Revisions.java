// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.store.sql.Database;

/// The counter of each account that says whether anything changed by which requests are judged: policies, who has them,
/// boundaries, trust, tags, keys, names. It is a row that changes in the same transaction, so a reader that sees the
/// old
/// number in its snapshot sees the old policies as well. Entities that come into being change nothing for anybody.
final class Revisions {
    private Revisions() {}

    static void bump(Database db, AccountId account) {
        db.update(
                "insert into iam_revision (account, revision) values (?, 1)"
                        + " on conflict (account) do update set revision = iam_revision.revision + 1",
                account.value());
    }

    static long of(Database db, AccountId account) {
        return db.one("select revision from iam_revision where account = ?", row -> row.number(1), account.value())
                .orElse(0L);
    }
}
