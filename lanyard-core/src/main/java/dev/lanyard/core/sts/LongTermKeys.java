// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import java.util.Optional;

/// The access keys that do not expire: of users, and of the root of an account.
public interface LongTermKeys {
    /// @param userId the unique id of the user; empty for the root of the account
    record Key(AccountId account, Optional<String> userId, String secret) {}

    /// The active key with this id; empty for inactive and deleted ones.
    Optional<Key> find(String accessKeyId);
}
