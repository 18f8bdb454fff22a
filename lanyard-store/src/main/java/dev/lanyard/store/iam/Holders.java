// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.core.iam.PolicyHolder;
import dev.lanyard.store.sql.Database;

/// The table `iam_holder`, which has a row for every role, user and group, so that policies can refer to any of them
/// and keep it from being deleted.
final class Holders {
    private Holders() {}

    static void insert(Database db, PolicyHolder holder) {
        db.update(
                "insert into iam_holder (account, id) values (?, ?)",
                holder.account().value(),
                holder.id());
    }

    static void delete(Database db, PolicyHolder holder) {
        db.update(
                "delete from iam_holder where account = ? and id = ?",
                holder.account().value(),
                holder.id());
    }
}
