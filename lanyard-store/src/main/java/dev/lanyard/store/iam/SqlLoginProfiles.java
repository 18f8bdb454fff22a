// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.LoginProfile;
import dev.lanyard.core.iam.LoginProfileStore;
import dev.lanyard.core.iam.PasswordHistory;
import dev.lanyard.core.iam.User;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.Optional;

/// Login profiles in the table `iam_login_profile`, passwords that users have had in `iam_password_history`.
public final class SqlLoginProfiles implements LoginProfileStore {
    private static final Table<AccountId, LoginProfile> PROFILES =
            Table.of("iam_login_profile", Owner.ACCOUNT, SqlLoginProfiles::profile);
    private static final Table<AccountId, PasswordHistory> PASSWORDS =
            Table.of("iam_password_history", Owner.ACCOUNT, SqlLoginProfiles::history);

    private final Database db;

    public SqlLoginProfiles(Database db) {
        this.db = db;
    }

    private static LoginProfile profile(Columns<LoginProfile> c) {
        c.key().given("user_id");
        return new LoginProfile(
                c.fixed().instant("created", LoginProfile::created),
                c.flag("reset_required", LoginProfile::resetRequired));
    }

    private static PasswordHistory history(Columns<PasswordHistory> c) {
        c.key().given("user_id");
        return new PasswordHistory(c.lines("hashes", PasswordHistory::hashes));
    }

    @Override
    public Optional<LoginProfile> find(User user) {
        return PROFILES.find(db, user.account(), user.id());
    }

    @Override
    public boolean insert(User user, LoginProfile profile) {
        return PROFILES.insertIfAbsent(db, user.account(), profile, user.id());
    }

    @Override
    public void update(User user, LoginProfile profile) {
        PROFILES.update(db, user.account(), profile, user.id());
    }

    @Override
    public boolean delete(User user) {
        return PROFILES.delete(db, user.account(), user.id());
    }

    @Override
    public PasswordHistory passwords(User user) {
        return PASSWORDS.find(db, user.account(), user.id()).orElse(PasswordHistory.EMPTY);
    }

    @Override
    public void setPasswords(User user, PasswordHistory passwords) {
        PASSWORDS.replace(db, user.account(), passwords, user.id());
    }
}
