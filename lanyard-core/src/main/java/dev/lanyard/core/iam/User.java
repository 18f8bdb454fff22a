// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A user.
///
/// @param boundary the managed policy that limits what the user's other policies can allow
public record User(
        AccountId account,
        UserName name,
        IamPath path,
        String id,
        Instant created,
        List<Tag> tags,
        Optional<Arn> boundary)
        implements PolicyHolder {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, IamPath path, UserName name) {
        return Arn.iam(account, "user" + path + name);
    }

    public User renamed(UserName newName, IamPath newPath) {
        return new User(account, newName, newPath, id, created, tags, boundary);
    }

    public User withTags(List<Tag> changed) {
        return new User(account, name, path, id, created, changed, boundary);
    }

    public User withBoundary(Optional<Arn> changed) {
        return new User(account, name, path, id, created, tags, changed);
    }

    @Override
    public Kind kind() {
        return Kind.USER;
    }

    @Override
    public String label() {
        return name.value();
    }
}
