// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.Unavailable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sqlite.SQLiteException;

/// The one writer of a SQLite file, shared by many threads. Each runs its own work in its own thread when its turn
/// comes, inside a transaction that all who queue share; the last of the queue commits for all, and nobody is answered
/// before that, not even one whose work threw, because it may have seen what others had not yet committed.
///
/// Waiting is never interrupted: a member of the queue that left could be the one everybody relies on to commit.
final class GroupCommit implements AutoCloseable {
    /// Bounds how long the first of a batch waits when the queue never empties.
    private static final int MAX_MEMBERS = 64;

    private final Session writer;
    private final ReentrantLock turn = new ReentrantLock(true);
    /// How many transactions could not begin.
    private volatile int refusals;

    private Batch open;
    private boolean savepoint;
    private RuntimeException refusal;
    private boolean closed;

    GroupCommit(Session writer) {
        this.writer = writer;
    }

    private static final class Batch {
        private final CompletableFuture<Optional<Throwable>> outcome = new CompletableFuture<>();
        private int members;
        private Throwable loss;
    }

    <T> T write(Function<Session, T> work) {
        Batch batch;
        T value = null;
        Throwable failure = null;
        boolean over;
        int refusalsBefore = refusals;
        turn.lock();
        try {
            batch = joined(refusalsBefore);
            try {
                value = run(batch, work);
            } catch (RuntimeException e) {
                failure = writer.lossOr(e);
            } catch (Throwable e) {
                failure = e;
            }
            if (open == batch && (batch.members == MAX_MEMBERS || !turn.hasQueuedThreads())) {
                commit(batch);
            }
            over = open != batch;
        } finally {
            turn.unlock();
        }
        if (over) {
            batch.outcome.complete(Optional.ofNullable(batch.loss));
        }
        Throwable loss = batch.outcome.join().orElse(null);
        if (loss != null && !loss.equals(failure)) {
            String message = "The database could not commit: " + loss.getMessage();
            throw loss instanceof Unavailable
                    ? new Unavailable(message, loss.getCause())
                    : new StoreException(message, loss);
        }
        if (failure != null) {
            throw unchecked(failure);
        }
        return value;
    }

    /// Commits for those whose turn was before: they leave that to whoever queues behind them, which is this. Those
    /// whose turn comes later are refused.
    @Override
    public void close() {
        Batch last;
        turn.lock();
        try {
            closed = true;
            last = open;
            if (last != null) {
                commit(last);
            }
            writer.close();
        } finally {
            turn.unlock();
        }
        if (last != null) {
            last.outcome.complete(Optional.ofNullable(last.loss));
        }
    }

    /// When a transaction cannot begin, which may take seconds to know, those who queued meanwhile do not try again.
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the holder of the turn writes it.
    private Batch joined(int refusalsBefore) {
        if (closed) {
            throw new Unavailable("The database is closed");
        }
        if (open == null) {
            if (refusals != refusalsBefore) {
                throw refusal;
            }
            try {
                control("begin immediate");
            } catch (RuntimeException e) {
                refusal = e;
                refusals++;
                throw e;
            }
            open = new Batch();
        }
        open.members++;
        return open;
    }

    private <T> T run(Batch batch, Function<Session, T> work) {
        savepoint = false;
        // The first member needs none: to undo it is to undo the transaction.
        writer.startWriting(batch.members == 1 ? null : this::setSavepoint);
        try {
            T value = work.apply(writer);
            writer.requireIntact();
            if (savepoint) {
                control("release member");
            }
            return value;
        } catch (Throwable e) {
            undo(batch, e);
            throw e;
        } finally {
            writer.stopWriting();
        }
    }

    private void setSavepoint() {
        control("savepoint member");
        savepoint = true;
    }

    private void undo(Batch batch, Throwable cause) {
        if (batch.members == 1) {
            abandon(batch, null);
        } else if (endsTransaction(cause) || endsTransaction(writer.failure())) {
            abandon(batch, cause);
        } else if (savepoint) {
            try {
                control("rollback to member");
                control("release member");
            } catch (RuntimeException e) {
                abandon(batch, e);
            }
        }
    }

    private void commit(Batch batch) {
        try {
            control("commit");
            open = null;
        } catch (Throwable e) {
            abandon(batch, e);
        }
    }

    private void abandon(Batch batch, Throwable loss) {
        open = null;
        batch.loss = loss;
        try {
            control("rollback");
        } catch (RuntimeException e) {
            // SQLite rolls back by itself when the disk fails it, and then there is nothing left to roll back.
            if (loss != null) {
                loss.addSuppressed(e);
            }
        }
    }

    /// Whether SQLite may have rolled the whole transaction back on its own: after anything but a refused statement.
    private static boolean endsTransaction(Throwable failure) {
        if (failure == null || !(failure.getCause() instanceof SQLiteException e)) {
            return false;
        }
        return switch (e.getResultCode().code & 0xff) {
            case 1, 18, 19, 20, 25 -> false; // ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE
            default -> true;
        };
    }

    private void control(String sql) {
        try {
            writer.control(sql);
        } catch (SQLException e) {
            throw Dialect.SQLITE.failure(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException unchecked(Throwable e) throws X {
        throw (X) e;
    }
}
