// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.core.iam.UserStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.Optional;

/// Users in the table `iam_user`.
public final class SqlUsers extends SqlHolders<User> implements UserStore {
    static final Table<AccountId, User> USERS = Table.of("iam_user", Owner.ACCOUNT, SqlUsers::user);

    public SqlUsers(Database db) {
        super(db, USERS, user -> user.name().key());
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
        return named(account, name.key());
    }
}
