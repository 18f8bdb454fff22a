// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The shapes in which IAM shows its entities. Which members are present differs from operation to operation, as it
/// does on AWS.
final class IamViews {
    private IamViews() {}

    record InstanceProfileView(
            IamPath path,
            InstanceProfileName instanceProfileName,
            String instanceProfileId,
            Arn arn,
            Instant createDate,
            List<RoleView> roles,
            Optional<List<Tag>> tags) {}

    record RoleView(
            IamPath path,
            RoleName roleName,
            String roleId,
            Arn arn,
            Instant createDate,
            String assumeRolePolicyDocument,
            Optional<String> description,
            Optional<Integer> maxSessionDuration,
            Optional<List<Tag>> tags,
            Optional<RoleLastUsed> roleLastUsed) {}

    record RoleLastUsed(Optional<Instant> lastUsedDate, Optional<String> region) {
        static final RoleLastUsed NEVER = new RoleLastUsed(Optional.empty(), Optional.empty());
    }

    /// AWS leaves the member out of some answers when there are no tags.
    static Optional<List<Tag>> unlessEmpty(List<Tag> tags) {
        return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
    }
}
