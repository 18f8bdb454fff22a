// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AccountStore;
import dev.lanyard.core.iam.PasswordPolicy;
import dev.lanyard.store.sql.Columns;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Owner;
import dev.lanyard.store.sql.Table;
import java.util.Optional;

/// Aliases of accounts in the table `iam_account_alias`, their rules for passwords in `iam_password_policy`.
public final class SqlAccounts implements AccountStore {
    private static final Table<AccountId, PasswordPolicy> PASSWORD_POLICIES =
            Table.of("iam_password_policy", Owner.ACCOUNT, SqlAccounts::policy);

    private final Database db;

    public SqlAccounts(Database db) {
        this.db = db;
    }

    private static PasswordPolicy policy(Columns<PasswordPolicy> c) {
        return new PasswordPolicy(
                c.integer("minimum_length", PasswordPolicy::minimumLength),
                c.flag("symbols", PasswordPolicy::symbols),
                c.flag("numbers", PasswordPolicy::numbers),
                c.flag("uppercase", PasswordPolicy::uppercase),
                c.flag("lowercase", PasswordPolicy::lowercase),
                c.flag("users_may_change", PasswordPolicy::usersMayChange),
                c.optionalInteger("max_age", PasswordPolicy::maxAge),
                c.optionalInteger("reuse_prevention", PasswordPolicy::reusePrevention),
                c.optionalFlag("hard_expiry", PasswordPolicy::hardExpiry));
    }

    @Override
    public Optional<String> alias(AccountId account) {
        return db.one(
                "select alias from iam_account_alias where account = ?", row -> row.text("alias"), account.value());
    }

    @Override
    public boolean setAlias(AccountId account, String alias) {
        Optional<String> owner =
                db.one("select account from iam_account_alias where alias = ?", row -> row.text("account"), alias);
        if (owner.isPresent()) {
            return owner.get().equals(account.value());
        }
        db.update("delete from iam_account_alias where account = ?", account.value());
        return db.insertIfAbsent(
                "insert into iam_account_alias (account, alias) values (?, ?) on conflict do nothing",
                account.value(),
                alias);
    }

    @Override
    public boolean deleteAlias(AccountId account, String alias) {
        return db.update("delete from iam_account_alias where account = ? and alias = ?", account.value(), alias) == 1;
    }

    @Override
    public Optional<PasswordPolicy> passwordPolicy(AccountId account) {
        return PASSWORD_POLICIES.find(db, account);
    }

    @Override
    public void setPasswordPolicy(AccountId account, PasswordPolicy policy) {
        PASSWORD_POLICIES.replace(db, account, policy);
    }

    @Override
    public boolean deletePasswordPolicy(AccountId account) {
        return PASSWORD_POLICIES.delete(db, account);
    }
}
