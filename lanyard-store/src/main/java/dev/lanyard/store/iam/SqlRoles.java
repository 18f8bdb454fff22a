// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.Role.LastUse;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Rows;
import dev.lanyard.store.sql.Table;
import java.time.Instant;
import java.util.Optional;

/// Roles in the table `iam_role`.
public final class SqlRoles implements RoleStore {
    static final Table<AccountId, Role> ROLES = Table.of("iam_role", Owner.ACCOUNT, SqlRoles::role);
    private static final Rows<AccountId, Role> WITH_ID = ROLES.where("id = ?");
    private static final Rows<AccountId, Role> UNDER = ROLES.where("name_key > ? and substr(path, 1, ?) = ?");

    private final Database db;
    private final RecentUses uses = new RecentUses();

    public SqlRoles(Database db) {
        this.db = db;
    }

    private static Role role(AccountId account, Columns<Role> c) {
        c.key().derived("name_key", role -> role.name().key());
        return new Role(
                account,
                c.fixed().text("name", role -> role.name().value(), RoleName::new),
                c.fixed().text("path", role -> role.path().value(), IamPath::new),
                c.fixed().text("id", Role::id),
                c.fixed().instant("created", Role::created),
                c.text("trust", Role::trust),
                c.optionalText("description", Role::description),
                c.integer("max_session", Role::maxSessionDuration),
                c.tags(Role::tags),
                PolicyRefs.boundary(c, Role::boundary),
                c.fixed().optional("last_used", Role::lastUse, SqlRoles::lastUse));
    }

    private static LastUse lastUse(Columns<LastUse> c) {
        return new LastUse(c.instant("last_used", LastUse::at), c.text("last_region", LastUse::region));
    }

    @Override
    public Optional<Role> find(AccountId account, RoleName name) {
        return ROLES.find(db, account, name.key()).map(this::withLastUse);
    }

    @Override
    public Optional<Role> findById(AccountId account, String id) {
        return WITH_ID.first(db, account, id).map(this::withLastUse);
    }

    @Override
    public boolean insert(Role role) {
        boolean inserted = ROLES.insertIfAbsent(db, role.account(), role);
        if (inserted) {
            Holders.insert(db, role);
        }
        return inserted;
    }

    @Override
    public void update(Role role) {
        ROLES.update(db, role.account(), role);
        SqlRevisions.bump(db, role.account());
    }

    @Override
    public void delete(Role role) {
        Holders.delete(db, role);
        ROLES.delete(db, role.account(), role.name().key());
        SqlRevisions.bump(db, role.account());
    }

    @Override
    public boolean isInProfile(AccountId account, RoleName name) {
        return SqlInstanceProfiles.OF_ROLE.exist(db, account, name.key());
    }

    @Override
    public Page<Role> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        String path = prefix.value();
        return UNDER.page(db, limit, role -> role.name().key(), account, after.orElse(""), path.length(), path)
                .map(this::withLastUse);
    }

    @Override
    public int count(AccountId account) {
        return ROLES.count(db, account);
    }

    @Override
    public void recordUse(AccountId account, String id, Instant at, String region) {
        uses.note(account, id, at, "", region);
    }

    @Override
    public void writeUses() {
        uses.write(
                db,
                use -> db.update(
                        "update iam_role set last_used = ?, last_region = ?"
                                + " where account = ? and id = ? and (last_used is null or last_used < ?)",
                        use.minute(),
                        use.region(),
                        use.account().value(),
                        use.id(),
                        use.minute()));
    }

    private Role withLastUse(Role role) {
        return uses.after(role.lastUse().map(LastUse::at), role.id())
                .map(use -> role.with(new LastUse(use.minute(), use.region())))
                .orElse(role);
    }

    @Override
    public void recordDeletion(AccountId account, String task) {
        db.update("insert into iam_role_deletion (account, task) values (?, ?)", account.value(), task);
    }

    @Override
    public boolean isDeletionRecorded(AccountId account, String task) {
        return db.exists("select 1 from iam_role_deletion where account = ? and task = ?", account.value(), task);
    }
}
