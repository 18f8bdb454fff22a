// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// The metadata service: who asks, and what it is told.
public final class Metadata {
    private static final Pattern ID = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");
    private static final long MEMORY = 32L << 20;

    private final Kept<String, InstanceKey> located;
    private final Kept<InstanceKey, Guest> guests;

    public Metadata(
            InstanceDirectory directory,
            RoleCredentials credentials,
            IdentityKeys identity,
            Transactions transactions,
            Changes changes,
            InstantSource clock) {
        this.located = new Kept<>(
                changes,
                clock,
                new Kept.Content<>((id, _) -> directory.locate(id), _ -> InstanceKey.BYTES, InstanceKey.MEMORY));
        this.guests = new Kept<>(
                changes,
                clock,
                new Kept.Content<>(
                        (key, now) -> transactions
                                .read(() -> directory.describe(key, now))
                                .map(facts -> new Guest(facts, credentials, identity)),
                        Guest::bytes,
                        MEMORY));
    }

    /// Where the instance of this id is. What is no id is not looked for.
    public Optional<InstanceKey> locate(String id) {
        return ID.matcher(id).matches() ? located.get(id) : Optional.empty();
    }

    /// The instance, if something runs on it that could ask.
    public Optional<Guest> guest(InstanceKey key) {
        return guests.get(key);
    }
}
