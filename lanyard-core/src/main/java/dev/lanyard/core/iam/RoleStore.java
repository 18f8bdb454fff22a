// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.Optional;

/// Where roles are kept. Names are compared without case; lists are ordered by [RoleName#key()].
public interface RoleStore {
    Optional<Role> find(AccountId account, RoleName name);

    /// The role with this unique id, whatever it is called now.
    Optional<Role> findById(AccountId account, String id);

    /// Must answer `false` and change nothing when the name is taken.
    boolean insert(Role role);

    /// Replaces all but name, path, id, creation date and last use.
    void update(Role role);

    /// Must fail when policies are left or an instance profile still holds the role; callers ask first.
    void delete(Role role);

    boolean isInProfile(AccountId account, RoleName name);

    /// Roles whose path starts with the prefix, after the position (exclusive) when one is given.
    Page<Role> list(AccountId account, IamPath prefix, Optional<String> after, int limit);

    int count(AccountId account);

    /// Notes that a session of the role made a request, unless one of the same minute is noted. Changes no revision.
    ///
    /// @param id the unique id of the role
    void recordUse(AccountId account, String id, Instant at, String region);

    /// Makes the uses durable that were noted. When that fails they are kept for the next time.
    void writeUses();

    /// Notes that the deletion of a service-linked role is done.
    void recordDeletion(AccountId account, String task);

    boolean isDeletionRecorded(AccountId account, String task);
}
