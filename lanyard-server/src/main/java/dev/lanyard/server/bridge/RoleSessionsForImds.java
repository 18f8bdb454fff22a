// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.bridge;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.imds.InstanceKey;
import dev.lanyard.core.imds.RoleSessions;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.sts.InstanceRoles;
import dev.lanyard.core.sts.InstanceRoles.Instance;
import dev.lanyard.server.propagation.SeenProfiles;
import java.time.Duration;
import java.util.Optional;

/// The profiles of IAM and the sessions of STS, as the metadata service sees them.
public record RoleSessionsForImds(SeenProfiles profiles, InstanceRoles roles) implements RoleSessions {
    @Override
    public Profile profile(AccountId account, Association association, Sight sight) {
        return profiles.find(account, association.profileName(), sight)
                .filter(profile -> profile.id().equals(association.profileId()))
                .map(profile -> profile.role()
                        .<Profile>map(role -> new Profile.Holding(role.name(), role.id()))
                        .orElseGet(Profile.Empty::new))
                .orElseGet(Profile.Gone::new);
    }

    @Override
    public Optional<Keys> open(Opening opening) {
        InstanceKey key = opening.instance();
        Instance instance = new Instance(
                key.account(),
                key.region(),
                key.id(),
                Optional.of(opening.vpcId()),
                Optional.of(opening.privateIp()),
                opening.delivery().toString());
        Duration lifetime = Duration.between(opening.issued(), opening.expires());
        return roles.assume(opening.roleId(), instance, lifetime, opening.issued())
                .map(made -> new Keys(made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
    }
}
