// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.propagation;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.core.op.Changes;
import dev.lanyard.core.op.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// How changes in IAM reach EC2, STS, the metadata service and the policy engine: late, as on AWS, when an account has
/// a delay. What a change replaces is kept until it is visible. The changes of one entity become visible in their
/// order.
public final class Propagation {
    /// How long a node may not know what delay another node was given.
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Delay usual;
    private final PropagationStore store;
    private final Transactions transactions;
    private final Changes changes;
    private final InstantSource clock;
    private final AtomicLong looks = new AtomicLong();
    private volatile Known known = new Known(Map.of(), Instant.MIN);
    /// The number of changes when everything was forgotten last: what was seen earlier is not kept any more.
    private long forgotten;

    /// @param until when it has to be looked at again
    private record Known(Map<AccountId, Delay> delays, Instant until) {}

    /// @param usual of accounts that have no delay of their own
    public Propagation(
            Delay usual, PropagationStore store, Transactions transactions, Changes changes, InstantSource clock) {
        this.usual = usual;
        this.store = store;
        this.transactions = transactions;
        this.changes = changes;
        this.clock = clock;
    }

    public Delay usual() {
        return usual;
    }

    /// Accounts with a delay of their own.
    public Map<AccountId, Delay> delays() {
        Known last = known;
        Instant now = clock.instant();
        if (now.isBefore(last.until)) {
            return last.delays;
        }
        long seen = changes.count();
        Known read = new Known(transactions.read(store::delays), now.plus(MOMENT));
        keep(read, seen);
        return read.delays;
    }

    /// A snapshot that is older than the latest delay does not know it.
    private synchronized void keep(Known read, long seen) {
        if (seen != Changes.UNSETTLED && seen >= forgotten) {
            known = read;
        }
    }

    /// Whether anybody may see the account's IAM as it was. When not, nothing needs to be asked.
    public boolean lags(AccountId account) {
        return !delayOf(account).isNone();
    }

    private Delay delayOf(AccountId account) {
        return delays().getOrDefault(account, usual);
    }

    /// Gives an account a delay for its changes from now on. Without one, all that it has changed is visible at once.
    ///
    /// @param delay empty for the one that all accounts have
    public void delay(AccountId account, Optional<Delay> delay) {
        transactions.write(() -> {
            store.setDelay(account, delay);
            if (delay.orElse(usual).isNone()) {
                store.settle(account);
            }
            return "";
        });
        forget();
    }

    /// Keeps what a change is about to replace; to be called in its transaction.
    public void record(AccountId account, List<Unseen> before) {
        long number = store.nextChange(account);
        Instant now = clock.instant();
        Duration delay = delayOf(account).of(account, number);
        store.save(account, new PropagationStore.Change(number, now, now.plus(delay)), before);
    }

    /// What the entity is like for one who does not see its latest change; empty when it is as it is.
    public Optional<Unseen> before(AccountId account, String entity, Sight sight) {
        return store.before(account, entity, sight);
    }

    /// The name of the entity that had this id, if it does not have it any more or has changed since.
    public Optional<String> named(AccountId account, String id, Sight sight) {
        return store.named(account, id, sight);
    }

    /// When all that has changed so far will be visible; empty when it is.
    ///
    /// @param account empty for all
    public Optional<Instant> settled(Optional<AccountId> account) {
        return transactions.read(() -> store.settled(account, clock.instant()));
    }

    /// The same changes, but for as long as anything lags, time is one too.
    public Changes changes(Changes written) {
        return () -> {
            long count = written.count();
            return count == Changes.UNSETTLED || (delays().isEmpty() && usual.isNone()) ? count : tick();
        };
    }

    /// A number that is given once and never by a store.
    public long tick() {
        return -looks.incrementAndGet();
    }

    /// Forgets what it knows of the store.
    public synchronized void forget() {
        forgotten = changes.count();
        known = new Known(Map.of(), Instant.MIN);
    }
}
