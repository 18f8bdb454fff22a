// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.authz.IdentityDirectory.Described;
import dev.lanyard.core.ec2.profile.ProfileDirectory;
import dev.lanyard.core.ec2.profile.ProfileDirectory.Profile;
import dev.lanyard.core.op.Transactions;
import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.core.propagation.Sight;
import dev.lanyard.core.propagation.Unseen;
import java.util.Optional;

/// Instance profiles as they were for those whom IAM's latest changes have not reached. A role that they do not see
/// yet is in no profile.
///
/// @param current as they are
/// @param roles as they are seen
public record LaggingProfiles(SeenProfiles current, SeenIam roles, Propagation propagation, Transactions transactions)
        implements SeenProfiles {

    @Override
    public Optional<Profile> find(AccountId account, String name, Sight sight) {
        if (!propagation.lags(account)) {
            return current.find(account, name, sight);
        }
        return transactions.read(() -> {
            Optional<Unseen> before =
                    propagation.before(account, Entity.profile(name).toString(), sight);
            Optional<Profile> seen = before.isPresent()
                    ? before.get().content().map(ContentText::profile)
                    : current.find(account, name, sight);
            return seen.map(profile ->
                    new Profile(profile.arn(), profile.id(), profile.role().flatMap(role -> role(account, role))));
        });
    }

    private Optional<ProfileDirectory.Role> role(AccountId account, ProfileDirectory.Role role) {
        return roles.identity(account, role.id())
                .map(Described::tags)
                .map(tags -> new ProfileDirectory.Role(role.arn(), role.name(), role.id(), tags));
    }
}
