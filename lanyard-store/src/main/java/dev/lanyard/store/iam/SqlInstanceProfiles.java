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
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import dev.lanyard.store.sql.TagText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Instance profiles in the table `iam_instance_profile`, whose column `role_key` holds the one role.
public final class SqlInstanceProfiles implements InstanceProfileStore {
    private static final Table<AccountId, InstanceProfile> PROFILES =
            Table.of("iam_instance_profile", Owner.ACCOUNT, SqlInstanceProfiles::withoutRole);
    static final Rows<AccountId, InstanceProfile> OF_ROLE = PROFILES.where("role_key = ?");

    private static final String SELECT = "select " + PROFILES.select("p.") + ", " + SqlRoles.ROLES.select("r.", "role_")
            + " from iam_instance_profile p left join iam_role r on r.account = p.account and r.name_key = p.role_key"
            + " where p.account = ?";
    private static final String FIND = SELECT + " and p.name_key = ?";
    private static final String LIST =
            SELECT + " and p.name_key > ? and substr(p.path, 1, ?) = ? order by p.name_key limit ?";
    private static final String LIST_OF_ROLE =
            SELECT + " and p.role_key = ? and p.name_key > ? order by p.name_key limit ?";

    private final Database db;

    public SqlInstanceProfiles(Database db) {
        this.db = db;
    }

    private static InstanceProfile withoutRole(AccountId account, Columns<InstanceProfile> c) {
        c.key().derived("name_key", profile -> profile.name().key());
        return new InstanceProfile(
                account,
                c.text("name", profile -> profile.name().value(), InstanceProfileName::new),
                c.text("path", profile -> profile.path().value(), IamPath::new),
                c.text("id", InstanceProfile::id),
                c.instant("created", InstanceProfile::created),
                c.tags(InstanceProfile::tags),
                Optional.empty());
    }

    /// Reads the rows of one list; a role that several of its profiles hold is read once.
    private static Function<Row, InstanceProfile> profiles(AccountId account) {
        Map<String, Role> roles = new HashMap<>();
        return row -> {
            InstanceProfile bare = PROFILES.read(account, row);
            Row role = row.part("role_");
            return new InstanceProfile(
                    account,
                    bare.name(),
                    bare.path(),
                    bare.id(),
                    bare.created(),
                    bare.tags(),
                    role.optionalText("id")
                            .map(id -> roles.computeIfAbsent(id, _ -> SqlRoles.ROLES.read(account, role))));
        };
    }

    @Override
    public Optional<InstanceProfile> find(AccountId account, InstanceProfileName name) {
        return db.one(FIND, profiles(account), account.value(), name.key());
    }

    @Override
    public boolean insert(InstanceProfile profile) {
        return PROFILES.insertIfAbsent(db, profile.account(), profile);
    }

    @Override
    public boolean delete(AccountId account, InstanceProfileName name) {
        return PROFILES.delete(db, account, name.key());
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
        String path = prefix.value();
        return page(LIST, account, limit, account.value(), after.orElse(""), path.length(), path, limit + 1);
    }

    @Override
    public Page<InstanceProfile> listOfRole(AccountId account, RoleName role, Optional<String> after, int limit) {
        return page(LIST_OF_ROLE, account, limit, account.value(), role.key(), after.orElse(""), limit + 1);
    }

    private Page<InstanceProfile> page(String sql, AccountId account, int limit, Object... arguments) {
        List<InstanceProfile> found = db.query(sql, profiles(account), arguments);
        return Page.cut(found, limit, profile -> profile.name().key());
    }

    @Override
    public int count(AccountId account) {
        return PROFILES.count(db, account);
    }
}
