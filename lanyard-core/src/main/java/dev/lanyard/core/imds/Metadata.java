// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Transactions;
import java.time.InstantSource;
import java.util.Optional;

/// The metadata service: who asks, and what it is told.
public final class Metadata {
    private final Kept<String, Optional<InstanceKey>> located;
    private final Kept<InstanceKey, Optional<Guest>> guests;

    public Metadata(
            InstanceDirectory directory,
            RoleCredentials credentials,
            IdentityKeys identity,
            Transactions transactions,
            Changes changes,
            InstantSource clock) {
        this.located = new Kept<>(changes, clock, (id, _) -> directory.locate(id));
        this.guests = new Kept<>(
                changes,
                clock,
                (key, now) -> transactions
                        .read(() -> directory.describe(key, now))
                        .map(facts -> new Guest(facts, credentials, identity)));
    }

    /// Where the instance of this id is.
    public Optional<InstanceKey> locate(String id) {
        return located.get(id);
    }

    /// The instance, if something runs on it that could ask.
    public Optional<Guest> guest(InstanceKey key) {
        return guests.get(key);
    }
}
