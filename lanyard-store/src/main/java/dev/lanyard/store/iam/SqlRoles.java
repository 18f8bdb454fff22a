// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.IamPath;
import dev.lanyard.core.iam.Role;
import dev.lanyard.core.iam.RoleName;
import dev.lanyard.core.iam.RoleStore;
import dev.lanyard.core.shared.Page;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import dev.lanyard.store.sql.TagText;
import java.time.Instant;
import java.util.Optional;

/// Roles in the table `iam_role`.
public final class SqlRoles implements RoleStore {
    static final String COLUMNS =
            "name, path, id, created, trust, description, max_session, tags, boundary," + " last_used, last_region";

    private final Database db;
    private final RecentUses uses = new RecentUses();

    public SqlRoles(Database db) {
        this.db = db;
    }

    @Override
    public Optional<Role> find(AccountId account, RoleName name) {
        return db.one(
                        "select " + COLUMNS + " from iam_role where account = ? and name_key = ?",
                        row -> role(account, row, 1),
                        account.value(),
                        name.key())
                .map(this::withLastUse);
    }

    @Override
    public Optional<Role> findById(AccountId account, String id) {
        return db.one(
                        "select " + COLUMNS + " from iam_role where account = ? and id = ?",
                        row -> role(account, row, 1),
                        account.value(),
                        id)
                .map(this::withLastUse);
    }

    @Override
    public boolean insert(Role role) {
        boolean inserted = db.insertIfAbsent(
                "insert into iam_role (account, name_key, name, path, id, created, trust, description, max_session,"
                        + " tags, boundary, boundary_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict"
                        + " (account, name_key) do nothing",
                role.account().value(),
                role.name().key(),
                role.name().value(),
                role.path().value(),
                role.id(),
                role.created(),
                role.trust(),
                role.description(),
                role.maxSessionDuration(),
                TagText.write(role.tags()),
                PolicyRefs.arn(role.boundary()),
                PolicyRefs.key(role.boundary()));
        if (inserted) {
            Holders.insert(db, role);
        }
        return inserted;
    }

    @Override
    public void update(Role role) {
        db.update(
                "update iam_role set trust = ?, description = ?, max_session = ?, tags = ?, boundary = ?,"
                        + " boundary_key = ? where account = ? and name_key = ?",
                role.trust(),
                role.description(),
                role.maxSessionDuration(),
                TagText.write(role.tags()),
                PolicyRefs.arn(role.boundary()),
                PolicyRefs.key(role.boundary()),
                role.account().value(),
                role.name().key());
        SqlRevisions.bump(db, role.account());
    }

    @Override
    public void delete(Role role) {
        Holders.delete(db, role);
        db.update(
                "delete from iam_role where account = ? and name_key = ?",
                role.account().value(),
                role.name().key());
        SqlRevisions.bump(db, role.account());
    }

    @Override
    public boolean isInProfile(AccountId account, RoleName name) {
        return db.one(
                        "select 1 from iam_instance_profile where account = ? and role_key = ? limit 1",
                        row -> row.integer(1),
                        account.value(),
                        name.key())
                .isPresent();
    }

    @Override
    public Page<Role> list(AccountId account, IamPath prefix, Optional<String> after, int limit) {
        return Page.cut(
                db
                        .query(
                                "select " + COLUMNS + " from iam_role where account = ? and name_key > ?"
                                        + " and substr(path, 1, ?) = ? order by name_key limit ?",
                                row -> role(account, row, 1),
                                account.value(),
                                after.orElse(""),
                                prefix.value().length(),
                                prefix.value(),
                                limit + 1)
                        .stream()
                        .map(this::withLastUse)
                        .toList(),
                limit,
                role -> role.name().key());
    }

    @Override
    public int count(AccountId account) {
        return db.one("select count(*) from iam_role where account = ?", row -> row.integer(1), account.value())
                .orElseThrow();
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
        return uses.after(role.lastUse().map(Role.LastUse::at), role.id())
                .map(use -> role.with(new Role.LastUse(use.minute(), use.region())))
                .orElse(role);
    }

    @Override
    public void recordDeletion(AccountId account, String task) {
        db.update("insert into iam_role_deletion (account, task) values (?, ?)", account.value(), task);
    }

    @Override
    public boolean isDeletionRecorded(AccountId account, String task) {
        return db.one(
                        "select 1 from iam_role_deletion where account = ? and task = ?",
                        row -> row.integer(1),
                        account.value(),
                        task)
                .isPresent();
    }

    /// @param first the column in which [#COLUMNS] begin
    static Role role(AccountId account, Row row, int first) {
        return new Role(
                account,
                new RoleName(row.text(first)),
                new IamPath(row.text(first + 1)),
                row.text(first + 2),
                row.instant(first + 3),
                row.text(first + 4),
                row.optionalText(first + 5),
                row.integer(first + 6),
                TagText.read(row.text(first + 7)),
                PolicyRefs.read(row.optionalText(first + 8)),
                row.optionalInstant(first + 9).map(at -> new Role.LastUse(at, row.text(first + 10))));
    }
}
