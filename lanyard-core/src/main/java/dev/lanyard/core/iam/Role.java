// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A role.
///
/// @param trust the trust policy as stored: users and roles that it names are kept by their unique ids
/// @param maxSessionDuration in seconds
public record Role(
        AccountId account,
        RoleName name,
        IamPath path,
        String id,
        Instant created,
        String trust,
        Optional<String> description,
        int maxSessionDuration,
        List<Tag> tags) {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, IamPath path, RoleName name) {
        return Arn.iam(account, "role" + path + name);
    }

    public Role withTrust(String document) {
        return new Role(account, name, path, id, created, document, description, maxSessionDuration, tags);
    }

    public Role withTags(List<Tag> changed) {
        return new Role(account, name, path, id, created, trust, description, maxSessionDuration, changed);
    }

    public Role with(Optional<String> newDescription, Optional<Integer> newMaxSessionDuration) {
        return new Role(
                account,
                name,
                path,
                id,
                created,
                trust,
                newDescription.or(() -> description),
                newMaxSessionDuration.orElse(maxSessionDuration),
                tags);
    }
}
