// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.iam.UserName;
import dev.lanyard.core.iam.UserStore;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.TagText;
import java.util.Optional;

/// Users in the table `iam_user`.
public final class SqlUsers implements UserStore {
    static final String SELECT = "select u.name, u.path, u.id, u.created, u.tags, u.boundary from iam_user u ";

    private final Database db;

    public SqlUsers(Database db) {
        this.db = db;
    }

    @Override
    public Optional<User> find(AccountId account, UserName name) {
        return db.one(
                SELECT + "where u.account = ? and u.name_key = ?",
                row -> user(account, row),
                account.value(),
                name.key());
    }

    @Override
    public Optional<User> findById(AccountId account, String id) {
        return db.one(SELECT + "where u.account = ? and u.id = ?", row -> user(account, row), account.value(), id);
    }

    @Override
    public boolean insert(User user) {
        boolean inserted = db.insertIfAbsent(
                "insert into iam_user (account, name_key, name, path, id, created, tags, boundary, boundary_key)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (account, name_key) do nothing",
                user.account().value(),
                user.name().key(),
                user.name().value(),
                user.path().value(),
                user.id(),
                user.created(),
                TagText.write(user.tags()),
                PolicyRefs.arn(user.boundary()),
                PolicyRefs.key(user.boundary()));
        if (inserted) {
            Holders.insert(db, user);
        }
        return inserted;
    }

    @Override
    public void update(User user) {
        db.update(
                "update iam_user set name_key = ?, name = ?, path = ?, tags = ?, boundary = ?, boundary_key = ?"
                        + " where account = ? and id = ?",
                user.name().key(),
                user.name().value(),
                user.path().value(),
                TagText.write(user.tags()),
                PolicyRefs.arn(user.boundary()),
                PolicyRefs.key(user.boundary()),
                user.account().value(),
                user.id());
        SqlRevisions.bump(db, user.account());
    }

    @Override
    public void delete(User user) {
        Holders.delete(db, user);
        db.update(
                "delete from iam_user where account = ? and id = ?",
                user.account().value(),
                user.id());
        SqlRevisions.bump(db, user.account());
    }

    @Override
    public Page<User> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        return Page.cut(
                db.query(
                        SELECT + "where u.account = ? and u.name_key > ? and substr(u.path, 1, ?) = ?"
                                + " order by u.name_key limit ?",
                        row -> user(account, row),
                        account.value(),
                        after.orElse(""),
                        prefix.value().length(),
                        prefix.value(),
                        limit + 1),
                limit,
                user -> user.name().key());
    }

    @Override
    public int count(AccountId account) {
        return db.one("select count(*) from iam_user where account = ?", row -> row.integer(1), account.value())
                .orElseThrow();
    }

    static User user(AccountId account, Row row) {
        return new User(
                account,
                new UserName(row.text(1)),
                new IamPath(row.text(2)),
                row.text(3),
                row.instant(4),
                TagText.read(row.text(5)),
                PolicyRefs.read(row.optionalText(6)));
    }
}
