// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Page;
import java.util.Optional;

/// Where users are kept. Names are compared without case; lists are ordered by [UserName#key()].
public interface UserStore {
    Optional<User> find(AccountId account, UserName name);

    /// The user with this unique id, whatever it is called now.
    Optional<User> findById(AccountId account, String id);

    /// Must answer `false` and change nothing when the name is taken.
    boolean insert(User user);

    /// Replaces all but id and creation date. Callers ask [#find] whether a new name is taken.
    void update(User user);

    /// Must fail when policies, keys, a login profile or a membership are left; callers ask first.
    void delete(User user);

    /// Users whose path starts with the prefix, after the position (exclusive) when one is given.
    Page<User> list(AccountId account, IamPath prefix, Optional<String> after, int limit);

    int count(AccountId account);
}
