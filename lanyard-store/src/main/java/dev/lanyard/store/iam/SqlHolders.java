// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.PolicyHolder;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.Optional;
import java.util.function.Function;

/// Roles, users or groups in a table of theirs. Each has a row in `iam_holder` too, so that policies can refer to any
/// of
/// them and keep it from being deleted.
abstract class SqlHolders<H extends PolicyHolder> {
    protected final Database db;
    private final Table<AccountId, H> table;
    private final Function<H, String> key;
    private final Rows<AccountId, H> named;
    private final Rows<AccountId, H> withId;
    private final Rows<AccountId, H> under;

    /// @param key what the column `name_key` holds, in whose order they are listed
    SqlHolders(Database db, Table<AccountId, H> table, Function<H, String> key) {
        this.db = db;
        this.table = table;
        this.key = key;
        this.named = table.where("name_key = ?");
        this.withId = table.where("id = ?");
        this.under = table.where("name_key > ? and substr(path, 1, ?) = ?").by("name_key");
    }

    Optional<H> named(AccountId account, String nameKey) {
        return named.first(db, account, nameKey).map(this::complete);
    }

    public Optional<H> findById(AccountId account, String id) {
        return withId.first(db, account, id).map(this::complete);
    }

    public boolean insert(H holder) {
        boolean inserted = table.insertIfAbsent(db, holder.account(), holder);
        if (inserted) {
            db.update(
                    "insert into iam_holder (account, id) values (?, ?)",
                    holder.account().value(),
                    holder.id());
        }
        return inserted;
    }

    public void update(H holder) {
        table.update(db, holder.account(), holder);
        SqlRevisions.bump(db, holder.account());
    }

    public void delete(H holder) {
        db.update(
                "delete from iam_holder where account = ? and id = ?",
                holder.account().value(),
                holder.id());
        withId.delete(db, holder.account(), holder.id());
        SqlRevisions.bump(db, holder.account());
    }

    public Page<H> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        String path = prefix.value();
        return under.page(db, limit, key, account, after.orElse(""), path.length(), path)
                .map(this::complete);
    }

    public int count(AccountId account) {
        return table.count(db, account);
    }

    /// Adds what is not in the table.
    H complete(H row) {
        return row;
    }
}
