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
/// @param boundary the managed policy that limits what the role's other policies can allow
/// @param lastUse when a session of the role last made a request
public record Role(
        AccountId account,
        RoleName name,
        IamPath path,
        String id,
        Instant created,
        String trust,
        Optional<String> description,
        int maxSessionDuration,
        List<Tag> tags,
        Optional<Arn> boundary,
        Optional<LastUse> lastUse)
        implements PolicyHolder {

    public static final int DEFAULT_SESSION_SECONDS = 3600;

    /// @param at in whole minutes
    public record LastUse(Instant at, String region) {}

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, IamPath path, RoleName name) {
        return Arn.iam(account, "role" + path + name);
    }

    /// Whether the role is AWS's to change: service-linked roles are.
    public boolean isServiceLinked() {
        return path.value().startsWith("/aws-service-role/");
    }

    public Role withTrust(String document) {
        return changed(document, description, maxSessionDuration, tags, boundary);
    }

    public Role withTags(List<Tag> changed) {
        return changed(trust, description, maxSessionDuration, changed, boundary);
    }

    public Role withBoundary(Optional<Arn> changed) {
        return changed(trust, description, maxSessionDuration, tags, changed);
    }

    public Role with(Optional<String> newDescription, Optional<Integer> newMaxSessionDuration) {
        return changed(
                trust,
                newDescription.or(() -> description),
                newMaxSessionDuration.orElse(maxSessionDuration),
                tags,
                boundary);
    }

    public Role with(LastUse use) {
        return new Role(
                account,
                name,
                path,
                id,
                created,
                trust,
                description,
                maxSessionDuration,
                tags,
                boundary,
                Optional.of(use));
    }

    private Role changed(
            String newTrust,
            Optional<String> newDescription,
            int newMaxSessionDuration,
            List<Tag> newTags,
            Optional<Arn> newBoundary) {
        return new Role(
                account,
                name,
                path,
                id,
                created,
                newTrust,
                newDescription,
                newMaxSessionDuration,
                newTags,
                newBoundary,
                lastUse);
    }

    @Override
    public Kind kind() {
        return Kind.ROLE;
    }

    @Override
    public String label() {
        return name.value();
    }
}
