// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.core.iam.UserStore;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.util.Optional;

/// Users in the table `iam_user`.
public final class SqlUsers implements UserStore {
    static final Table<AccountId, User> USERS = Table.of("iam_user", Owner.ACCOUNT, SqlUsers::user);
    private static final Rows<AccountId, User> NAMED = USERS.where("name_key = ?");
    private static final Rows<AccountId, User> UNDER =
            USERS.where("name_key > ? and substr(path, 1, ?) = ?").by("name_key");

    private final Database db;

    public SqlUsers(Database db) {
        this.db = db;
    }

    private static User user(AccountId account, Columns<User> c) {
        c.derived("name_key", user -> user.name().key());
        return new User(
                account,
                c.text("name", user -> user.name().value(), UserName::new),
                c.text("path", user -> user.path().value(), IamPath::new),
                c.key().text("id", User::id),
                c.fixed().instant("created", User::created),
                c.tags(User::tags),
                PolicyRefs.boundary(c, User::boundary));
    }

    @Override
    public Optional<User> find(AccountId account, UserName name) {
        return NAMED.first(db, account, name.key());
    }

    @Override
    public Optional<User> findById(AccountId account, String id) {
        return USERS.find(db, account, id);
    }

    @Override
    public boolean insert(User user) {
        boolean inserted = USERS.insertIfAbsent(db, user.account(), user);
        if (inserted) {
            Holders.insert(db, user);
        }
        return inserted;
    }

    @Override
    public void update(User user) {
        USERS.update(db, user.account(), user);
        SqlRevisions.bump(db, user.account());
    }

    @Override
    public void delete(User user) {
        Holders.delete(db, user);
        USERS.delete(db, user.account(), user.id());
        SqlRevisions.bump(db, user.account());
    }

    @Override
    public Page<User> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        String path = prefix.value();
        return UNDER.page(db, limit, user -> user.name().key(), account, after.orElse(""), path.length(), path);
    }

    @Override
    public int count(AccountId account) {
        return USERS.count(db, account);
    }
}
