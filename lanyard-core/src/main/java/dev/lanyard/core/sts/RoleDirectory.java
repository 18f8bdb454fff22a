// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// The roles of all accounts, as those who want to assume them see them.
public interface RoleDirectory {
    /// @param trust the trust policy as stored, with users and roles under their unique ids
    /// @param maxSessionDuration in seconds
    record AssumableRole(AccountId account, String id, Arn arn, String trust, int maxSessionDuration, List<Tag> tags) {
        /// The permission to take the role on, which its trust policy has to give.
        ///
        /// @param action `sts:AssumeRole` or one of its kind
        public Permission permission(String action, Identities identities) {
            return Permission.on(action, arn)
                    .trustedBy(identities.compile("", trust))
                    .withResourceTags("iam", tags);
        }
    }

    /// The role that has exactly this ARN, with path and case.
    Optional<AssumableRole> find(Arn arn);

    Optional<AssumableRole> findById(AccountId account, String id);
}
