// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.Role.LastUse;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.time.Instant;
import java.util.Optional;

/// Roles in the table `iam_role`.
public final class SqlRoles extends SqlHolders<Role> implements RoleStore {
    static final Table<AccountId, Role> ROLES = Table.of("iam_role", Owner.ACCOUNT, SqlRoles::role);

    private final RecentUses uses = new RecentUses();

    public SqlRoles(Database db) {
        super(db, ROLES, role -> role.name().key());
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
        return named(account, name.key());
    }

    @Override
    public boolean isInProfile(AccountId account, RoleName name) {
        return SqlInstanceProfiles.OF_ROLE.exist(db, account, name.key());
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

    @Override
    Role complete(Role role) {
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
