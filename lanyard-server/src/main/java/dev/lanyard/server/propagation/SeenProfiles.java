// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.propagation.Sight;
import java.util.Optional;

/// IAM's instance profiles as EC2 and the metadata service see them.
@FunctionalInterface
public interface SeenProfiles {
    /// @param name compared without case, as in IAM
    Optional<Profile> find(AccountId account, String name, Sight sight);
}
