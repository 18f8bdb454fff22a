// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.core.iam.LoginProfile;
import dev.lanyard.core.iam.LoginProfileStore;
import dev.lanyard.core.iam.PasswordHistory;
import dev.lanyard.core.iam.User;
import dev.lanyard.store.sql.Database;
import java.util.Optional;

/// Login profiles in the table `iam_login_profile`, passwords that users have had in `iam_password_history`.
public final class SqlLoginProfiles implements LoginProfileStore {
    private final Database db;

    public SqlLoginProfiles(Database db) {
        this.db = db;
    }

    @Override
    public Optional<LoginProfile> find(User user) {
        return db.one(
                "select created, reset_required from iam_login_profile where account = ? and user_id = ?",
                row -> new LoginProfile(row.instant(1), row.flag(2)),
                user.account().value(),
                user.id());
    }

    @Override
    public boolean insert(User user, LoginProfile profile) {
        return db.insertIfAbsent(
                "insert into iam_login_profile (account, user_id, created, reset_required) values (?, ?, ?, ?)"
                        + " on conflict (account, user_id) do nothing",
                user.account().value(),
                user.id(),
                profile.created(),
                profile.resetRequired());
    }

    @Override
    public void update(User user, LoginProfile profile) {
        db.update(
                "update iam_login_profile set reset_required = ? where account = ? and user_id = ?",
                profile.resetRequired(),
                user.account().value(),
                user.id());
    }

    @Override
    public boolean delete(User user) {
        return db.update(
                        "delete from iam_login_profile where account = ? and user_id = ?",
                        user.account().value(),
                        user.id())
                == 1;
    }

    @Override
    public PasswordHistory passwords(User user) {
        return db.one(
                        "select hashes from iam_password_history where account = ? and user_id = ?",
                        row -> new PasswordHistory(row.text(1).lines().toList()),
                        user.account().value(),
                        user.id())
                .orElse(PasswordHistory.EMPTY);
    }

    @Override
    public void setPasswords(User user, PasswordHistory passwords) {
        db.update(
                "insert into iam_password_history (account, user_id, hashes) values (?, ?, ?)"
                        + " on conflict (account, user_id) do update set hashes = excluded.hashes",
                user.account().value(),
                user.id(),
                String.join("\n", passwords.hashes()));
    }
}
