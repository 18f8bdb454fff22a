// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import java.time.Instant;

/// A group of users, whose policies are those of its members. It is no principal, has no tags and no boundary.
public record Group(AccountId account, GroupName name, IamPath path, String id, Instant created)
        implements PolicyHolder {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, IamPath path, GroupName name) {
        return Arn.iam(account, "group" + path + name);
    }

    public Group renamed(GroupName newName, IamPath newPath) {
        return new Group(account, newName, newPath, id, created);
    }

    @Override
    public Kind kind() {
        return Kind.GROUP;
    }

    @Override
    public String label() {
        return name.value();
    }
}
