// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import dev.lanyard.core.op.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Read connections, opened when first needed and kept. The last one returned goes out first, because its page cache
/// and its statements are warm.
final class ReaderPool implements AutoCloseable {
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final int limit;
    private final Supplier<Session> opener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<Session> idle = new ArrayDeque<>();
    private int open;
    private boolean closed;

    ReaderPool(int limit, Supplier<Session> opener) {
        this.limit = limit;
        this.opener = opener;
    }

    /// @throws Unavailable when none comes back in time, none can be opened or the pool is closed
    Session take() {
        Optional<Session> warm = idleOrPermit();
        if (warm.isPresent()) {
            return warm.get();
        }
        Session session = null;
        try {
            session = opener.get();
            return session;
        } finally {
            if (session == null) {
                forgetOne();
            }
        }
    }

    /// An idle connection, or empty for leave to open one.
    private Optional<Session> idleOrPermit() {
        boolean interrupted = false;
        long until = System.nanoTime() + PATIENCE;
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new Unavailable("The database is closed");
                }
                Session session = idle.pollLast();
                if (session != null) {
                    return Optional.of(session);
                }
                if (open < limit) {
                    open++;
                    return Optional.empty();
                }
                long left = until - System.nanoTime();
                if (left <= 0) {
                    throw new Unavailable("All " + limit + " connections to the database are in use");
                }
                try {
                    returned.awaitNanos(left);
                } catch (InterruptedException _) {
                    interrupted = true; // It still has its turn.
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void giveBack(Session session) {
        lock.lock();
        try {
            idle.addLast(session);
            if (closed) {
                returned.signalAll();
            } else {
                returned.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Closes every connection, those in use when they come back.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            returned.signalAll();
            while (open > 0) {
                Session session = idle.pollLast();
                if (session == null) {
                    returned.awaitUninterruptibly();
                } else {
                    open--;
                    session.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Closes a session whose state is unknown instead of taking it back.
    void discard(Session session) {
        try {
            session.close();
        } finally {
            forgetOne();
        }
    }

    private void forgetOne() {
        lock.lock();
        try {
            open--;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
