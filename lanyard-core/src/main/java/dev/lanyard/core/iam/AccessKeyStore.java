// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import dev.lanyard.aws.arn.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the access keys of users are kept, with their secrets, since signatures are verified with them.
public interface AccessKeyStore {
    /// The key with this id, which tells its account itself. Whoever authenticates by it sees to its status.
    Optional<AccessKey> find(String id);

    /// Oldest first. A user has few keys, so they come whole.
    List<AccessKey> of(AccountId account, String userId);

    void insert(AccessKey key);

    void setStatus(AccessKey key, AccessKey.Status status);

    void delete(AccessKey key);

    /// Notes a use unless one of the same minute is noted. Changes no revision, and shows at once in what this process
    /// reads, but is durable only after [#writeUses].
    ///
    /// @param service the name in the credential scope
    void recordUse(AccountId account, String id, Instant at, String service, String region);

    /// Makes the uses durable that were noted. When that fails they are kept for the next time.
    void writeUses();
}
