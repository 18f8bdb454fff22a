// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.iam.InstanceProfile;
import dev.lanyard.core.iam.InstanceProfileName;
import dev.lanyard.core.iam.InstanceProfileStore;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.server.propagation.SeenProfiles;
import java.time.Instant;
import java.util.Optional;

/// IAM's instance profiles as EC2 asks for them: by their exact names.
public record IamProfilesForEc2(SeenProfiles profiles) implements ProfileDirectory {
    @Override
    public Optional<Profile> named(AccountId account, String name, Instant now) {
        return profiles.find(account, name, Sight.at(now))
                .filter(profile -> profile.arn().resource().endsWith('/' + name));
    }

    @Override
    public Optional<Profile> at(AccountId account, String arn, Instant now) {
        return profiles.find(account, Arn.nameIn(arn), Sight.at(now))
                .filter(profile -> profile.arn().toString().equals(arn));
    }

    /// The profiles as they are.
    public static SeenProfiles current(InstanceProfileStore store) {
        return (account, name, _) ->
                store.find(account, new InstanceProfileName(name)).map(IamProfilesForEc2::seen);
    }

    private static Profile seen(InstanceProfile profile) {
        return new Profile(
                profile.arn(),
                profile.id(),
                profile.role().map(role -> new Role(role.arn(), role.name().value(), role.id(), role.tags())));
    }
}
