// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.Group;
import dev.lanyard.core.iam.GroupName;
import dev.lanyard.core.iam.GroupStore;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.User;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.List;
import java.util.Optional;

/// Groups in the table `iam_group`, their members in `iam_member`.
public final class SqlGroups extends SqlHolders<Group> implements GroupStore {
    private static final Table<AccountId, Group> GROUPS = Table.of("iam_group", Owner.ACCOUNT, SqlGroups::group);
    private static final String MEMBERS = "select " + SqlUsers.USERS.select("u.")
            + " from iam_user u join iam_member m on m.account = u.account and m.user_id = u.id"
            + " where m.account = ? and m.group_id = ? and u.name_key > ? order by u.name_key limit ?";
    private static final String GROUPS_OF_USER = "select " + GROUPS.select("g.")
            + " from iam_group g join iam_member m on m.account = g.account and m.group_id = g.id"
            + " where m.account = ? and m.user_id = ? order by g.name_key";

    public SqlGroups(Database db) {
        super(db, GROUPS, group -> group.name().key());
    }

    private static Group group(AccountId account, Columns<Group> c) {
        c.derived("name_key", group -> group.name().key());
        return new Group(
                account,
                c.text("name", group -> group.name().value(), GroupName::new),
                c.text("path", group -> group.path().value(), IamPath::new),
                c.key().text("id", Group::id),
                c.fixed().instant("created", Group::created));
    }

    @Override
    public Optional<Group> find(AccountId account, GroupName name) {
        return named(account, name.key());
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
        return db.exists(
                "select 1 from iam_member where account = ? and group_id = ? limit 1",
                group.account().value(),
                group.id());
    }

    @Override
    public Page<User> members(Group group, Optional<String> after, int limit) {
        AccountId account = group.account();
        List<User> found = db.query(
                MEMBERS,
                row -> SqlUsers.USERS.read(account, row),
                account.value(),
                group.id(),
                after.orElse(""),
                limit + 1);
        return Page.cut(found, limit, user -> user.name().key());
    }

    @Override
    public List<Group> of(AccountId account, String userId) {
        return db.query(GROUPS_OF_USER, row -> GROUPS.read(account, row), account.value(), userId);
    }
}
