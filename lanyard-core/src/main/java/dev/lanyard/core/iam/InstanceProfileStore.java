// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// Where instance profiles are kept. Names are compared without case; lists are ordered by [InstanceProfileName#key()].
public interface InstanceProfileStore {
    Optional<InstanceProfile> find(AccountId account, InstanceProfileName name);

    /// Adds a profile without role. Must answer `false` and change nothing when the name is taken.
    boolean insert(InstanceProfile profile);

    boolean delete(AccountId account, InstanceProfileName name);

    /// Puts the role into the profile. Must answer `false` and change nothing when the profile holds a role.
    boolean attach(AccountId account, InstanceProfileName profile, RoleName role);

    /// Takes the role out. Must answer `false` when the profile does not hold it.
    boolean detach(AccountId account, InstanceProfileName profile, RoleName role);

    void setTags(AccountId account, InstanceProfileName name, List<Tag> tags);

    /// Profiles whose path starts with the prefix, after the position (exclusive) when one is given.
    Page<InstanceProfile> list(AccountId account, IamPath prefix, Optional<String> after, int limit);

    Page<InstanceProfile> listOfRole(AccountId account, RoleName role, Optional<String> after, int limit);

    int count(AccountId account);
}
