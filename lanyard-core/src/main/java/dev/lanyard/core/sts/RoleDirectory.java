// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// The roles of all accounts, as those who want to assume them see them.
public interface RoleDirectory {
    /// @param trust the trust policy as stored, with users and roles under their unique ids
    /// @param maxSessionDuration in seconds
    record AssumableRole(AccountId account, String id, Arn arn, String trust, int maxSessionDuration, List<Tag> tags) {}

    /// The role that has exactly this ARN, with path and case.
    Optional<AssumableRole> find(Arn arn);

    Optional<AssumableRole> findById(AccountId account, String id);
}
