// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.iam.AccountStore;
import dev.lanyard.core.iam.PasswordPolicy;
import dev.lanyard.store.sql.Database;
import dev.lanyard.store.sql.Row;
import java.util.Optional;

/// Aliases of accounts in the table `iam_account_alias`, their rules for passwords in `iam_password_policy`.
public final class SqlAccounts implements AccountStore {
    private final Database db;

    public SqlAccounts(Database db) {
        this.db = db;
    }

    @Override
    public Optional<String> alias(AccountId account) {
        return db.one("select alias from iam_account_alias where account = ?", row -> row.text(1), account.value());
    }

    @Override
    public boolean setAlias(AccountId account, String alias) {
        Optional<String> owner =
                db.one("select account from iam_account_alias where alias = ?", row -> row.text(1), alias);
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
        return db.one(
                "select minimum_length, symbols, numbers, uppercase, lowercase, users_may_change, max_age,"
                        + " reuse_prevention, hard_expiry from iam_password_policy where account = ?",
                SqlAccounts::policy,
                account.value());
    }

    @Override
    public void setPasswordPolicy(AccountId account, PasswordPolicy policy) {
        deletePasswordPolicy(account);
        db.update(
                "insert into iam_password_policy (account, minimum_length, symbols, numbers, uppercase, lowercase,"
                        + " users_may_change, max_age, reuse_prevention, hard_expiry)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                account.value(),
                policy.minimumLength(),
                policy.symbols(),
                policy.numbers(),
                policy.uppercase(),
                policy.lowercase(),
                policy.usersMayChange(),
                policy.maxAge(),
                policy.reusePrevention(),
                policy.hardExpiry());
    }

    @Override
    public boolean deletePasswordPolicy(AccountId account) {
        return db.update("delete from iam_password_policy where account = ?", account.value()) == 1;
    }

    private static PasswordPolicy policy(Row row) {
        return new PasswordPolicy(
                row.integer(1),
                row.flag(2),
                row.flag(3),
                row.flag(4),
                row.flag(5),
                row.flag(6),
                row.optionalNumber(7).map(Math::toIntExact),
                row.optionalNumber(8).map(Math::toIntExact),
                row.optionalNumber(9).map(flag -> flag != 0));
    }
}
