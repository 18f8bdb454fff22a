// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.Group;
import dev.lanyard.core.iam.GroupName;
import dev.lanyard.core.iam.GroupStore;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.List;
import java.util.Optional;

/// Groups in the table `iam_group`, their members in `iam_member`.
public final class SqlGroups implements GroupStore {
    private static final String SELECT = "select g.name, g.path, g.id, g.created from iam_group g ";

    private final Database db;

    public SqlGroups(Database db) {
        this.db = db;
    }

    @Override
    public Optional<Group> find(AccountId account, GroupName name) {
        return db.one(
                SELECT + "where g.account = ? and g.name_key = ?",
                row -> group(account, row),
                account.value(),
                name.key());
    }

    @Override
    public boolean insert(Group group) {
        boolean inserted = db.insertIfAbsent(
                "insert into iam_group (account, name_key, name, path, id, created) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (account, name_key) do nothing",
                group.account().value(),
                group.name().key(),
                group.name().value(),
                group.path().value(),
                group.id(),
                group.created());
        if (inserted) {
            Holders.insert(db, group);
        }
        return inserted;
    }

    @Override
    public void update(Group group) {
        db.update(
                "update iam_group set name_key = ?, name = ?, path = ? where account = ? and id = ?",
                group.name().key(),
                group.name().value(),
                group.path().value(),
                group.account().value(),
                group.id());
        SqlRevisions.bump(db, group.account());
    }

    @Override
    public void delete(Group group) {
        Holders.delete(db, group);
        db.update(
                "delete from iam_group where account = ? and id = ?",
                group.account().value(),
                group.id());
        SqlRevisions.bump(db, group.account());
    }

    @Override
    public Page<Group> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        return Page.cut(
                db.query(
                        SELECT + "where g.account = ? and g.name_key > ? and substr(g.path, 1, ?) = ?"
                                + " order by g.name_key limit ?",
                        row -> group(account, row),
                        account.value(),
                        after.orElse(""),
                        prefix.value().length(),
                        prefix.value(),
                        limit + 1),
                limit,
                group -> group.name().key());
    }

    @Override
    public int count(AccountId account) {
        return db.one("select count(*) from iam_group where account = ?", row -> row.integer(1), account.value())
                .orElseThrow();
    }

    @Override
    public void add(Group group, User user) {
        db.insertIfAbsent(
                "insert into iam_member (account, user_id, group_id) values (?, ?, ?)"
                        + " on conflict (account, user_id, group_id) do nothing",
                group.account().value(),
                user.id(),
                group.id());
        SqlRevisions.bump(db, group.account());
    }

    @Override
    public void remove(Group group, User user) {
        db.update(
                "delete from iam_member where account = ? and user_id = ? and group_id = ?",
                group.account().value(),
                user.id(),
                group.id());
        SqlRevisions.bump(db, group.account());
    }

    @Override
    public boolean hasMembers(Group group) {
        return db.one(
                        "select 1 from iam_member where account = ? and group_id = ? limit 1",
                        row -> row.integer(1),
                        group.account().value(),
                        group.id())
                .isPresent();
    }

    @Override
    public Page<User> members(Group group, Optional<String> after, int limit) {
        return Page.cut(
                db.query(
                        SqlUsers.SELECT + "join iam_member m on m.account = u.account and m.user_id = u.id"
                                + " where m.account = ? and m.group_id = ? and u.name_key > ?"
                                + " order by u.name_key limit ?",
                        row -> SqlUsers.user(group.account(), row),
                        group.account().value(),
                        group.id(),
                        after.orElse(""),
                        limit + 1),
                limit,
                user -> user.name().key());
    }

    @Override
    public List<Group> of(AccountId account, String userId) {
        return db.query(
                SELECT + "join iam_member m on m.account = g.account and m.group_id = g.id"
                        + " where m.account = ? and m.user_id = ? order by g.name_key",
                row -> group(account, row),
                account.value(),
                userId);
    }

    private static Group group(AccountId account, Row row) {
        return new Group(account, new GroupName(row.text(1)), new IamPath(row.text(2)), row.text(3), row.instant(4));
    }
}
