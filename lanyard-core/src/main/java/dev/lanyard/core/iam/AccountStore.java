// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import java.util.Optional;

/// Where what belongs to an account as a whole is kept.
public interface AccountStore {
    Optional<String> alias(AccountId account);

    /// Gives the account this alias in place of the one it has. Must answer `false` and change nothing when another
    /// account has it.
    boolean setAlias(AccountId account, String alias);

    /// Must answer `false` when the account's alias is not this.
    boolean deleteAlias(AccountId account, String alias);

    Optional<PasswordPolicy> passwordPolicy(AccountId account);

    void setPasswordPolicy(AccountId account, PasswordPolicy policy);

    /// Must answer `false` when there is none.
    boolean deletePasswordPolicy(AccountId account);
}
