// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Page;
import java.util.Optional;

/// Where roles are kept. Names are compared without case; lists are ordered by [RoleName#key()].
public interface RoleStore {
    Optional<Role> find(AccountId account, RoleName name);

    /// The role with this unique id, whatever it is called now.
    Optional<Role> findById(AccountId account, String id);

    /// Must answer `false` and change nothing when the name is taken.
    boolean insert(Role role);

    /// Replaces all but name, path, id and creation date.
    void update(Role role);

    /// Must fail when an instance profile still holds the role; callers ask [#isInProfile] first.
    boolean delete(AccountId account, RoleName name);

    boolean isInProfile(AccountId account, RoleName name);

    /// Roles whose path starts with the prefix, after the position (exclusive) when one is given.
    Page<Role> list(AccountId account, IamPath prefix, Optional<String> after, int limit);

    int count(AccountId account);
}
