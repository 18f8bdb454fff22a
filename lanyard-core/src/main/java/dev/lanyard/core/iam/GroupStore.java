// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Page;
import java.util.List;
import java.util.Optional;

/// Where groups and their members are kept. Names are compared without case; lists are ordered by them.
public interface GroupStore {
    Optional<Group> find(AccountId account, GroupName name);

    /// Must answer `false` and change nothing when the name is taken.
    boolean insert(Group group);

    /// Replaces name and path. Callers ask [#find] whether a new name is taken.
    void update(Group group);

    /// Must fail when policies or members are left; callers ask first.
    void delete(Group group);

    /// Groups whose path starts with the prefix, after the position (exclusive) when one is given.
    Page<Group> list(AccountId account, IamPath prefix, Optional<String> after, int limit);

    int count(AccountId account);

    /// Makes the user a member unless it is one already.
    void add(Group group, User user);

    void remove(Group group, User user);

    boolean hasMembers(Group group);

    Page<User> members(Group group, Optional<String> after, int limit);

    /// By name. A user is in few groups, so they come whole.
    List<Group> of(AccountId account, String userId);
}
