// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A container for at most one role, which EC2 instances wear.
public record InstanceProfile(
        AccountId account,
        InstanceProfileName name,
        IamPath path,
        String id,
        Instant created,
        List<Tag> tags,
        Optional<Role> role) {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, IamPath path, InstanceProfileName name) {
        return Arn.iam(account, "instance-profile" + path + name);
    }
}
