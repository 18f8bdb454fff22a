// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.profile;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What EC2 sees of IAM's instance profiles. It may lag behind IAM.
public interface ProfileDirectory {
    /// The profile of exactly this name; IAM's indifference to case is not EC2's.
    Optional<Profile> named(AccountId account, String name, Instant now);

    /// The profile that had this ARN when it was created.
    Optional<Profile> at(AccountId account, String arn, Instant now);

    /// @param id the unique id, `AIPA...`; a profile of the same name that is created later has another
    /// @param role the one role that the profile holds
    record Profile(Arn arn, String id, Optional<Role> role) {}

    /// @param id the unique id, `AROA...`
    record Role(Arn arn, String name, String id, List<Tag> tags) {}
}
