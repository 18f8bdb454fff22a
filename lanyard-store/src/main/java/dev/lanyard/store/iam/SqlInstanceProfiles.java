// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.InstanceProfile;
import dev.lanyard.core.iam.InstanceProfileName;
import dev.lanyard.core.iam.InstanceProfileStore;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.TagText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Instance profiles in the table `iam_instance_profile`, whose column `role_key` holds the one role.
public final class SqlInstanceProfiles implements InstanceProfileStore {
    private static final String SELECT = """
        select p.name, p.path, p.id, p.created, p.tags,
          r.name, r.path, r.id, r.created, r.trust, r.description, r.max_session, r.tags,
          r.boundary, r.last_used, r.last_region
        from iam_instance_profile p
        left join iam_role r on r.account = p.account and r.name_key = p.role_key
        """;

    private final Database db;

    public SqlInstanceProfiles(Database db) {
        this.db = db;
    }

    @Override
    public Optional<InstanceProfile> find(AccountId account, InstanceProfileName name) {
        return db.one(
                SELECT + "where p.account = ? and p.name_key = ?", profiles(account), account.value(), name.key());
    }

    @Override
    public boolean insert(InstanceProfile profile) {
        return db.insertIfAbsent(
                "insert into iam_instance_profile (account, name_key, name, path, id, created, tags)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict (account, name_key) do nothing",
                profile.account().value(),
                profile.name().key(),
                profile.name().value(),
                profile.path().value(),
                profile.id(),
                profile.created(),
                TagText.write(profile.tags()));
    }

    @Override
    public boolean delete(AccountId account, InstanceProfileName name) {
        return db.update(
                        "delete from iam_instance_profile where account = ? and name_key = ?",
                        account.value(),
                        name.key())
                == 1;
    }

    @Override
    public boolean attach(AccountId account, InstanceProfileName profile, RoleName role) {
        return db.update(
                        "update iam_instance_profile set role_key = ?"
                                + " where account = ? and name_key = ? and role_key is null",
                        role.key(),
                        account.value(),
                        profile.key())
                == 1;
    }

    @Override
    public boolean detach(AccountId account, InstanceProfileName profile, RoleName role) {
        return db.update(
                        "update iam_instance_profile set role_key = null"
                                + " where account = ? and name_key = ? and role_key = ?",
                        account.value(),
                        profile.key(),
                        role.key())
                == 1;
    }

    @Override
    public void setTags(AccountId account, InstanceProfileName name, List<Tag> tags) {
        db.update(
                "update iam_instance_profile set tags = ? where account = ? and name_key = ?",
                TagText.write(tags),
                account.value(),
                name.key());
    }

    @Override
    public Page<InstanceProfile> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        return Page.cut(
                db.query(
                        SELECT + "where p.account = ? and p.name_key > ? and substr(p.path, 1, ?) = ?"
                                + " order by p.name_key limit ?",
                        profiles(account),
                        account.value(),
                        after.orElse(""),
                        prefix.value().length(),
                        prefix.value(),
                        limit + 1),
                limit,
                profile -> profile.name().key());
    }

    @Override
    public Page<InstanceProfile> listOfRole(AccountId account, RoleName role, Optional<String> after, int limit) {
        return Page.cut(
                db.query(
                        SELECT + "where p.account = ? and p.role_key = ? and p.name_key > ?"
                                + " order by p.name_key limit ?",
                        profiles(account),
                        account.value(),
                        role.key(),
                        after.orElse(""),
                        limit + 1),
                limit,
                profile -> profile.name().key());
    }

    @Override
    public int count(AccountId account) {
        return db.one(
                        "select count(*) from iam_instance_profile where account = ?",
                        row -> row.integer(1),
                        account.value())
                .orElseThrow();
    }

    /// Reads the rows of one list; a role that several of its profiles hold is read once.
    private static Function<Row, InstanceProfile> profiles(AccountId account) {
        Map<String, Role> roles = new HashMap<>();
        return row -> profile(
                account,
                row,
                row.optionalText(8).map(id -> roles.computeIfAbsent(id, _ -> SqlRoles.role(account, row, 6))));
    }

    private static InstanceProfile profile(AccountId account, Row row, Optional<Role> role) {
        return new InstanceProfile(
                account,
                new InstanceProfileName(row.text(1)),
                new IamPath(row.text(2)),
                row.text(3),
                row.instant(4),
                TagText.read(row.text(5)),
                role);
    }
}
