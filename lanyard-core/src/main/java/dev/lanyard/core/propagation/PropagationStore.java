// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.propagation;

import dev.lanyard.aws.arn.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the delays of accounts are kept, and what is not seen by everybody yet.
public interface PropagationStore {
    /// The delays of the accounts that have one of their own.
    Map<AccountId, Delay> delays();

    /// @param delay empty for the one that all accounts have
    void setDelay(AccountId account, Optional<Delay> delay);

    /// The number of the change that the running transaction makes: higher than that of every earlier change of the
    /// account, and the same in every run that does the same.
    long nextChange(AccountId account);

    /// Keeps what a change replaces, and drops what everybody has seen when it is made.
    void save(AccountId account, Change change, List<Unseen> before);

    /// @param visible from when on everybody sees it
    record Change(long number, Instant made, Instant visible) {}

    /// What the entity was like before the earliest change of it that this sight does not reach; empty when it reaches
    /// all.
    Optional<Unseen> before(AccountId account, String entity, Sight sight);

    /// The name that the entity with this id had before the earliest change that this sight does not reach.
    Optional<String> named(AccountId account, String id, Sight sight);

    /// When the last change becomes visible that is not yet; empty when all are.
    Optional<Instant> settled(Optional<AccountId> account, Instant now);

    /// Lets everybody see everything of the account.
    void settle(AccountId account);
}
