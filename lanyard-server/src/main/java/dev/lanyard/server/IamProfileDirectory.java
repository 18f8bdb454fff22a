// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.iam.InstanceProfile;
import dev.lanyard.core.iam.InstanceProfileName;
import dev.lanyard.core.iam.InstanceProfileStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// IAM's instance profiles as EC2 sees them: by their exact names, and not before they have been propagated.
final class IamProfileDirectory implements ProfileDirectory {
    private final InstanceProfileStore profiles;
    private final Duration propagation;

    IamProfileDirectory(InstanceProfileStore profiles, Duration propagation) {
        this.profiles = profiles;
        this.propagation = propagation;
    }

    @Override
    public Optional<Profile> named(AccountId account, String name, Instant now) {
        return find(account, name, now)
                .filter(profile -> profile.name().value().equals(name))
                .map(IamProfileDirectory::seen);
    }

    @Override
    public Optional<Profile> at(AccountId account, String arn, Instant now) {
        return find(account, arn.substring(arn.lastIndexOf('/') + 1), now)
                .filter(profile -> profile.arn().toString().equals(arn))
                .map(IamProfileDirectory::seen);
    }

    private Optional<InstanceProfile> find(AccountId account, String name, Instant now) {
        return profiles.find(account, new InstanceProfileName(name))
                .filter(profile -> !now.isBefore(profile.created().plus(propagation)));
    }

    private static Profile seen(InstanceProfile profile) {
        return new Profile(
                profile.arn(),
                profile.id(),
                profile.role().map(role -> new Role(role.arn(), role.name().value(), role.id(), role.tags())));
    }
}
